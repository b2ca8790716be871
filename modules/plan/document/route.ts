import { isJsonObject } from '../stacks/json';

/** Names of the members that lead to a value; the elements of a list have the list's own path. */
export type Path = readonly string[];

/** What to do with one value of a document. */
export type Route =
  | { readonly kind: 'skip' }
  | {
      readonly kind: 'take';
      readonly take: (value: unknown, path: Path) => void;
      /** A shorter text that says all that is taken of a value. @default there is none */
      readonly shorten?: (text: string) => string;
      /** With what a value mostly ends and another one follows. @default not known */
      readonly seam?: string;
    }
  /** An object whose members are of different interest. */
  | { readonly kind: 'members'; readonly of: (name: string, path: Path) => Route; readonly odd: Odd }
  /** A list whose elements are taken one by one. */
  | { readonly kind: 'elements'; readonly each: Route; readonly odd: Odd };

/** Told of a value that is not of the kind that its route expects. */
export type Odd = (path: Path) => void;

export const skip: Route = { kind: 'skip' };

/** Walks a parsed document along a route. */
export function followParsed(value: unknown, route: Route, path: Path = []): void {
  switch (route.kind) {
    case 'skip':
      return;
    case 'take':
      route.take(value, path);
      return;
    case 'members':
      if (!isJsonObject(value)) told(value, route.odd, path);
      else
        for (const [name, member] of Object.entries(value)) followParsed(member, route.of(name, path), [...path, name]);
      return;
    case 'elements':
      if (!Array.isArray(value)) told(value, route.odd, path);
      else for (const element of value) followParsed(element, route.each, path);
  }
}

/** Tells of a value that should be a container; nothing at all is as good as an empty one. */
export function told(value: unknown, odd: Odd, path: Path): void {
  if (value !== null) odd(path);
}
