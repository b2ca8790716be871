import { isJsonObject, type JsonObject } from '../stacks/json';

/** The own member of a value, if it is an object that has one: names in documents may be anything. */
export function member(value: unknown, name: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** An object with some of its members. Counted, because it is called for every resource, mostly before it is compiled. */
export function picked(value: unknown, names: readonly string[]): JsonObject {
  if (!isJsonObject(value)) return {};
  const found: { [name: string]: unknown } = {};
  for (let at = 0; at < names.length; at += 1) {
    const name = names[at] ?? '';
    if (Object.hasOwn(value, name)) found[name] = value[name];
  }
  return found;
}
