import { isJsonObject } from '../../core';
import type { NamingRange, PrincipalElement, RequestView } from '../model';
import { asList, isStringList, shown } from './json';
import { mayName, namingOf, namingOfOthers, namingOfUnspared } from './naming';
import type { Notes } from './notes';
import { principalKinds, principalSet, type Listed, type PrincipalSet } from './principal-set';

/** How a Principal or NotPrincipal element names its callers, and whether everyone is among them. */
export interface CompiledPrincipals extends PrincipalElement {
  readonly everyone: boolean;
  readonly malformed: boolean;
}

type Sense = (set: PrincipalSet, request: RequestView) => NamingRange;

/** Compiles the Principal of a statement. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export function compilePrincipal(element: unknown, notes: Notes): CompiledPrincipals {
  return compile(element, namingOf, notes);
}

/** Compiles the NotPrincipal of a statement. */
export function compileNotPrincipal(element: unknown, effect: 'Allow' | 'Deny', notes: Notes): CompiledPrincipals {
  const compiled = compile(element, effect === 'Allow' ? namingOfOthers : namingOfUnspared, notes);
  return { ...compiled, everyone: !compiled.everyone };
}

/** A statement that should say who, and does not. */
export const unreadablePrincipals: CompiledPrincipals = { names: () => mayName, everyone: false, malformed: true };

function compile(element: unknown, sense: Sense, notes: Notes): CompiledPrincipals {
  const set = readPrincipals(element, notes);
  return { names: (request) => sense(set, request), everyone: set.everyone, malformed: set.malformed };
}

function readPrincipals(element: unknown, notes: Notes): PrincipalSet {
  if (element === '*') return principalSet([{ kind: 'everyone' }]);
  if (!isJsonObject(element) || Object.keys(element).length === 0) return principalSet([refuse(element, notes)]);
  return principalSet(Object.entries(element).flatMap(([kind, values]) => readKind(kind, values, notes.at(kind))));
}

function readKind(kind: string, element: unknown, notes: Notes): readonly Listed[] {
  const read = principalKinds.get(kind);
  const values = asList(element);
  if (!read || values.length === 0 || !isStringList(values)) return [refuse(element, notes)];
  return values.map((value) => {
    const listed = read(value);
    return listed.kind === 'malformed' ? refuse(value, notes) : listed;
  });
}

function refuse(got: unknown, notes: Notes): Listed {
  notes.add(
    'TB6014',
    `${shown(got)} is no principal`,
    'write "*", or the full ARN, account id or service name under AWS or Service; wildcards inside a name are not allowed',
  );
  return { kind: 'malformed' };
}
