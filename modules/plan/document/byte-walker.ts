import { told, type Path, type Route } from './route';
import { ValueScanner } from './value-scanner';

/** A document that is no JSON: at which byte, and what stands or lacks there. */
export class JsonFault extends Error {
  constructor(
    readonly byte: number,
    readonly what: string,
  ) {
    super(`${what} at byte ${String(byte)}`);
    this.name = 'JsonFault';
  }
}

/** A container that is open. */
class Frame {
  /** What may come next. */
  #awaits: 'first' | 'item' | 'colon' | 'value' | 'comma' = 'first';
  /** Of an object, the member that is being read. */
  #name = '';

  constructor(
    readonly route: Extract<Route, { kind: 'members' | 'elements' }>,
    readonly path: Path,
  ) {}

  get awaits(): string {
    return this.#awaits;
  }

  get name(): string {
    return this.#name;
  }

  /** A comma or a colon has come. */
  passSign(): void {
    this.#awaits = this.#awaits === 'comma' ? 'item' : 'value';
  }

  /** A value begins, or of an object the name of a member. */
  passValue(): void {
    this.#awaits = this.route.kind === 'members' && this.#awaits !== 'value' ? 'colon' : 'comma';
  }

  isNamed(name: string): void {
    this.#name = name;
  }

  closes(byte: number): boolean {
    const bracket = this.route.kind === 'members' ? 0x7d : 0x5d;
    return byte === bracket && (this.#awaits === 'first' || this.#awaits === 'comma');
  }
}

/** A value that is being read to its end. */
interface Capture {
  readonly scanner: ValueScanner;
  /** Whether what is read is let go. */
  readonly skips: boolean;
  /** What stood in earlier chunks. */
  readonly pieces: Uint8Array[];
  readonly done: (text: string) => void;
}

/** Walks a document that comes in chunks along a route; of what is skipped nothing is kept or parsed. */
export class ByteWalker {
  readonly #frames: Frame[] = [];
  readonly #decoder = new TextDecoder('utf-8');
  /** The chunk as text, if every byte of it is one sign; `undefined` until it is asked for. */
  #text: string | undefined;
  /** Whether the seams between values are found in the chunk. */
  #hasSeams = true;
  #capture: Capture | undefined;
  #offset = 0;
  #state: 'before' | 'inside' | 'after' = 'before';

  constructor(readonly root: Route) {}

  feed(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length) at = this.#capture ? this.#captureOn(this.#capture, chunk, at) : this.#step(chunk, at);
    this.#offset += chunk.length;
    this.#text = undefined;
    this.#hasSeams = true;
  }

  /** Throws when the document is not at its end. */
  end(): void {
    const capture = this.#capture;
    if (capture?.scanner.mayEnd && this.#frames.length === 0) this.#finish(capture, this.#decoded(capture.pieces));
    if (this.#state === 'before') throw new JsonFault(this.#offset, 'it is empty');
    if (this.#state !== 'after') throw new JsonFault(this.#offset, 'it ends before its last bracket');
  }

  #captureOn(capture: Capture, chunk: Uint8Array, from: number): number {
    const end = capture.scanner.end(chunk, from);
    if (end !== undefined) this.#finish(capture, capture.skips ? '' : this.#cut(capture, chunk, from, end));
    // A chunk may be reused by whoever reads it, so what goes on is copied.
    else if (!capture.skips) capture.pieces.push(chunk.slice(from));
    return end ?? chunk.length;
  }

  /** The text of a value that ends in a chunk: to decode a chunk at once is much quicker than value by value. */
  #cut({ pieces }: Capture, chunk: Uint8Array, from: number, end: number): string {
    const text = pieces.length === 0 ? this.#textOf(chunk) : undefined;
    if (text !== undefined) return text.slice(from, end);
    return this.#decoded([...pieces, chunk.subarray(from, end)]);
  }

  #textOf(chunk: Uint8Array): string | undefined {
    this.#text ??= this.#decoder.decode(chunk);
    return this.#text.length === chunk.length ? this.#text : undefined;
  }

  /**
   * Takes a value that ends at the next seam, and gives the place after it; `undefined` for any other, which is then read
   * byte by byte. That a text is JSON proves that the value ends there: no JSON in brackets begins a longer one.
   */
  #takeToSeam(chunk: Uint8Array, at: number, route: Route, path: Path): number | undefined {
    if (route.kind !== 'take' || route.seam === undefined || !this.#hasSeams) return undefined;
    const text = this.#textOf(chunk);
    const end = text?.indexOf(route.seam, at) ?? -1;
    this.#hasSeams = end >= 0;
    if (text === undefined || end < 0) return undefined;
    const value = parsedIfJson(text.slice(at, end + 1), route.shorten);
    if (value === undefined) return undefined;
    route.take(value, path);
    return end + 1;
  }

  #decoded(pieces: readonly Uint8Array[]): string {
    return this.#decoder.decode(joined(pieces));
  }

  #finish(capture: Capture, text: string): void {
    this.#capture = undefined;
    if (this.#frames.length === 0) this.#state = 'after';
    capture.done(text);
  }

  #step(chunk: Uint8Array, at: number): number {
    const byte = chunk[at] ?? 0;
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) return at + 1;
    const frame = this.#frames.at(-1);
    if (!frame) return this.#atRoot(chunk, byte, at);
    if (frame.closes(byte)) {
      this.#frames.pop();
      if (this.#frames.length === 0) this.#state = 'after';
      return at + 1;
    }
    return this.#inside(frame, chunk, byte, at);
  }

  #atRoot(chunk: Uint8Array, byte: number, at: number): number {
    if (this.#state === 'after') throw this.#fault(at, 'something follows its last bracket');
    this.#state = 'inside';
    return this.#open(chunk, byte, at, this.root, []);
  }

  #inside(frame: Frame, chunk: Uint8Array, byte: number, at: number): number {
    const { awaits } = frame;
    if (awaits === 'comma' || awaits === 'colon') {
      if (byte !== (awaits === 'comma' ? 0x2c : 0x3a)) throw this.#fault(at, `a ${awaits} is missing`);
      frame.passSign();
      return at + 1;
    }
    if (frame.route.kind === 'members' && awaits !== 'value') return this.#name(frame, byte, at);
    frame.passValue();
    if (frame.route.kind === 'elements') return this.#open(chunk, byte, at, frame.route.each, frame.path);
    return this.#open(chunk, byte, at, frame.route.of(frame.name, frame.path), [...frame.path, frame.name]);
  }

  #name(frame: Frame, byte: number, at: number): number {
    if (byte !== 0x22) throw this.#fault(at, 'the name of a member is missing');
    frame.passValue();
    this.#read(at, (text, start) => {
      const name = parsed(text, start);
      frame.isNamed(typeof name === 'string' ? name : '');
    });
    return at;
  }

  /** Goes into a container that the route knows, else reads the value to its end. */
  #open(chunk: Uint8Array, byte: number, at: number, route: Route, path: Path): number {
    if (opens(route, byte)) {
      this.#frames.push(new Frame(route, path));
      return at + 1;
    }
    if (signsAfterValues.has(byte)) throw this.#fault(at, 'a value is missing');
    const end = byte === 0x7b ? this.#takeToSeam(chunk, at, route, path) : undefined;
    if (end !== undefined) return end;
    if (route.kind === 'skip')
      this.#capture = { scanner: new ValueScanner(), skips: true, pieces: [], done: () => undefined };
    else this.#read(at, (text, start) => deliver(route, valueOf(route, text, start), path));
    return at;
  }

  #read(at: number, done: (text: string, start: number) => void): void {
    const start = this.#offset + at;
    this.#capture = { scanner: new ValueScanner(), skips: false, pieces: [], done: (text) => done(text, start) };
  }

  #fault(at: number, what: string): JsonFault {
    return new JsonFault(this.#offset + at, what);
  }
}

/** A comma, a colon and the brackets that close. */
const signsAfterValues = new Set([0x2c, 0x3a, 0x5d, 0x7d]);

/** Whether a byte opens a container that the route goes into. */
function opens(route: Route, byte: number): route is Frame['route'] {
  return (route.kind === 'members' && byte === 0x7b) || (route.kind === 'elements' && byte === 0x5b);
}

function deliver(route: Exclude<Route, { kind: 'skip' }>, value: unknown, path: Path): void {
  if (route.kind === 'take') route.take(value, path);
  else told(value, route.odd, path);
}

/** A shorter text may be no JSON where the whole is; whether that is any is for the whole to tell. */
function valueOf(route: Route, text: string, start: number): unknown {
  const short = route.kind === 'take' && route.shorten ? parsedIfJson(text, route.shorten) : undefined;
  return short === undefined ? parsed(text, start) : short;
}

function parsedIfJson(text: string, shorten = (whole: string) => whole): unknown {
  try {
    return JSON.parse(shorten(text));
  } catch {
    return undefined;
  }
}

/** The parser's own message would quote the document, secrets included. */
function parsed(text: string, start: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new JsonFault(start, 'there is no JSON');
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const [first, ...more] = pieces;
  if (first && more.length === 0) return first;
  const whole = new Uint8Array(pieces.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
