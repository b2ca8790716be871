const quote = 0x22;
const backslash = 0x5c;
const delimiters = new Set([0x2c, 0x5d, 0x7d, 0x20, 0x09, 0x0a, 0x0d]);

/** Finds where one JSON value ends, over as many chunks as it takes. It counts brackets and knows strings, no more. */
export class ValueScanner {
  #depth = 0;
  #inString = false;
  #escaped = false;
  #started = false;

  /** The first position after the value, `undefined` when the value goes on in the next chunk. */
  end(chunk: Uint8Array, from: number): number | undefined {
    let at = from;
    while (at < chunk.length) {
      if (this.#inString) {
        at = this.#afterString(chunk, at);
        if (this.#closed) return at;
      } else {
        const byte = chunk[at] ?? 0;
        if (this.#started && this.#depth === 0 && delimiters.has(byte)) return at;
        at += 1;
        if (this.#structure(byte)) return at;
      }
    }
    return undefined;
  }

  get #closed(): boolean {
    return !this.#inString && this.#depth === 0;
  }

  /** Whether a bare value, such as a number, may end with the text itself. */
  get mayEnd(): boolean {
    return this.#started && this.#closed;
  }

  /** Whether a structural byte closes the value. */
  #structure(byte: number): boolean {
    this.#started = true;
    if (byte === quote) this.#inString = true;
    else if (byte === 0x7b || byte === 0x5b) this.#depth += 1;
    else if (byte === 0x7d || byte === 0x5d) {
      this.#depth -= 1;
      return this.#depth === 0;
    }
    return false;
  }

  #afterString(chunk: Uint8Array, from: number): number {
    let at = from;
    if (this.#escaped) {
      this.#escaped = false;
      at += 1;
    }
    for (; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (byte === quote) {
        this.#inString = false;
        return at + 1;
      }
      if (byte === backslash) {
        at += 1;
        this.#escaped = at >= chunk.length;
      }
    }
    return at;
  }
}
