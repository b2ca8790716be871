import { diagnostic, DiagnosticError, nearMiss } from '../../core';

/**
 * The stacks that are named, each once and in their own order; all when none is. `*` stands for any letters.
 * @throws DiagnosticError when a name is none of theirs
 */
export function chooseStacks<S extends { readonly name: string }>(
  stacks: readonly S[],
  wanted: readonly string[],
): readonly S[] {
  const names = stacks.map(({ name }) => name);
  const [first, ...more] = wanted.filter((one) => !names.some((name) => matches(name, one)));
  if (first !== undefined)
    throw new DiagnosticError(unknownStack(first, names), ...more.map((one) => unknownStack(one, names)));
  return wanted.length === 0 ? stacks : stacks.filter(({ name }) => wanted.some((one) => matches(name, one)));
}

function matches(name: string, wanted: string): boolean {
  const parts = wanted.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}

function unknownStack(name: string, known: readonly string[]) {
  const meant = nearMiss(name, known);
  const some = known.length === 0 ? 'there are no stacks' : `there are ${known.slice(0, 10).join(', ')}`;
  return diagnostic('TB8054', {
    path: name,
    message: `there is no stack "${name}"`,
    fix: meant === undefined ? some : `did you mean ${meant}?`,
  });
}
