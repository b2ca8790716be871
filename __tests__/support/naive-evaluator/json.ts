/** A JSON object whose members have not been looked at yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Tells an object from arrays, scalars and null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object in a field, or an empty one. */
export function objectAt(holder: JsonObject, field: string): JsonObject {
  const value = holder[field];
  return isObject(value) ? value : {};
}

/** The list in a field, or an empty one. */
export function listAt(holder: JsonObject, field: string): readonly unknown[] {
  const value = holder[field];
  return Array.isArray(value) ? value : [];
}

/** The text in a field, or nothing. */
export function textAt(holder: JsonObject, field: string): string | undefined {
  const value = holder[field];
  return typeof value === 'string' ? value : undefined;
}

/** Policy elements take one value or a list of them. */
export function oneOrMany(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** Scalars of JSON as policies and contexts mean them: text; nothing for everything else. */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
