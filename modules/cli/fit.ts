/** Less room than this is no column worth filling. */
const leastRoom = 20;

/**
 * Breaks a text after spaces and commas, and before the objects of JSON, so that it stays left of the terminal's edge; every line but the first begins
 * under its start. What has no such place, like an ARN, stays whole. Without columns, as in a pipe, nothing is broken.
 */
export function fit(text: string, indent: number, columns: number | undefined): string {
  if (columns === undefined) return text;
  const room = Math.max(leastRoom, columns - indent);
  const lines: string[] = [];
  let line = '';
  for (const piece of text.split(/(?<= )|(?<=,)(?! )|(?<=:)(?={)/)) {
    if (line !== '' && line.length + piece.trimEnd().length > room) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return [...lines, line.trimEnd()].join(`\n${' '.repeat(indent)}`);
}
