import { member } from '../document/fields';
import { asList, isJsonObject } from '../stacks/json';

/** A value beside its marks: `true` where it is not known, or not to be shown. */
export interface Marked {
  readonly value: unknown;
  readonly unknown: unknown;
  readonly sensitive: unknown;
}

/** The elements of a list that is marked in parts; `undefined` for what is no list. */
export function markedElements({ value, unknown: unknowns, sensitive }: Marked): readonly Marked[] | undefined {
  if (!Array.isArray(value) && !Array.isArray(unknowns)) return undefined;
  const length = Math.max(asList(value).length, asList(unknowns).length);
  return Array.from({ length }, (_, at) => ({
    value: element(value, at),
    unknown: element(unknowns, at),
    sensitive: element(sensitive, at),
  }));
}

/** The members of an object that is marked in parts. */
export function markedMembers({ value, unknown: unknowns, sensitive }: Marked): readonly (readonly [string, Marked])[] {
  const names = new Set([value, unknowns, sensitive].flatMap((one) => (isJsonObject(one) ? Object.keys(one) : [])));
  return [...names].map((name) => [
    name,
    { value: member(value, name), unknown: memberMark(unknowns, name), sensitive: memberMark(sensitive, name) },
  ]);
}

function memberMark(marks: unknown, name: string): unknown {
  return marks === true ? true : member(marks, name);
}

function element(value: unknown, at: number): unknown {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list[at];
}
