/** A JSON object whose members nobody has looked at yet. */
export interface JsonObject {
  readonly [name: string]: unknown;
}

/** Whether a value that was read from JSON is an object. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
