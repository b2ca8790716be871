import { isMap, isScalar, parseDocument, YAMLMap, type Document, type Node, type Pair } from 'yaml';
import type { Pins } from '../core';
import { fromMove, fromPlacementPin, fromTenantPin } from './pins-schema';

const pinHeader = ` Where each tenant lives and what it is called there, decided once. Written by \`tenant-buckets pin\`, read by synth.
 Commit it, and change it by that command only.`;

const moveHeader = ` Tenants on their way to another stack. Written by \`tenant-buckets move\`, read by synth; gone when all moves are done.`;

/** The text of a pin file; comments of the old text stay with their lines. */
export function pinFileText(pins: Pins, old?: string): string {
  const document = begin(old, pinHeader);
  setMap(document, 'placements', new Map(pins.placements.map((one) => [one.name, fromPlacementPin(one)])), true);
  setMap(document, 'tenants', new Map(pins.tenants.map((one) => [one.id, fromTenantPin(one)])), true);
  return textOf(document);
}

/** The text of a moves file; nothing when there is no move, and so no file. */
export function moveFileText(pins: Pins, old?: string): string | undefined {
  if (pins.moves.length === 0) return undefined;
  const document = begin(old, moveHeader);
  setMap(document, 'moves', new Map(pins.moves.map((one) => [one.id, fromMove(one)])), false);
  return textOf(document);
}

function begin(old: string | undefined, header: string): Document {
  const document: Document = old === undefined ? parseDocument('version: 1\n') : parseDocument(old);
  if (old === undefined) document.commentBefore = header;
  return document;
}

/** One sorted line an entry, so that two branches that each add a tenant merge without a conflict more often than not. */
function setMap(document: Document, name: string, wanted: ReadonlyMap<string, object>, flow: boolean): void {
  const found = document.get(name);
  const old = isMap(found) ? found : new YAMLMap(document.schema);
  const oldPairs = new Map(old.items.map((pair) => [keyOf(pair), pair]));
  const first = old.items[0]?.key;
  // The parser takes a comment before the first entry for one about the whole map; the entry may not stay the first.
  if (isScalar(first) && typeof old.commentBefore === 'string') first.commentBefore = old.commentBefore;
  const map = new YAMLMap(document.schema);
  map.flow = wanted.size === 0;
  if (typeof old.comment === 'string') map.comment = old.comment;
  map.items = [...wanted]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, entry]) => pairFor(document, oldPairs.get(key), key, document.createNode(entry, { flow })));
  document.set(name, map);
}

/** The old pair as it stands when it says the same; else with its comments and the new entry. */
function pairFor(document: Document, pair: Pair | undefined, key: string, entry: Node): Pair {
  if (pair === undefined) return document.createPair(key, entry);
  const old = isMap(pair.value) ? pair.value : undefined;
  if (JSON.stringify(old?.toJS(document)) === JSON.stringify(entry.toJS(document))) return pair;
  const comment = old?.comment;
  return document.createPair(pair.key, typeof comment === 'string' ? Object.assign(entry, { comment }) : entry);
}

function keyOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : String(key);
}

function textOf(document: Document): string {
  return document.toString({ lineWidth: 0, flowCollectionPadding: true, singleQuote: true });
}
