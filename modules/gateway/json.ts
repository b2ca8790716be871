import { isJsonObject, type JsonObject } from '../core';

export { isJsonObject, type JsonObject };

/** Reads a JSON object; `undefined` when the text is none. */
export function readJsonObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function textOf(object: JsonObject, name: string): string | undefined {
  const value = object[name];
  return typeof value === 'string' ? value : undefined;
}

export function textsOf(object: JsonObject, name: string): readonly string[] {
  const value = object[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** A map of texts; what is no text is left out. */
export function textMapOf(object: JsonObject, name: string): { readonly [name: string]: string } | undefined {
  const value = object[name];
  if (!isJsonObject(value)) return undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([one, text]) => (typeof text === 'string' ? [[one, text] as const] : [])),
  );
}
