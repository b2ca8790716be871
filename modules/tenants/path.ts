/** The steps from the root of a file to a value: keys of maps and places in lists. */
export type Path = readonly (string | number)[];

/** The value at a path; `undefined` where there is none. Inherited properties do not count. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, step) => {
    if (typeof at !== 'object' || at === null) return undefined;
    return Object.getOwnPropertyDescriptor(at, step)?.value;
  }, value);
}

/** `tenants[0].key.owner`, with the tenant's id where it has one: `tenants[0] (acme).key.owner`. */
export function pathText(value: unknown, path: Path): string {
  return path.reduce<string>((text, step, index) => {
    if (typeof step === 'string') return text === '' ? step : `${text}.${step}`;
    const id = index === 1 ? valueAt(value, [...path.slice(0, 2), 'id']) : undefined;
    return `${text}[${String(step)}]${typeof id === 'string' ? ` (${id})` : ''}`;
  }, '');
}

/** How a message calls the value at a path: its key, with its place when it stands in a list. */
export function nameAt(path: Path): string {
  const lastKey = path.findLastIndex((step) => typeof step === 'string');
  const [key, ...places] = path.slice(Math.max(0, lastKey));
  return key === undefined ? 'the file' : `${String(key)}${places.map((place) => `[${String(place)}]`).join('')}`;
}
