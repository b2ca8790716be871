import { diagnostic, type Diagnostic, type Fact } from '../../core';
import type { Described } from '../stacks/described';
import { follow } from './attachment';
import { LazyMap } from './lazy-map';

/** A resource with what tells which one it is. */
export interface Named<N> {
  readonly located: Described;
  readonly name: N;
}

/** What was read of one kind, and what could not be. */
export interface Reading<N, T> {
  /** By the name under which a world knows it. */
  readonly found: LazyMap<T>;
  readonly named: readonly Named<N>[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads every resource whose name and place are known; the others are reported and left out. */
export function readEach<N, T>(
  resources: readonly Described[],
  nameOf: (located: Described) => Fact<N>,
  idOf: (name: N) => string,
  read: (located: Described, name: N) => T,
): Reading<N, T> {
  const readers: (readonly [string, () => T])[] = [];
  const named: Named<N>[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const located of resources) {
    const fact = follow(located.section.once(), () => nameOf(located));
    if (fact.known) {
      const name = fact.value;
      named.push({ located, name });
      readers.push([idOf(name), () => read(located, name)]);
    } else diagnostics.push(leftOut(located, fact.why));
  }
  return { found: new LazyMap(readers), named, diagnostics };
}

/** The id of what is known by its name alone. */
export function itself(name: string): string {
  return name;
}

function leftOut({ path }: Described, why: string): Diagnostic {
  return diagnostic('TB7002', {
    path,
    message: `left out, because it cannot be told which one it is: ${why}`,
    fix: 'write its name, account and region as literals',
  });
}
