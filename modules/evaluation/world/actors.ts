import {
  known,
  parseArn,
  type Fact,
  type NamedDocument,
  type PolicyLevel,
  type Principal,
  type World,
} from '../../core';
import { documentFacts, type DocumentFacts } from './document-facts';

/** Somebody whom questions are asked about, by what makes them out. */
export type Actor =
  | { readonly kind: 'named'; readonly name: string; readonly accountId?: string }
  | { readonly kind: 'outsider'; readonly name: string; readonly accountId: string }
  | { readonly kind: 'lookalike'; readonly name: string; readonly accountId: string; readonly pattern: string };

/** Every document of a world, with nothing said of whose it is. */
export function documentsOf(world: World): readonly Fact<unknown>[] {
  const documents: Fact<unknown>[] = [];
  for (const principal of world.principals.values()) {
    documents.push(...ownDocuments(principal), ...boundaryDocuments(principal));
  }
  for (const bucket of world.buckets.values()) documents.push(bucket.policy);
  for (const key of world.keys.values()) documents.push(key.policy);
  for (const { serviceControlPolicies, resourceControlPolicies } of world.accounts.values()) {
    documents.push(...levelDocuments(serviceControlPolicies), ...levelDocuments(resourceControlPolicies));
  }
  return documents;
}

/** The documents that give a principal something, or narrow a session. */
export function ownDocuments(principal: Principal): readonly Fact<unknown>[] {
  switch (principal.kind) {
    case 'role':
    case 'user':
      return listed(principal.identityPolicies);
    case 'session':
      return listed(principal.sessionPolicies);
    default:
      return [];
  }
}

function boundaryDocuments(principal: Principal): readonly Fact<unknown>[] {
  if (principal.kind !== 'role' && principal.kind !== 'user') return [];
  const { permissionsBoundary: boundary } = principal;
  return boundary.known && boundary.value !== 'none' ? [boundary.value.document] : [];
}

function listed(documents: Fact<readonly NamedDocument[]>): readonly Fact<unknown>[] {
  return documents.known ? documents.value.map((one) => one.document) : [];
}

function levelDocuments(levels: Fact<readonly PolicyLevel[]>): readonly Fact<unknown>[] {
  return levels.known ? levels.value.flatMap((level) => listed(known(level.policies))) : [];
}

/**
 * Every principal that a world lists or names, one outsider per account, one lookalike per pattern that a condition
 * tests, and the anonymous caller.
 */
export function actorsOf(world: World): readonly Actor[] {
  const facts = [...documentsOf(world).map(documentFacts), granteeFacts(world)];
  const names = new Set(['anonymous', ...world.principals.keys(), ...facts.flatMap((one) => [...one.principals])]);
  const named = [...names].map(namedActor);
  const accounts = new Set([
    ...world.accounts.keys(),
    ...ownersOf(world),
    ...facts.flatMap((one) => [...one.accounts]),
    ...named.flatMap((one) => one.accountId ?? []),
  ]);
  const patterns = new Set(facts.flatMap((one) => [...one.lookalikes]));
  return [...named, ...[...accounts].map(outsider), ...[...patterns].map(lookalike)];
}

/** A grant names its grantee the way an Allow names a principal. */
function granteeFacts(world: World): Pick<DocumentFacts, 'principals' | 'accounts' | 'lookalikes'> {
  const grantees = [...world.grants.values()].flatMap(({ granteePrincipal }) =>
    granteePrincipal.known ? granteePrincipal.value : [],
  );
  return documentFacts(known({ Statement: { Principal: { AWS: grantees } } }));
}

function ownersOf(world: World): readonly string[] {
  return [...world.buckets.values(), ...world.keys.values()].map((one) => one.accountId);
}

function namedActor(name: string): Actor {
  const accountId = parseArn(name)?.accountId;
  return accountId === undefined ? { kind: 'named', name } : { kind: 'named', name, accountId };
}

function outsider(accountId: string): Actor {
  return { kind: 'outsider', name: `anyone else in ${accountId}`, accountId };
}

function lookalike(pattern: string): Actor {
  return { kind: 'lookalike', name: `anyone like ${pattern}`, accountId: accountOfPattern(pattern), pattern };
}

/** `arn:aws:iam::111122223333:role/deploy-*` */
function accountOfPattern(pattern: string): string {
  return pattern.split(':').slice(4, 5).join('');
}
