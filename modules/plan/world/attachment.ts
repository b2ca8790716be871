import { known, unknown, type Fact } from '../../core';
import type { Described } from '../stacks/described';

/** A resource that says something about another one, which it names. */
export interface Attachment {
  readonly located: Described;
  /** The name of the other one. */
  readonly to: Fact<string>;
}

/** The resources of one type that say something about other ones. */
export class Attachments {
  readonly #byTarget = new Map<string, Described[]>();
  /** Why the attachments of any one thing are not known, if so. */
  readonly stray: Fact<never> | undefined;

  constructor(attachments: readonly Attachment[]) {
    for (const { located, to } of attachments) {
      if (to.known) this.#add(to.value, located);
      else this.stray ??= unknown(`${located.path} may be about it: ${to.why}`);
    }
  }

  #add(name: string, located: Described): void {
    const found = this.#byTarget.get(name);
    if (found) found.push(located);
    else this.#byTarget.set(name, [located]);
  }

  /** Those that are known to be about a thing. */
  of(name: string): readonly Described[] {
    return this.#byTarget.get(name) ?? [];
  }

  /**
   * The one attachment of a thing, `undefined` when there is none: unknown when two claim to be it, or when one whose
   * target is not known may be it.
   */
  only(name: string): Fact<Described | undefined> {
    const [first, ...more] = this.of(name);
    if (first && more.length > 0) {
      return unknown(`${[first, ...more].map(({ path }) => path).join(' and ')} contradict each other`);
    }
    return first ? known(first) : (this.stray ?? known(undefined));
  }
}

/** The attachments of lists of resources, each list read once. */
export class AttachmentsOfLists {
  readonly #read = new WeakMap<readonly Described[], Attachments>();
  readonly #targetOf: (located: Described) => Fact<string>;

  constructor(targetOf: (located: Described) => Fact<string>) {
    this.#targetOf = targetOf;
  }

  of(list: readonly Described[]): Attachments {
    const read = this.#read.get(list);
    if (read) return read;
    const attachments = new Attachments(list.map((located) => ({ located, to: this.#targetOf(located) })));
    this.#read.set(list, attachments);
    return attachments;
  }
}

/** What follows from a fact that is known. */
export function follow<T, U>(fact: Fact<T>, next: (value: T) => Fact<U>): Fact<U> {
  return fact.known ? next(fact.value) : fact;
}
