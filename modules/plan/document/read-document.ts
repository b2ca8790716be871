import { ByteWalker, JsonFault } from './byte-walker';
import { PlanDocument } from './plan-document';
import { planRoutes } from './plan-routes';
import { brokenAt, foreignBytes, malformed, notAPlan } from './refusal';
import { followParsed } from './route';

/** A plan in JSON: text, bytes, or bytes that come in pieces. */
export type PlanBytes = AsyncIterable<Uint8Array> | Uint8Array | string;

/** Up to here the whole is parsed, which tells of faults in what is not read, too; of more it is quicker to read what matters. */
const wholeUpToBytes = 4_000_000;

/** Reads what matters of a plan. What it holds of a large one is what it returns and a piece of the document, no more. */
export async function readDocument(source: PlanBytes): Promise<PlanDocument> {
  const document = await documentOf(source);
  const refusal = notAPlan(document);
  if (refusal) throw refusal;
  return document;
}

async function documentOf(source: PlanBytes): Promise<PlanDocument> {
  if (typeof source === 'string') return parseWhole(source.replace(/^\uFEFF/, ''));
  if (source instanceof Uint8Array) return source.length > wholeUpToBytes ? walk([source]) : parseBytes(source);
  const pieces: Uint8Array[] = [];
  let size = 0;
  const iterator = source[Symbol.asyncIterator]();
  for (let next = await iterator.next(); ; next = await iterator.next()) {
    if (next.done === true) return parseBytes(joined(pieces, size));
    // A chunk may be reused by whoever reads it.
    pieces.push(next.value.slice());
    size += next.value.length;
    if (size > wholeUpToBytes) return walk(pieces, iterator);
  }
}

function parseBytes(bytes: Uint8Array): PlanDocument {
  const foreign = foreignBytes(bytes);
  if (foreign) throw foreign;
  return parseWhole(new TextDecoder().decode(bytes));
}

/** The parser's own message would quote the plan, secrets included, so the byte is looked for. */
function parseWhole(text: string): PlanDocument {
  const document = new PlanDocument();
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw faultOf(text);
  }
  followParsed(parsed, planRoutes(document));
  return document;
}

function faultOf(text: string): Error {
  try {
    walkBytes(new ByteWalker(planRoutes(new PlanDocument())), [new TextEncoder().encode(text)]).end();
  } catch (error) {
    if (error instanceof JsonFault) return brokenAt(error.byte, error.what);
    throw error;
  }
  return malformed('it is not JSON in a part that is not read');
}

async function walk(first: readonly Uint8Array[], more?: AsyncIterator<Uint8Array>): Promise<PlanDocument> {
  const document = new PlanDocument();
  const [start = new Uint8Array()] = first;
  const foreign = foreignBytes(start);
  if (foreign) throw foreign;
  const walker = new ByteWalker(planRoutes(document));
  try {
    walkBytes(walker, first);
    for (let next = await more?.next(); next && next.done !== true; next = await more?.next()) walker.feed(next.value);
    walker.end();
  } catch (error) {
    throw error instanceof JsonFault ? brokenAt(error.byte, error.what) : error;
  }
  return document;
}

function walkBytes(walker: ByteWalker, pieces: readonly Uint8Array[]): ByteWalker {
  for (const piece of pieces) walker.feed(piece);
  return walker;
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
