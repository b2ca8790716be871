import type { Readable } from 'node:stream';
import { ProvenStream, readWhole, type Body, type Wrapping } from './body';
import { BodyError } from './body-error';
import { checksumSigns } from './checksum';

/** A body as it is sent on, with the headers that speak of it. */
export interface OpenBody {
  /** @default the request has none */
  readonly bytes?: Buffer | Readable;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** Up to here an object is read whole: that is faster, and what is refused never reaches the emulator. */
const shortBytes = 1024 * 1024;
/** A list of 10,000 parts is shorter. */
const documentBytes = 8 * 1024 * 1024;

/** Opens a body that is no object, but says something about objects. @throws BodyError, ClientGone */
export async function openDocument(body: Body): Promise<OpenBody> {
  return whole(body, await readDocument(body));
}

/** Reads a body that says something about objects and is to be changed before it goes on. @throws BodyError, ClientGone */
export async function readDocument(body: Body): Promise<Buffer> {
  const bytes = await readWhole(body, documentBytes);
  if (!bytes) throw new BodyError(400, 'MaxMessageLengthExceeded', 'Your request was too big.');
  return bytes;
}

/** Opens an object to be sent on: decoded, proven before its end, and with the checksum that came behind it. @throws BodyError, ClientGone */
export async function openObject(body: Body, announced: string | undefined): Promise<OpenBody> {
  const { lengthBytes, mostBytes } = body;
  if ((lengthBytes ?? mostBytes ?? Number.POSITIVE_INFINITY) > shortBytes) return inChunks(body, announced);
  return whole(body, (await readWhole(body, shortBytes)) ?? Buffer.alloc(0));
}

function whole({ empty, inspector }: Body, bytes: Buffer): OpenBody {
  if (empty) return { headers: [] };
  const trailer = inspector.trailer?.();
  return { bytes, headers: [['content-length', String(bytes.length)], ...(trailer ? [trailer] : [])] };
}

/**
 * A long object goes on in chunks: the emulator takes a plain body that breaks off for a whole one and keeps it, but
 * misses the last chunk. A checksum that is known only at the end goes behind it as well.
 */
function inChunks(body: Body, announced = ''): OpenBody {
  const { lengthBytes, inspector } = body;
  const signs = checksumSigns(announced);
  const tailOf = (checksum: string): string => (signs === 0 ? '0\r\n\r\n' : `0\r\n${announced}:${checksum}\r\n\r\n`);
  const tail = (): Buffer => Buffer.from(tailOf(inspector.trailer?.()?.[1] ?? ''));
  const headers: OpenBody['headers'] = [
    ['x-amz-content-sha256', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'],
    ...(signs === 0 ? [] : [['x-amz-trailer', announced] as const]),
  ];
  if (lengthBytes === undefined) {
    return {
      bytes: new ProvenStream(body, { around: (bytes) => [chunkHead(bytes.length), bytes, lineEnd], tail }),
      headers,
    };
  }
  const head = chunkHead(lengthBytes);
  const wrapping: Wrapping = { head, tail: () => Buffer.concat([lineEnd, tail()]) };
  const around = head.length + lineEnd.length + tailOf('').length + signs;
  return {
    bytes: new ProvenStream(body, wrapping),
    headers: [
      ...headers,
      ['content-length', String(around + lengthBytes)],
      ['x-amz-decoded-content-length', String(lengthBytes)],
    ],
  };
}

const lineEnd = Buffer.from('\r\n');

function chunkHead(lengthBytes: number): Buffer {
  return Buffer.from(`${lengthBytes.toString(16)}\r\n`);
}
