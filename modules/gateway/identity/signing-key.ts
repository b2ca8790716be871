import { createHmac, hash } from 'node:crypto';

/** Where and when a signature counts. */
export interface CredentialScope {
  /** `YYYYMMDD` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

const limit = 1000;
const kept = new Map<string, SigningKey>();

/** The key that signs for one day, Region and service; made once, because it costs four hashes. */
export function signingKey(secretAccessKey: string, { date, region, service }: CredentialScope): SigningKey {
  const name = `${secretAccessKey}\n${date}\n${region}\n${service}`;
  const found = kept.get(name);
  if (found) return found;
  const key = new SigningKey(hmac(hmac(hmac(hmac(`AWS4${secretAccessKey}`, date), region), service), 'aws4_request'));
  if (kept.size >= limit) kept.clear();
  kept.set(name, key);
  return key;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

export function sha256(text: string | Buffer): string {
  return hash('sha256', text, 'hex');
}

const blockBytes = 64;
const hashBytes = 32;

/**
 * A key of 32 bytes that signs texts with HMAC-SHA256. Made of plain hashes, because an Hmac object for each request
 * is what the garbage collector spends most of its time on. @see https://www.rfc-editor.org/rfc/rfc2104
 */
class SigningKey {
  readonly #outer: Buffer;
  #inner: Buffer;

  constructor(key: Buffer) {
    this.#inner = padded(key, 0x36, 1024);
    this.#outer = padded(key, 0x5c, hashBytes);
  }

  /** Hexadecimal. */
  sign(text: string): string {
    const needed = blockBytes + Buffer.byteLength(text);
    if (needed > this.#inner.length) {
      const larger = Buffer.alloc(needed);
      this.#inner.copy(larger, 0, 0, blockBytes);
      this.#inner = larger;
    }
    this.#inner.write(text, blockBytes);
    hash('sha256', this.#inner.subarray(0, needed), 'buffer').copy(this.#outer, blockBytes);
    return hash('sha256', this.#outer, 'hex');
  }
}

function padded(key: Buffer, sign: number, restBytes: number): Buffer {
  const block = Buffer.alloc(blockBytes + restBytes);
  block.fill(sign, 0, blockBytes);
  for (const [index, byte] of key.entries()) block[index] = byte ^ sign;
  return block;
}
