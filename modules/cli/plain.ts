/** Text of others for a terminal: control, format and direction marks become a visible sign. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\u00b7');
}
