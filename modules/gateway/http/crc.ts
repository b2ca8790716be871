const castagnoli = 0x82f63b78;

function crc32cTable(): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, index) => {
    let value = index;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ castagnoli : value >>> 1;
    return value;
  });
}

let table32: Uint32Array | undefined;

/** CRC-32C, which Node does not bring. @see https://www.rfc-editor.org/rfc/rfc3720#appendix-B.4 */
export class Crc32c {
  #value = 0xffffffff;

  update(bytes: Buffer): void {
    const table = (table32 ??= crc32cTable());
    let value = this.#value;
    for (const byte of bytes) value = (value >>> 8) ^ (table[(value ^ byte) & 0xff] ?? 0);
    this.#value = value;
  }

  digest(): string {
    const out = Buffer.alloc(4);
    out.writeUInt32BE((this.#value ^ 0xffffffff) >>> 0);
    return out.toString('base64');
  }
}

/** The polynomial of CRC-64/NVME, reflected, in two halves: JavaScript's bits are 32. */
const nvmeHigh = 0x9a6c9329;
const nvmeLow = 0xac4bc9b5;

interface Halves {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

function crc64Table(): Halves {
  const high = new Uint32Array(256);
  const low = new Uint32Array(256);
  for (let index = 0; index < 256; index += 1) {
    let [top, bottom] = [0, index];
    for (let bit = 0; bit < 8; bit += 1) {
      const odd = bottom & 1;
      bottom = (bottom >>> 1) | (top << 31);
      top >>>= 1;
      if (odd) [top, bottom] = [top ^ nvmeHigh, bottom ^ nvmeLow];
    }
    high[index] = top;
    low[index] = bottom;
  }
  return { high, low };
}

let table64: Halves | undefined;

/** CRC-64/NVME, the checksum that S3 uses where the client names none. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html */
export class Crc64Nvme {
  #high = 0xffffffff;
  #low = 0xffffffff;

  update(bytes: Buffer): void {
    const { high, low } = (table64 ??= crc64Table());
    let [top, bottom] = [this.#high, this.#low];
    for (const byte of bytes) {
      const index = (bottom ^ byte) & 0xff;
      bottom = ((bottom >>> 8) | (top << 24)) ^ (low[index] ?? 0);
      top = (top >>> 8) ^ (high[index] ?? 0);
    }
    [this.#high, this.#low] = [top, bottom];
  }

  digest(): string {
    const out = Buffer.alloc(8);
    out.writeUInt32BE(~this.#high >>> 0);
    out.writeUInt32BE(~this.#low >>> 0, 4);
    return out.toString('base64');
  }
}
