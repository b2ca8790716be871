import { Readable } from 'node:stream';
import { ClientGone } from './body-error';
import type { Inspector } from './inspector';

/** A body as a request brings it, not read yet. */
export interface Body {
  /** Where its bytes come from. */
  readonly source: Readable;
  /** Of the body itself, without what it is wrapped in. @default not announced */
  readonly lengthBytes?: number;
  /** No more than this, where nobody knows how many. @default not known either */
  readonly mostBytes?: number;
  /** Whether the source has nothing at all, so that nobody has to wait for its end. */
  readonly empty: boolean;
  readonly inspector: Inspector;
}

const nothing = Buffer.alloc(0);

/** The whole of a body that was proven; `undefined` when it is longer than the limit. @throws BodyError, ClientGone */
export function readWhole({ source, inspector, empty }: Body, limitBytes: number): Promise<Buffer | undefined> {
  return new Promise((done, failed) => {
    const judged = inspector.whole;
    const pieces: Buffer[] = [];
    let size = 0;
    const take = (bytes: Buffer): void => {
      size += bytes.length;
      pieces.push(bytes);
    };
    const finish = (): void => {
      const whole = joined(pieces);
      if (judged) judged(whole);
      else inspector.end();
      done(whole);
    };
    if (empty) {
      finish();
      return;
    }
    const stop = listen(source, {
      data(raw) {
        if (judged) take(raw);
        else inspector.push(raw, take);
        if (size <= limitBytes) return;
        stop();
        done(undefined);
      },
      end: finish,
      failed,
    });
    source.resume();
  });
}

/** Pieces as one; a single one is not copied. */
export function joined(pieces: readonly Buffer[]): Buffer {
  const [first, ...others] = pieces;
  if (first === undefined) return nothing;
  return others.length === 0 ? first : Buffer.concat(pieces);
}

/** What is put around a body that goes on as a stream. */
export interface Wrapping {
  /** @default nothing */
  readonly head?: Buffer;
  /** What is put around each piece. @default nothing */
  readonly around?: (bytes: Buffer) => readonly Buffer[];
  /** Asked for when the body is proven. */
  readonly tail: () => Buffer;
}

/**
 * A body on its way. Its last piece is held back until the whole is proven, so that nobody behind the gateway ever has
 * a complete body that was refused; no more than one piece is kept.
 */
export class ProvenStream extends Readable {
  #held: Buffer | undefined;
  readonly #stop: () => void;

  constructor(
    private readonly body: Body,
    private readonly wrapping: Wrapping,
  ) {
    super({ highWaterMark: 64 * 1024 });
    if (wrapping.head) this.push(wrapping.head);
    this.#stop = listen(body.source, {
      data: (raw) => {
        body.inspector.push(raw, (bytes) => this.#take(bytes));
      },
      end: () => {
        this.#finish();
      },
      failed: (error) => this.destroy(error),
    });
    body.source.pause();
  }

  override _read(): void {
    this.body.source.resume();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#stop();
    callback(error);
  }

  #take(bytes: Buffer): void {
    if (this.#held !== undefined && !this.#release(this.#held)) this.body.source.pause();
    this.#held = bytes;
  }

  #finish(): void {
    this.body.inspector.end();
    if (this.#held !== undefined) this.#release(this.#held);
    this.push(this.wrapping.tail());
    this.push(null);
  }

  /** Whether more may come. */
  #release(bytes: Buffer): boolean {
    let more = true;
    for (const piece of this.wrapping.around?.(bytes) ?? [bytes]) more = this.push(piece);
    return more;
  }
}

interface Listener {
  data(raw: Buffer): void;
  end(): void;
  failed(error: Error): void;
}

/** Listens to a source, and turns what a listener throws into a failure. Answers with a way to stop. */
function listen(source: Readable, listener: Listener): () => void {
  const fail = (error: unknown): void => {
    stop();
    listener.failed(error instanceof Error ? error : new Error(String(error)));
  };
  const onData = (raw: Buffer): void => {
    try {
      listener.data(raw);
    } catch (error) {
      fail(error);
    }
  };
  const onEnd = (): void => {
    stop();
    try {
      listener.end();
    } catch (error) {
      fail(error);
    }
  };
  const onGone = (): void => {
    fail(new ClientGone());
  };
  const stop = (): void => {
    source.off('data', onData).off('end', onEnd).off('error', onGone).off('close', onGone);
  };
  source.on('data', onData).on('end', onEnd).on('error', onGone).on('close', onGone);
  if (source.destroyed && !source.readableEnded) onGone();
  return stop;
}
