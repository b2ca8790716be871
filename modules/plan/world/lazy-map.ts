/**
 * Things by their names, each read when it is first asked for: most of a large plan says what nobody asks about. No thing
 * is `undefined`.
 */
export class LazyMap<T> implements ReadonlyMap<string, T> {
  readonly #readers: ReadonlyMap<string, () => T>;
  readonly #things = new Map<string, T>();

  /** Of two things with one name the later stands. */
  constructor(readers: Iterable<readonly [string, () => T]>) {
    this.#readers = new Map(readers);
  }

  /** These things together with those of another map. */
  with<U>(others: LazyMap<U>): LazyMap<T | U> {
    return new LazyMap<T | U>([...this.#readers, ...others.#readers]);
  }

  get size(): number {
    return this.#readers.size;
  }

  has(name: string): boolean {
    return this.#readers.has(name);
  }

  get(name: string): T | undefined {
    const kept = this.#things.get(name);
    if (kept !== undefined) return kept;
    const thing = this.#readers.get(name)?.();
    if (thing !== undefined) this.#things.set(name, thing);
    return thing;
  }

  keys(): MapIterator<string> {
    return this.#readers.keys();
  }

  values(): MapIterator<T> {
    return this.#all().values();
  }

  entries(): MapIterator<[string, T]> {
    return this.#all().entries();
  }

  [Symbol.iterator](): MapIterator<[string, T]> {
    return this.entries();
  }

  forEach(call: (thing: T, name: string, map: ReadonlyMap<string, T>) => void): void {
    for (const [name, thing] of this.entries()) call(thing, name, this);
  }

  /** All things in the order of their names. */
  #all(): Map<string, T> {
    const all = new Map<string, T>();
    for (const name of this.#readers.keys()) {
      const thing = this.get(name);
      if (thing !== undefined) all.set(name, thing);
    }
    return all;
  }
}

/** What is made when it is first asked for. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
