import { isJsonObject, type Diagnostic, type EncryptionContext, type JsonObject } from '../../core';
import { asList, isStringList, shown } from '../language/json';
import { mayName, namesNobody, namingOf } from '../language/naming';
import { notesInto, type Notes } from '../language/notes';
import { principalSet, readAwsPrincipal, type PrincipalSet } from '../language/principal-set';
import type { CompiledGrant, NamingRange, RequestView } from '../model';
import { heedsGrantConstraints } from './actions';

type ConstraintTest = (context: EncryptionContext) => boolean;

/** Reads a grant as KMS returns it. Never throws: what cannot be read is told in `diagnostics` and judged as unknown. */
export function compileGrant(place: string, value: unknown): CompiledGrant {
  const diagnostics: Diagnostic[] = [];
  const notes = notesInto(diagnostics, `grants[${place}]`);
  if (!isJsonObject(value)) {
    notes.add('TB6017', `a grant is an object, not ${shown(value)}`, 'give the grant as ListGrants returns it');
    return { id: place, diagnostics, names: () => mayName };
  }
  const id = typeof value['GrantId'] === 'string' ? value['GrantId'] : place;
  const operations = readOperations(value['Operations'], notes.at('Operations'));
  const grantee = readGrantee(value['GranteePrincipal'], notes.at('GranteePrincipal'));
  const constraint = readConstraint(value['Constraints'], notes.at('Constraints'));
  return { id, diagnostics, names: namesFor(operations, grantee, constraint) };
}

function namesFor(
  operations: ReadonlySet<string> | undefined,
  grantee: PrincipalSet,
  constraint: ConstraintTest | undefined,
): (request: RequestView) => NamingRange {
  return (request) => {
    if (operations?.has(request.action) === false) return namesNobody;
    const naming = namingOf(grantee, request);
    const heeded = heedsGrantConstraints(request.action);
    if (naming.possible === 0 || (heeded && constraint?.(request.encryptionContext) === false)) return namesNobody;
    const clear = operations !== undefined && (constraint !== undefined || !heeded);
    return clear ? naming : { certain: 0, possible: naming.possible };
  };
}

function readOperations(element: unknown, notes: Notes): ReadonlySet<string> | undefined {
  const operations = Array.isArray(element) ? asList(element) : undefined;
  if (operations && isStringList(operations)) return new Set(operations.map((one) => `kms:${one.toLowerCase()}`));
  notes.add(
    'TB6017',
    `Operations is a list of operations, not ${shown(element)}`,
    'give the grant as ListGrants returns it',
  );
  return undefined;
}

/** A role's ARN covers its sessions. A service stands in grants that AWS made for itself, and is no caller of ours. */
function readGrantee(element: unknown, notes: Notes): PrincipalSet {
  if (typeof element === 'string' && serviceName.test(element)) return principalSet([]);
  const listed = typeof element === 'string' ? readAwsPrincipal(element) : undefined;
  if (listed && listed.kind !== 'everyone' && listed.kind !== 'malformed') return principalSet([listed]);
  notes.add(
    'TB6017',
    `GranteePrincipal is the ARN of an account root, user, role or session, not ${shown(element)}`,
    'name the role by its full ARN',
  );
  return principalSet([{ kind: 'malformed' }]);
}

const serviceName = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/;

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html */
function readConstraint(element: unknown, notes: Notes): ConstraintTest | undefined {
  if (element === undefined || element === null) return () => true;
  const constraints = isJsonObject(element) ? Object.entries(element) : undefined;
  if (constraints?.length === 0) return () => true;
  const [[kind, pairs] = ['', undefined]] = constraints?.length === 1 ? constraints : [];
  const constraint = compileConstraint(kind, pairs);
  if (constraint) return constraint;
  notes.add(
    'TB6017',
    `Constraints is one of EncryptionContextEquals and EncryptionContextSubset, not ${shown(element)}`,
    'give one constraint with texts as values',
  );
  return undefined;
}

function compileConstraint(kind: string, pairs: unknown): ConstraintTest | undefined {
  if (!isJsonObject(pairs) || !isStringList(Object.values(pairs))) return undefined;
  if (kind === 'EncryptionContextSubset') return (context) => covers(context, pairs);
  if (kind !== 'EncryptionContextEquals') return undefined;
  return (context) => covers(context, pairs) && sizeOf(context) === sizeOf(pairs);
}

/** Names ignore case, values do not. */
function covers(context: EncryptionContext, pairs: JsonObject): boolean {
  const values = lowerNames(context);
  return [...lowerNames(pairs)].every(([name, value]) => values.get(name) === value);
}

function sizeOf(pairs: JsonObject): number {
  return lowerNames(pairs).size;
}

function lowerNames(pairs: JsonObject): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(pairs).map(([name, value]) => [name.toLowerCase(), value]));
}
