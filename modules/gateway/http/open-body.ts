import type { Readable } from 'node:stream';
import { ProvenStream, readWhole, type Body, type Wrapping } from './body';
import { checksumSigns } from './checksum';

/** A body as it is sent on, with the headers that speak of it. */
export interface OpenBody {
  /** @default the request has none */
  readonly bytes?: Buffer | Readable;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** Up to here a body is read whole: that is faster, and what is refused never reaches the emulator. */
const smallBytes = 64 * 1024;

/** Opens a body to be sent on: decoded, proven before its end, and with the checksum that came behind it. @throws BodyError, ClientGone */
export async function openBody(body: Body, announced: string | undefined): Promise<OpenBody> {
  const { lengthBytes, mostBytes, inspector, empty } = body;
  if ((lengthBytes ?? mostBytes ?? Number.POSITIVE_INFINITY) > smallBytes) return streamed(body, announced);
  const bytes = (await readWhole(body, smallBytes)) ?? Buffer.alloc(0);
  const trailer = inspector.trailer?.();
  if (empty) return { headers: [] };
  return { bytes, headers: [['content-length', String(bytes.length)], ...(trailer ? [trailer] : [])] };
}

function streamed(body: Body, announced: string | undefined): OpenBody {
  const { lengthBytes } = body;
  if (lengthBytes === undefined) return { bytes: new ProvenStream(body), headers: [] };
  if (announced === undefined || checksumSigns(announced) === 0) {
    return { bytes: new ProvenStream(body), headers: [['content-length', String(lengthBytes)]] };
  }
  return inOneChunk(body, lengthBytes, announced);
}

/** A checksum that is known only at the end goes on behind the body as well, which is one chunk then. */
function inOneChunk(body: Body, lengthBytes: number, announced: string): OpenBody {
  const head = `${lengthBytes.toString(16)}\r\n`;
  const around = `${head}\r\n0\r\n${announced}:\r\n\r\n`;
  const wrapping: Wrapping = {
    head: Buffer.from(head),
    tail: () => Buffer.from(`\r\n0\r\n${announced}:${body.inspector.trailer?.()?.[1] ?? ''}\r\n\r\n`),
  };
  return {
    bytes: new ProvenStream(body, wrapping),
    headers: [
      ['content-length', String(around.length + lengthBytes + checksumSigns(announced))],
      ['x-amz-content-sha256', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'],
      ['x-amz-decoded-content-length', String(lengthBytes)],
      ['x-amz-trailer', announced],
    ],
  };
}
