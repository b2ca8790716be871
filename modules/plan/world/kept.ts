import type { Fact } from '../../core';
import type { Described, Resources } from '../stacks/described';

/** What a thing is read from, beside the resource that makes it. */
type Source = Fact<unknown> | Described | readonly Described[] | undefined;

interface Reading<T> {
  readonly sources: readonly unknown[];
  readonly thing: T;
}

/** Things that are read before and after a plan, and given again where they are read from the same. */
export class Kept<T> {
  readonly #readings = new WeakMap<Described, Reading<T>>();
  readonly #lists = new Map<string, readonly Described[]>();

  /** All resources of a type, as the same list where they are the same resources. */
  all(resources: Resources, type: string): readonly Described[] {
    const [kept, list] = [this.#lists.get(type), resources.all(type)];
    if (kept && sameIdentities(kept, list)) return kept;
    this.#lists.set(type, list);
    return list;
  }

  /** What is read of a resource and of the sources that it is read from, which must be all of them. */
  of(resource: Described, sources: readonly Source[], read: () => T): T {
    const known = sources.map(identityOf);
    const kept = this.#readings.get(resource);
    if (kept && sameIdentities(kept.sources, known)) return kept.thing;
    const thing = read();
    this.#readings.set(resource, { sources: known, thing });
    return thing;
  }
}

/** What is not known is the same where the reason is. */
function identityOf(source: Source): unknown {
  if (source === undefined || !('known' in source)) return source;
  return source.known ? source.value : source.why;
}

function sameIdentities(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((one, at) => one === others[at]);
}
