import { LineCounter, isMap, isSeq, type Pair, type YAMLMap } from 'yaml';
import type { TenantState } from '../core';
import { parseText } from './parse';
import { keyText, rangeOf } from './syntax';

/**
 * The text of a tenant file with the state of one tenant changed and every other byte as it was; nothing when the
 * tenant has no entry of its own there. `json` keeps a JSON file JSON.
 */
export function withState(text: string, id: string, state: TenantState, json: boolean): string | undefined {
  const { document, problems } = parseText(text, new LineCounter());
  if (document === undefined || problems.length > 0 || !isMap(document.contents)) return undefined;
  const entry = entryOf(document.contents, id);
  if (entry === undefined) return undefined;
  const existing = pairOf(entry, 'state');
  if (existing !== undefined) return splice(text, rangeOf(existing.value), json ? `"${state}"` : state);
  return insertAfter(text, entry, pairOf(entry, 'id'), json ? `"state": "${state}"` : `state: ${state}`);
}

function entryOf(root: YAMLMap, id: string): YAMLMap | undefined {
  const tenants = pairOf(root, 'tenants')?.value;
  if (!isSeq(tenants)) return undefined;
  return tenants.items.filter((one) => isMap(one)).find((one) => one.get('id') === id);
}

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((one) => keyText(one.key) === key);
}

/** On a line of its own in a block, behind a comma between braces. */
function insertAfter(text: string, entry: YAMLMap, pair: Pair | undefined, line: string): string | undefined {
  if (pair === undefined) return undefined;
  const [, end] = rangeOf(pair.value);
  if (entry.flow === true) return splice(text, [end, end], `, ${line}`);
  const [keyStart] = rangeOf(pair.key);
  const indent = keyStart - (text.lastIndexOf('\n', keyStart - 1) + 1);
  const lineEnd = text.indexOf('\n', end);
  const at = lineEnd === -1 ? text.length : lineEnd;
  const carriage = text[at - 1] === '\r' ? '\r' : '';
  const place = at - carriage.length;
  return splice(text, [place, place], `${carriage}\n${' '.repeat(indent)}${line}`);
}

function splice(text: string, [from, to]: readonly [number, number], put: string): string {
  return text.slice(0, from) + put + text.slice(to);
}
