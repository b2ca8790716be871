/**
 * Names and tags are written by others: control, format and direction marks, line ends and halves of characters become
 * a visible sign, so that no name repaints a terminal or leaves its line.
 */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '\u00b7');
}

/** As much of a text as a report can afford. */
export function clip(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
