import { BodyError } from './body-error';

/** What the framing of a body in chunks says, in the order in which it says it. */
export interface ChunkListener {
  /** A chunk begins; the last one has no bytes. */
  begin(sizeBytes: number, signature: string | undefined): void;
  data(bytes: Buffer): void;
  /** All bytes of the chunk have come. */
  finish(): void;
  /** A line after the last chunk. */
  trailer(name: string, value: string): void;
}

const lineLimit = 4096;
const lineEnd = 0x0a;

type Place = 'header' | 'data' | 'afterData' | 'trailers';

/** Reads the framing `aws-chunked`. @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html */
export class ChunkReader {
  #place: Place = 'header';
  #line = '';
  #leftBytes = 0;

  constructor(private readonly listener: ChunkListener) {}

  push(bytes: Buffer): void {
    let at = 0;
    while (at < bytes.length) at = this.#place === 'data' ? this.#readData(bytes, at) : this.#readLine(bytes, at);
  }

  /** @throws BodyError when the last chunk is missing */
  end(): void {
    if (this.#place !== 'trailers') throw incomplete();
    if (this.#line !== '') this.#takeLine(this.#line);
  }

  #readData(bytes: Buffer, at: number): number {
    const piece = bytes.subarray(at, at + this.#leftBytes);
    this.#leftBytes -= piece.length;
    this.listener.data(piece);
    if (this.#leftBytes === 0) {
      this.listener.finish();
      this.#place = 'afterData';
    }
    return at + piece.length;
  }

  #readLine(bytes: Buffer, at: number): number {
    const end = bytes.indexOf(lineEnd, at);
    this.#line += bytes.toString('latin1', at, end < 0 ? bytes.length : end);
    if (this.#line.length > lineLimit) throw malformed();
    if (end < 0) return bytes.length;
    const line = this.#line;
    this.#line = '';
    this.#takeLine(line.endsWith('\r') ? line.slice(0, -1) : line);
    return end + 1;
  }

  #takeLine(line: string): void {
    if (this.#place === 'header') this.#takeHeader(line);
    else if (this.#place === 'trailers') this.#takeTrailer(line);
    else if (line === '') this.#place = 'header';
    else throw malformed();
  }

  #takeHeader(line: string): void {
    const [, size = '', signature] = /^([0-9a-fA-F]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(line) ?? [];
    if (size === '') throw malformed();
    this.#leftBytes = Number.parseInt(size, 16);
    this.listener.begin(this.#leftBytes, signature);
    this.#place = this.#leftBytes === 0 ? 'trailers' : 'data';
    if (this.#leftBytes === 0) this.listener.finish();
  }

  #takeTrailer(line: string): void {
    if (line.trim() === '') return;
    const colon = line.indexOf(':');
    if (colon < 1) throw malformedTrailer();
    this.listener.trailer(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function incomplete(): BodyError {
  const why = 'You did not provide the number of bytes specified by the Content-Length HTTP header';
  return new BodyError(400, 'IncompleteBody', why);
}

function malformed(): BodyError {
  return new BodyError(400, 'InvalidRequest', 'The body is not framed as aws-chunked says.');
}

/** A trailer that is not there as announced. */
export function malformedTrailer(): BodyError {
  const why =
    'The request contained trailing data that was not well-formed or did not conform to our published schema.';
  return new BodyError(400, 'MalformedTrailerError', why);
}
