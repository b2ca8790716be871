import type { Readable } from 'node:stream';
import { UpstreamError } from './upstream-error';

/** The whole of an answer's body. @throws UpstreamError when the emulator broke off */
export async function readAll(body: Readable | Buffer): Promise<Buffer> {
  if (Buffer.isBuffer(body)) return body;
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of body) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
  } catch (error) {
    throw new UpstreamError('broke off its answer', error);
  }
  return Buffer.concat(chunks);
}
