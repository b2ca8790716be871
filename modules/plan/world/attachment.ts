import { known, unknown, type Fact } from '../../core';
import type { Located } from '../stacks/located';

/** A resource that says something about another one, which it names. */
export interface Attachment {
  readonly located: Located;
  /** The name of the other one. */
  readonly to: Fact<string>;
}

/**
 * The one attachment of a thing, `undefined` when there is none: unknown when two claim to be it, or when one whose
 * target is not known may be it.
 */
export function onlyAttachment(attachments: readonly Attachment[], name: string): Fact<Located | undefined> {
  const [first, ...more] = attachments.filter(({ to }) => to.known && to.value === name);
  if (first && more.length > 0) {
    return unknown(`${[first, ...more].map(({ located }) => located.path).join(' and ')} contradict each other`);
  }
  return first ? known(first.located) : (strayAttachment(attachments) ?? known(undefined));
}

/** Why the attachments of any one thing are not known, if so. */
export function strayAttachment(attachments: readonly Attachment[]): Fact<never> | undefined {
  for (const { located, to } of attachments) {
    if (!to.known) return unknown(`${located.path} may be about it: ${to.why}`);
  }
  return undefined;
}

/** What follows from a fact that is known. */
export function follow<T, U>(fact: Fact<T>, next: (value: T) => Fact<U>): Fact<U> {
  return fact.known ? next(fact.value) : fact;
}
