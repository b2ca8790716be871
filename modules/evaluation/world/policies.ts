import { known, type Fact, type Grant, type NamedDocument, type PolicyLevel } from '../../core';
import { compileGrant } from '../kms/grant';
import { compilePolicy } from '../language/policy';
import type { CompiledGrant, CompiledPolicy, CompiledStatement, PolicyKind } from '../model';
import { sameValue } from './same-value';

interface Reading {
  readonly document: unknown;
  readonly policy: CompiledPolicy;
}

/** Policies by their names, each read once; what says the same on an earlier shelf is taken from there. */
export class PolicyShelf {
  readonly #read = new Map<string, Reading>();
  readonly #earlier: ReadonlyMap<string, Reading>;

  constructor(earlier?: PolicyShelf) {
    this.#earlier = earlier ? earlier.#read : new Map();
  }

  /** The policy of a document; `undefined` when there is none. */
  policy(name: string, kind: PolicyKind, document: Fact<unknown>): CompiledPolicy | undefined {
    if (!document.known) return unknownPolicy(name, kind, document.why);
    if (document.value === undefined) return undefined;
    const found = this.#read.get(name) ?? this.#earlier.get(name);
    const same = found && sameValue(found.document, document.value);
    const reading = same ? found : { document: document.value, policy: compilePolicy(name, kind, document.value) };
    this.#read.set(name, reading);
    return reading.policy;
  }

  /** A list of documents under one heading: `identity policy of role/app: ReadData`. */
  policies(heading: string, kind: PolicyKind, documents: Fact<readonly NamedDocument[]>): readonly CompiledPolicy[] {
    if (!documents.known) return [unknownPolicy(heading, kind, documents.why)];
    return documents.value.flatMap((one) => this.policy(`${heading} ${one.name}`, kind, one.document) ?? []);
  }

  /** The levels of an organization, each with its documents. */
  levels(
    heading: string,
    kind: PolicyKind,
    levels: Fact<readonly PolicyLevel[]>,
  ): readonly (readonly CompiledPolicy[])[] {
    if (!levels.known) return [[unknownPolicy(heading, kind, levels.why)]];
    return levels.value.map(({ name, policies }) => this.policies(`${heading} of ${name}:`, kind, known(policies)));
  }
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
