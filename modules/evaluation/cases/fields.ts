import { isAccountId, isJsonObject, nearMiss, type JsonObject } from '../../core';
import { isStringList, shown } from '../language/json';
import type { Notes } from '../language/notes';

/** Fields that only people read; the reader lets them pass. */
const annotations = ['description', 'comment', 'note', 'source', 'expect', 'expected', '$schema', 'schemaVersion'];

/** Reads an object and refuses fields that it does not have: a misspelt list of policies would count as not set. */
export function readObject(value: unknown, fields: readonly string[], notes: Notes): JsonObject {
  if (!isJsonObject(value)) {
    notes.add('TB6002', `an object is needed, not ${shown(value)}`, `write an object with ${fields.join(', ')}`);
    notes.close();
    return {};
  }
  for (const key of Object.keys(value)) {
    if (fields.includes(key) || annotations.includes(key)) continue;
    const meant = nearMiss(key, fields);
    const fix = meant === undefined ? `use one of ${fields.join(', ')}` : `did you mean ${meant}?`;
    notes.at(key).add('TB6002', `there is no field ${shown(key)}`, fix);
  }
  return value;
}

/** A member, or `undefined` where it is left out; `null` counts as left out. */
export function optional<T>(
  object: JsonObject,
  field: string,
  notes: Notes,
  read: (value: unknown, notes: Notes) => T,
): T | undefined {
  const value = object[field];
  return value === undefined || value === null ? undefined : read(value, notes.at(field));
}

export function readText(value: unknown, notes: Notes): string {
  if (typeof value === 'string' && value !== '') return value;
  notes.add('TB6002', `a text is needed, not ${shown(value)}`, 'write a text that is not empty');
  return '';
}

export function readTexts(value: unknown, notes: Notes): readonly string[] {
  const list = readList(value, notes);
  if (isStringList(list)) return list;
  notes.add('TB6002', `a list of texts is needed, not ${shown(value)}`, 'write ["…"]');
  return [];
}

export function readAccount(value: unknown, notes: Notes): string {
  if (typeof value === 'string' && isAccountId(value)) return value;
  notes.add('TB6002', `an account id is needed, not ${shown(value)}`, 'write twelve digits in quotes');
  return '';
}

export function readFlag(value: unknown, notes: Notes): boolean {
  if (typeof value === 'boolean') return value;
  notes.add('TB6002', `true or false is needed, not ${shown(value)}`, 'write true or false');
  return false;
}

export function readList(value: unknown, notes: Notes): readonly unknown[] {
  if (Array.isArray(value)) return value;
  notes.add('TB6002', `a list is needed, not ${shown(value)}`, 'write a list: […]');
  return [];
}

/** A map of texts, such as an encryption context. */
export function readTextMap(value: unknown, notes: Notes): { readonly [key: string]: string } {
  if (!isJsonObject(value)) {
    notes.add('TB6002', `an object of texts is needed, not ${shown(value)}`, 'write {"key": "value"}');
    return {};
  }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, readText(member, notes.at(key))]));
}
