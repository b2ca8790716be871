/** The candidate that a misspelt word most likely meant: at most two edits away, else `undefined`. Case does not count. */
export function nearMiss(word: string, candidates: readonly string[]): string | undefined {
  const meant = word.toLowerCase();
  for (const edits of [0, 1, 2]) {
    const found = candidates.find((one) => edits < one.length && isWithin(edits, meant, one.toLowerCase()));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether so many letters put in, left out or exchanged make one text of the other. */
function isWithin(edits: number, from: string, to: string): boolean {
  if (Math.abs(from.length - to.length) > edits) return false;
  let at = 0;
  while (at < to.length && from[at] === to[at]) at += 1;
  const [a, b] = [from.slice(at), to.slice(at)];
  if (a === '' || b === '') return true;
  if (edits === 0) return false;
  const fewer = edits - 1;
  return isWithin(fewer, a.slice(1), b.slice(1)) || isWithin(fewer, a.slice(1), b) || isWithin(fewer, a, b.slice(1));
}
