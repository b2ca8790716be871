import type { Resources } from '../stacks/described';
import type { PlannedResource } from './planned-resource';

/** The resources before or after a plan, by their type and by their place in the configuration. */
export class PlannedResources implements Resources {
  readonly source = 'the plan';
  readonly #byType = new Map<string, PlannedResource[]>();
  readonly #all: PlannedResource[] = [];
  #byName: ReadonlyMap<string, readonly PlannedResource[]> | undefined;
  readonly #data = new Map<string, PlannedResource[]>();

  /** All of them, data sources included. */
  *each(): Iterable<PlannedResource> {
    for (const list of [...this.#byType.values(), ...this.#data.values()]) yield* list;
  }

  add(resource: PlannedResource): void {
    const { mode, type } = resource.addressed;
    listed(mode === 'data' ? this.#data : this.#byType, type).push(resource);
    this.#all.push(resource);
    this.#byName = undefined;
  }

  /** Takes from another side the lists in which nothing differs, so that what is read of a list serves both. */
  shareWith(other: PlannedResources): void {
    for (const [type, list] of this.#byType) {
      const others = other.#byType.get(type);
      if (others?.length === list.length && others.every((one, at) => one === list[at])) this.#byType.set(type, others);
    }
  }

  all(type: string): readonly PlannedResource[] {
    return this.#byType.get(type) ?? [];
  }

  data(type: string): readonly PlannedResource[] {
    return this.#data.get(type) ?? [];
  }

  /** The instance of a resource; of one that is not repeated, without an index. */
  instance(
    module: string,
    mode: 'managed' | 'data',
    type: string,
    name: string,
    index?: string | number,
  ): PlannedResource | undefined {
    this.#byName ??= byName(this.#all);
    return this.#byName.get(keyOf(module, mode, type, name))?.find(({ addressed }) => addressed.index === index);
  }
}

function byName(resources: readonly PlannedResource[]): ReadonlyMap<string, readonly PlannedResource[]> {
  const found = new Map<string, PlannedResource[]>();
  for (const resource of resources) {
    const { mode, type, module, name } = resource.addressed;
    listed(found, keyOf(module, mode, type, name)).push(resource);
  }
  return found;
}

function keyOf(module: string, mode: string, type: string, name: string): string {
  return `${module}|${mode}.${type}.${name}`;
}

function listed<T>(map: Map<string, T[]>, key: string): T[] {
  const list = map.get(key);
  if (list) return list;
  const fresh: T[] = [];
  map.set(key, fresh);
  return fresh;
}
