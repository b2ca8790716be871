import type { Fact, Grant, NamedDocument, PolicyLevel } from '../../core';
import { compileGrant } from '../kms/grant';
import { compilePolicy } from '../language/policy';
import type { CompiledGrant, CompiledPolicy, CompiledStatement, PolicyKind } from '../model';

const compiled = new WeakMap<object, Map<string, CompiledPolicy>>();

/** Reads a document once for as long as it lives, whichever worlds it is part of; `undefined` when there is none. */
export function policyOf(name: string, kind: PolicyKind, document: Fact<unknown>): CompiledPolicy | undefined {
  if (!document.known) return unknownPolicy(name, kind, document.why);
  const { value } = document;
  if (value === undefined) return undefined;
  if (typeof value !== 'object' || value === null) return compilePolicy(name, kind, value);
  const readings = compiled.get(value) ?? new Map<string, CompiledPolicy>();
  const reading = readings.get(`${kind} ${name}`) ?? compilePolicy(name, kind, value);
  compiled.set(value, readings.set(`${kind} ${name}`, reading));
  return reading;
}

/** A list of documents under one heading: `role app: ReadData`. */
export function policiesOf(
  heading: string,
  kind: PolicyKind,
  documents: Fact<readonly NamedDocument[]>,
): readonly CompiledPolicy[] {
  if (!documents.known) return [unknownPolicy(heading, kind, documents.why)];
  return documents.value.flatMap((one) => policyOf(`${heading} ${one.name}`, kind, one.document) ?? []);
}

/** The levels of an organization, each with its documents. */
export function levelsOf(
  heading: string,
  kind: PolicyKind,
  levels: Fact<readonly PolicyLevel[]>,
): readonly (readonly CompiledPolicy[])[] {
  if (!levels.known) return [[unknownPolicy(heading, kind, levels.why)]];
  return levels.value.map((level) =>
    policiesOf(`${heading} of ${level.name}`, kind, { known: true, value: level.policies }),
  );
}

/** A policy that may allow or deny anything to anybody, because nobody knows its text. */
export function unknownPolicy(name: string, kind: PolicyKind, why: string): CompiledPolicy {
  const statement = (effect: 'Allow' | 'Deny'): CompiledStatement => ({
    policy: name,
    id: 'not known',
    effect,
    applies: () => 1,
    doubts: () => [why],
    evidence: () => '',
    ...(kind === 'resource' ? { principals: { names: () => ({ certain: 0, possible: 3 }) } } : {}),
    publicness: 1,
  });
  return { name, kind, diagnostics: [], statements: [statement('Allow'), statement('Deny')] };
}

/** A grant, if it counts yet; one of which anything is not known may match or not. */
export function grantOf(grant: Grant): CompiledGrant | undefined {
  const { granteePrincipal, operations, constraints, visible } = grant;
  if (visible.known && !visible.value) return undefined;
  if (!granteePrincipal.known || !operations.known || !constraints.known || !visible.known)
    return unknownGrant(grant.id);
  const { encryptionContextEquals: equals, encryptionContextSubset: subset } = constraints.value;
  return compileGrant(grant.id, {
    GrantId: grant.id,
    GranteePrincipal: granteePrincipal.value,
    Operations: operations.value,
    Constraints: {
      ...(equals ? { EncryptionContextEquals: equals } : {}),
      ...(subset ? { EncryptionContextSubset: subset } : {}),
    },
  });
}

function unknownGrant(id: string): CompiledGrant {
  return { id, diagnostics: [], names: () => ({ certain: 0, possible: 3 }) };
}
