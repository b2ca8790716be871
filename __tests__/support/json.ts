/** What JSON can say, so that tests read synthesized files without casts. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

export function parseJson(text: string): Json {
  const value: unknown = JSON.parse(text);
  return toJson(value);
}

/** Parses a text whose root is an object, else throws. */
export function parseJsonObject(text: string): JsonObject {
  return asObject(parseJson(text), 'the root');
}

/** The object under a key; empty when there is none, so that a file without resources has none. */
export function objectAt(parent: JsonObject, key: string): JsonObject {
  const value = parent[key];
  return value === undefined ? {} : asObject(value, key);
}

/** The list of objects under a key. */
export function objectsAt(parent: JsonObject, key: string): readonly JsonObject[] {
  const value = parent[key];
  if (value === undefined || !isList(value)) throw new Error(`${key} is no list: ${JSON.stringify(value)}`);
  return value.map((one) => asObject(one, key));
}

/** The list under a key; empty when there is none. */
export function listAt(parent: JsonObject, key: string): readonly Json[] {
  const value = parent[key] ?? [];
  return isList(value) ? value : [value];
}

export function textAt(parent: JsonObject, key: string): string {
  const value = parent[key];
  if (typeof value !== 'string') throw new Error(`${key} is no text: ${JSON.stringify(value)}`);
  return value;
}

export function asObject(value: Json, name: string): JsonObject {
  if (isObject(value)) return value;
  throw new Error(`${name} is no object: ${JSON.stringify(value)}`);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toJson(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object') throw new Error(`not JSON: ${typeof value}`);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toJson(member)]));
}
