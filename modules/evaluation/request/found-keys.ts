import { notKnown, type ContextLayer, type Found, type FoundKeys, type RequestContext } from '../model';

/** The keys of a context as decisions look them up. */
export function foundKeys(values: RequestContext | undefined, unknown: readonly string[] | undefined): FoundKeys {
  const found = new Map<string, Found>();
  for (const key in values) {
    const value = values[key];
    found.set(key.toLowerCase(), value === null ? undefined : value);
  }
  if (unknown) for (const key of unknown) found.set(key.toLowerCase(), notKnown);
  return found;
}

/** What a request gives, in layers of which the later win. */
export class GivenKeys {
  readonly #layers: readonly FoundKeys[];

  constructor(own: FoundKeys, layers: readonly ContextLayer[] = []) {
    this.#layers = [own, ...layers.map((layer) => layer.found ?? foundKeys(layer.values, layer.unknown))];
  }

  /** A key's value, `undefined` when it is known to be absent; `otherwise` when nothing is said of it. `key` in lower case. */
  find<Otherwise>(key: string, otherwise: Otherwise): Found | Otherwise {
    for (let index = this.#layers.length - 1; index >= 0; index -= 1) {
      const layer = this.#layers[index];
      const value = layer?.get(key);
      if (value !== undefined || layer?.has(key) === true) return value;
    }
    return otherwise;
  }

  /** A key's value; `undefined` also when nothing is said of it. `key` in lower case. */
  get(key: string): Found {
    return this.find(key, undefined);
  }
}
