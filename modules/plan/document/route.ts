import { isJsonObject } from '../stacks/json';

/** Names of the members that lead to a value; the elements of a list have the list's own path. */
export type Path = readonly string[];

/** What to do with one value of a document. */
export type Route =
  | { readonly kind: 'skip' }
  | { readonly kind: 'take'; readonly take: (value: unknown, path: Path) => void }
  /** An object whose members are of different interest. */
  | { readonly kind: 'members'; readonly of: (name: string, path: Path) => Route; readonly odd: Odd }
  /** A list whose elements are taken one by one. */
  | { readonly kind: 'elements'; readonly each: Route; readonly odd: Odd };

/** Told of a value that is not of the kind that its route expects. */
export type Odd = (path: Path) => void;

export const skip: Route = { kind: 'skip' };

/** Walks a parsed document along a route. */
export function followParsed(value: unknown, route: Route, path: Path = []): void {
  if (route.kind === 'skip') return;
  if (route.kind === 'take') {
    route.take(value, path);
  } else if (route.kind === 'members' && isJsonObject(value)) {
    for (const [name, member] of Object.entries(value)) followParsed(member, route.of(name, path), [...path, name]);
  } else if (route.kind === 'elements' && Array.isArray(value)) {
    for (const element of value) followParsed(element, route.each, path);
  } else if (value !== null) route.odd(path);
}
