/** FNV-1a over code units: the same on every machine and in every version. */
export function stableHash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return value;
}

/** The hash as eight letters and digits, to tell apart what would have one name. */
export function stableSuffix(text: string): string {
  return stableHash(text).toString(16).padStart(8, '0');
}
