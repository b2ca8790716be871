/** The candidate that a misspelt word most likely meant: at most two edits away, else `undefined`. */
export function nearMiss(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter((one) => one.distance <= 2 && one.distance < one.candidate.length)
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.candidate;
}

/** Levenshtein's distance, one row of the table at a time. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...from].entries()) {
    let corner = i;
    row = row.reduce<number[]>((next, above, j) => {
      const left = next[j - 1];
      const cost = left === undefined ? i + 1 : Math.min(left + 1, above + 1, corner + (letter === to[j - 1] ? 0 : 1));
      corner = above;
      return [...next, cost];
    }, []);
  }
  return row.at(-1) ?? 0;
}
