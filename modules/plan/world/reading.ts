import { diagnostic, type Diagnostic, type Fact } from '../../core';
import type { Described } from '../stacks/described';
import { follow } from './attachment';

/** What was read of one kind, and what could not be. */
export interface Reading<T> {
  readonly found: readonly T[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads every resource whose name and place are known; the others are reported and left out. */
export function readEach<N, T>(
  resources: readonly Described[],
  nameOf: (located: Described) => Fact<N>,
  read: (located: Described, name: N) => T,
): Reading<T> {
  const found: T[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const located of resources) {
    const name = follow(located.section.once(), () => nameOf(located));
    if (name.known) found.push(read(located, name.value));
    else diagnostics.push(leftOut(located, name.why));
  }
  return { found, diagnostics };
}

function leftOut({ path }: Described, why: string): Diagnostic {
  return diagnostic('TB7002', {
    path,
    message: `left out, because it cannot be told which one it is: ${why}`,
    fix: 'write its name, account and region as literals',
  });
}
