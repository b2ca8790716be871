import { known, type Fact, type Tags } from '../../core';
import type { Located } from '../stacks/located';
import type { Place } from '../stacks/place';
import type { VendNeed } from './need';

/** One action that terraform takes for a resource. */
export type Ask = Pick<VendNeed, 'action' | 'resource' | 'values'> & Partial<Pick<VendNeed, 'unknown'>>;

/** The resources of a type in the same stack. */
export type Others = (type: string) => readonly Located[];

/** What terraform does to make a resource of some type and to read it back. */
export type Asking = (located: Located, place: Place, others: Others) => readonly Ask[];

/** By type of resource. */
export interface Askings {
  readonly [type: string]: Asking;
}

/** Condition keys of a request as far as they are known; `undefined` is a key that it does not have. */
export interface KeyFacts {
  readonly [key: string]: Fact<string | readonly string[] | undefined>;
}

type Told = Pick<Required<Ask>, 'values' | 'unknown'>;

/** What a request tells beside what all of its kind tell. */
export function told(common: VendNeed['values'], facts: KeyFacts): Told {
  const values: { [key: string]: string | readonly string[] } = { ...common };
  const unknown: string[] = [];
  for (const [key, fact] of Object.entries(facts)) {
    if (!fact.known) unknown.push(key);
    else if (fact.value !== undefined) values[key] = fact.value;
  }
  return { values, unknown };
}

/** The tags that a request sends along. */
export function tagFacts(tags: Fact<Tags>): KeyFacts {
  if (!tags.known) return { 'aws:TagKeys': tags };
  const names = Object.keys(tags.value);
  if (names.length === 0) return {};
  const sent = Object.entries(tags.value).map(([name, value]) => [`aws:RequestTag/${name}`, known(value)] as const);
  return { ...Object.fromEntries(sent), 'aws:TagKeys': known(names) };
}

/** What a resource speaks of: the one that it names, or each that the stack has when only terraform knows which. */
export function targetsOf(named: Fact<string>, candidates: readonly Fact<string>[]): readonly string[] {
  return (named.known ? [named] : candidates).flatMap((one) => (one.known ? one.value : []));
}

/** Whether a resource is taken over, so that nothing is made. @see https://developer.hashicorp.com/terraform/language/import */
export function isImported({ resolver, section: { name } }: Located): boolean {
  return resolver.stack.imports.has(name);
}
