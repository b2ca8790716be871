import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { joined } from './body';
import { UpstreamError } from './upstream-error';

/** An answer of the emulator. */
export interface UpstreamReply {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  /** A short one has come whole; a stream has to be read to its end, or destroyed. */
  readonly body: Readable | Buffer;
}

/** Up to here an answer is waited for whole, which is faster than a stream. */
const smallBytes = 64 * 1024;
type Headers = Record<string, string | string[] | undefined>;

/** Takes one answer from a connection to the emulator. */
export class Exchange implements Dispatcher.DispatchHandler {
  #head: { readonly status: number; readonly headers: ReadonlyMap<string, string> } | undefined;
  #stream: Readable | undefined;
  #pieces: Buffer[] = [];

  constructor(
    private readonly method: string,
    private readonly done: (reply: UpstreamReply) => void,
    private readonly failed: (error: Error) => void,
  ) {}

  onRequestStart(): void {
    this.#pieces = [];
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    if (status < 200) return;
    const flat = flatHeaders(headers);
    this.#head = { status, headers: flat };
    const length = Number(flat.get('content-length') ?? Number.NaN);
    if (this.method === 'HEAD' || status === 204 || length <= smallBytes) return;
    this.#stream = new Readable({
      highWaterMark: smallBytes,
      read: () => controller.resume(),
      destroy: (error, callback) => {
        controller.abort(error ?? new Error('nobody reads the answer any more'));
        callback(error);
      },
    });
    this.done({ ...this.#head, body: this.#stream });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#stream) this.#pieces.push(chunk);
    else if (!this.#stream.push(chunk)) controller.pause();
  }

  onResponseEnd(): void {
    if (this.#stream) this.#stream.push(null);
    else if (this.#head)
      this.done({ status: this.#head.status, headers: this.#head.headers, body: joined(this.#pieces) });
  }

  onResponseError(_: Dispatcher.DispatchController | undefined, error: Error): void {
    if (this.#stream) this.#stream.destroy(error);
    else this.failed(new UpstreamError('did not answer', error));
  }
}

function flatHeaders(headers: Headers): ReadonlyMap<string, string> {
  const flat = new Map<string, string>();
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) flat.set(name.toLowerCase(), Array.isArray(value) ? value.join(',') : value);
  }
  return flat;
}
