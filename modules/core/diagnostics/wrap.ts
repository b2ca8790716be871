/** Breaks a line of prose between words, so that a terminal breaks none; what follows is indented. Long words stay whole. */
export function wrap(line: string, columns: number | undefined, indent = ''): string {
  if (columns === undefined || line.length <= columns) return line;
  const lines: string[] = [];
  const [first = '', ...words] = line.trimStart().split(' ');
  let current = line.slice(0, line.length - line.trimStart().length) + first;
  for (const word of words) {
    if (`${current} ${word}`.length <= columns) current = `${current} ${word}`;
    else {
      lines.push(current);
      current = `${indent}${word}`;
    }
  }
  return [...lines, current].join('\n');
}
