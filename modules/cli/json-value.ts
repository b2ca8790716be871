import { isJsonObject } from '../core';

/** The text under a key of what may be an object. */
export function textAt(value: unknown, key: string): string | undefined {
  const text = isJsonObject(value) ? value[key] : undefined;
  return typeof text === 'string' ? text : undefined;
}
