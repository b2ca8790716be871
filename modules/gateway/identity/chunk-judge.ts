import { createHash, type Hash } from 'node:crypto';
import { BodyError } from '../http/body-error';
import type { ChunkJudge } from '../http/chunked-inspector';
import { differing } from './authenticate';
import { scopeText, signText, type SignatureParts } from './canonical';
import { sha256 } from './signing-key';

const hashOfNothing = sha256('');

/**
 * Judges chunks that are signed, each together with the signature before it.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export class SignedChunks implements ChunkJudge {
  #previous: string;
  #hash: Hash = createHash('sha256');
  #given = '';

  constructor(
    private readonly parts: SignatureParts,
    private readonly secretAccessKey: string,
  ) {
    this.#previous = parts.signature;
  }

  begin(_: number, signature: string | undefined): void {
    this.#hash = createHash('sha256');
    this.#given = signature ?? '';
  }

  data(bytes: Buffer): void {
    this.#hash.update(bytes);
  }

  finish(): void {
    this.#prove('AWS4-HMAC-SHA256-PAYLOAD', [hashOfNothing, this.#hash.digest('hex')], this.#given);
  }

  /** @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html */
  trailers(lines: ReadonlyMap<string, string>, signature: string | undefined): void {
    const text = [...lines].map(([name, value]) => `${name}:${value}\n`).join('');
    this.#prove('AWS4-HMAC-SHA256-TRAILER', [sha256(text)], signature ?? '');
  }

  #prove(algorithm: string, hashes: readonly string[], given: string): void {
    const { timestamp, scope } = this.parts;
    const text = [algorithm, timestamp, scopeText(scope), this.#previous, ...hashes].join('\n');
    const expected = signText(text, scope, this.secretAccessKey);
    const wrong = differing(expected, given);
    if (wrong) throw new BodyError(wrong.status, wrong.code, wrong.message);
    this.#previous = expected;
  }
}
