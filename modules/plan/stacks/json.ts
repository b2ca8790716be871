import { isJsonObject, type JsonObject } from '../../core';

export { isJsonObject, type JsonObject };

/** A value that may stand alone or in a list. */
export function asList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The blocks under a name: Terraform JSON writes one block alone or in a list. */
export function blocksIn(value: unknown): readonly JsonObject[] {
  return asList(value).filter(isJsonObject);
}

/** Whether a value is a list of texts. */
export function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
