const limit = 1000;

/** A reading of short texts that come again and again: what was read of the last thousand is kept. */
export function remembered<Read>(read: (text: string) => Read): (text: string) => Read {
  const kept = new Map<string, Read>();
  return (text) => {
    const found = kept.get(text);
    if (found !== undefined) return found;
    if (kept.size >= limit) kept.clear();
    const value = read(text);
    kept.set(text, value);
    return value;
  };
}
