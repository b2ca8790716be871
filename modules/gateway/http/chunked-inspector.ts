import { BodyError } from './body-error';
import { startChecksum } from './checksum';
import { ChunkReader, malformedTrailer, type ChunkListener } from './chunk-reader';
import type { Inspector } from './inspector';

/** Judges the signatures of chunks and of what stands after them. */
export interface ChunkJudge {
  begin(sizeBytes: number, signature: string | undefined): void;
  data(bytes: Buffer): void;
  /** @throws BodyError */
  finish(): void;
  /** All trailers but the signature itself, and that one. @throws BodyError */
  trailers(lines: ReadonlyMap<string, string>, signature: string | undefined): void;
}

export interface Framing {
  /** Of the body once it is decoded. */
  readonly lengthBytes: number;
  /** The trailer that the request announces. @default none */
  readonly announced?: string;
  /** @default chunks are not signed */
  readonly judge?: ChunkJudge;
}

const signatureTrailer = 'x-amz-trailer-signature';

/** Takes chunks off a body, and proves their signatures, their length and the checksum after them. */
export function chunkedInspector({ lengthBytes, announced, judge }: Framing): Inspector {
  const checksum = announced === undefined ? undefined : startChecksum(announced);
  const trailers = new Map<string, string>();
  let seenBytes = 0;
  let pass: (bytes: Buffer) => void = () => undefined;
  const listener: ChunkListener = {
    begin(sizeBytes, signature) {
      seenBytes += sizeBytes;
      if (seenBytes > lengthBytes) throw wrongLength();
      judge?.begin(sizeBytes, signature);
    },
    data(bytes) {
      judge?.data(bytes);
      checksum?.update(bytes);
      pass(bytes);
    },
    finish: () => judge?.finish(),
    trailer(name, value) {
      if (trailers.has(name) || (name !== announced && name !== signatureTrailer)) throw malformedTrailer();
      trailers.set(name, value);
    },
  };
  const reader = new ChunkReader(listener);
  const said = (): string | undefined => trailers.get(announced ?? '');
  return {
    push(raw, handOn) {
      pass = handOn;
      reader.push(raw);
    },
    end() {
      reader.end();
      if (seenBytes !== lengthBytes) throw wrongLength();
      if (announced === undefined) return;
      const value = said();
      if (value === undefined) throw malformedTrailer();
      judge?.trailers(new Map([[announced, value]]), trailers.get(signatureTrailer));
      if (checksum && checksum.digest() !== value) throw wrongChecksum(announced);
    },
    trailer() {
      const value = said();
      return announced === undefined || value === undefined || !checksum ? undefined : [announced, value];
    },
  };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function wrongLength(): BodyError {
  const why = 'You did not provide the number of bytes specified by the x-amz-decoded-content-length HTTP header';
  return new BodyError(400, 'IncompleteBody', why);
}

function wrongChecksum(header: string): BodyError {
  const algorithm = header.slice('x-amz-checksum-'.length).toUpperCase();
  return new BodyError(400, 'BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
}
