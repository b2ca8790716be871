import {
  s3ContextKey,
  type Fact,
  type Grant,
  type KmsKey,
  type NamedDocument,
  type Principal,
  type World,
} from '../../core';
import type { Reason } from '../../evaluation';
import type { PlanState } from '../../plan';
import { awsPrincipals, isJsonObject, statementName, statementsOf, texts, type JsonObject } from '../policy-text';
import type { Mark } from '../draft';

/** A statement or grant that tests the encryption context. */
export type WrittenPlace = StatementPlace | GrantPlace;

interface Placed {
  /** As reasons call it. */
  readonly policy: string;
  readonly statement: string;
  readonly marks: readonly Mark[];
  readonly address: string | undefined;
}

export interface StatementPlace extends Placed {
  readonly kind: 'statement';
  readonly json: JsonObject;
}

export interface GrantPlace extends Placed {
  readonly kind: 'grant';
  readonly grant: Grant;
}

/** Where it is written under which context a caller may use a key: in the key's policy, its own policies, or a grant. */
export function placesOf(state: PlanState, key: KmsKey, principal: string): readonly WrittenPlace[] {
  const detail = state.keys.get(key.arn);
  const inKey = statementPlaces(`key policy of ${key.arn}`, key.policy, {
    marks: [`key:${key.arn}`],
    address: detail?.policyAddress ?? detail?.address,
  }).filter(({ json }) => mayName(json, principal));
  return [...inKey, ...ownPlaces(state, principal), ...grantPlaces(state, key, principal)];
}

/** Statements of a document that test the context. */
function statementPlaces(
  policy: string,
  document: Fact<unknown>,
  rest: Pick<Placed, 'marks' | 'address'>,
): readonly StatementPlace[] {
  return statementsOf(document).flatMap((json, index) =>
    contextTests(json).length === 0
      ? []
      : [{ kind: 'statement', policy, statement: statementName(json, index), json, ...rest }],
  );
}

function mayName(json: JsonObject, principal: string): boolean {
  const names = awsPrincipals(json);
  return (
    names.includes(principal) ||
    names.some((name) => name === '*' || name.endsWith(':root') || /^\d{12}$/.test(name)) ||
    'NotPrincipal' in json
  );
}

function ownPlaces({ world, principals }: PlanState, principal: string): readonly StatementPlace[] {
  const listed = world.principals.get(principal);
  return documentsOf(listed).flatMap(({ name, document }) =>
    statementPlaces(`identity policy of ${principal.slice(principal.lastIndexOf(':') + 1)}: ${name}`, document, {
      marks: [`principal:${principal}`],
      address: principals.get(principal)?.address,
    }),
  );
}

function documentsOf(principal: Principal | undefined): readonly NamedDocument[] {
  if (principal?.kind !== 'role' && principal?.kind !== 'user') return [];
  return principal.identityPolicies.known ? principal.identityPolicies.value : [];
}

function grantPlaces({ world, grants }: PlanState, key: KmsKey, principal: string): readonly GrantPlace[] {
  return grantsTo(world, key.arn, principal).map((grant): GrantPlace => ({
    kind: 'grant',
    policy: `grants[${grant.id}]`,
    statement: grant.id,
    grant,
    marks: [`grant:${grant.id}`],
    address: grants.get(grant.id)?.address,
  }));
}

const grantsByGrantee = new WeakMap<World, ReadonlyMap<string, readonly Grant[]>>();

/** The grants on a key to somebody, found once for a world. */
function grantsTo(world: World, keyArn: string, principal: string): readonly Grant[] {
  const found = grantsByGrantee.get(world) ?? groupGrants(world);
  grantsByGrantee.set(world, found);
  return found.get(`${keyArn} ${principal}`) ?? [];
}

function groupGrants({ grants }: World): ReadonlyMap<string, readonly Grant[]> {
  const groups = new Map<string, Grant[]>();
  for (const grant of grants.values()) {
    const { keyArn, granteePrincipal: grantee } = grant;
    const name = `${keyArn} ${grantee.known ? grantee.value : ''}`;
    const group = groups.get(name);
    if (group) group.push(grant);
    else groups.set(name, [grant]);
  }
  return groups;
}

/** One condition on the context under which S3 sends an ARN. */
export interface ContextTest {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** The tests of a statement on the S3 context. @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context */
export function contextTests({ Condition: condition }: JsonObject): readonly ContextTest[] {
  if (!isJsonObject(condition)) return [];
  return Object.entries(condition).flatMap(([operator, tests]) =>
    isJsonObject(tests)
      ? Object.entries(tests).flatMap(([key, values]) =>
          isS3Context(key) ? [{ operator, key, values: texts(values) }] : [],
        )
      : [],
  );
}

function isS3Context(key: string): boolean {
  return key.toLowerCase() === `kms:encryptioncontext:${s3ContextKey}`;
}

/** Of the places of a caller those that a decision rested on; all of them where its reasons name none. */
export function decisivePlaces(places: readonly WrittenPlace[], reasons: readonly Reason[]): readonly WrittenPlace[] {
  const found = places.filter(({ policy, statement }) =>
    reasons.some((reason) => reason.policy === policy && reason.statement === statement),
  );
  return found.length > 0 ? found : places;
}
