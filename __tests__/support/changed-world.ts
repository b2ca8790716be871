import { known, type Fact, type Grant, type Role, type World } from '../../modules/core';
import { asObject, objectsAt, parseJson, type JsonObject } from './json';

/** A policy of a world as a plain object; throws when it is not known. */
export function policyIn(fact: Fact<unknown> | undefined): JsonObject {
  if (!fact?.known) throw new Error('the policy is not known');
  return asObject(parseJson(JSON.stringify(fact.value)), 'the policy');
}

export function statementsIn(fact: Fact<unknown> | undefined): readonly JsonObject[] {
  return objectsAt(policyIn(fact), 'Statement');
}

/** The actions of a statement, alone or in a list. */
export function actionsOf(statement: JsonObject): readonly string[] {
  return [statement['Action']].flat().filter((one) => typeof one === 'string');
}

/** The policy with other statements; those that were left without an action go, for they would make it malformed. */
export function withStatements(fact: Fact<unknown>, statements: readonly JsonObject[]): Fact<unknown> {
  const left = statements.filter((one) => 'NotAction' in one || actionsOf(one).length > 0);
  return known({ ...policyIn(fact), Statement: left });
}

/** The policy without one of its statements. */
export function withoutStatement(fact: Fact<unknown>, sid: string): Fact<unknown> {
  return withStatements(
    fact,
    statementsIn(fact).filter((one) => one['Sid'] !== sid),
  );
}

/** The policy without one action of all its statements. */
function withoutAction(fact: Fact<unknown>, action: string): Fact<unknown> {
  return withStatements(
    fact,
    statementsIn(fact).map((one) => ({ ...one, Action: actionsOf(one).filter((other) => other !== action) })),
  );
}

export function roleIn(world: World, arn: string): Role {
  const role = world.principals.get(arn);
  if (role?.kind !== 'role') throw new Error(`${arn} is no role of the world`);
  return role;
}

/** The world in which a role's policies lack an action. */
export function worldWithoutAction(world: World, arn: string, action: string): World {
  const role = roleIn(world, arn);
  if (!role.identityPolicies.known) throw new Error('the policies are not known');
  const identityPolicies = role.identityPolicies.value.map((one) => ({
    ...one,
    document: withoutAction(one.document, action),
  }));
  const changed: Role = { ...role, identityPolicies: known(identityPolicies) };
  return { ...world, principals: new Map(world.principals).set(arn, changed) };
}

/** The world in which a grant lacks an operation. */
export function worldWithoutOperation(world: World, grant: Grant, operation: string): World {
  if (!grant.operations.known) throw new Error('the operations are not known');
  const operations = known(grant.operations.value.filter((other) => other !== operation));
  return { ...world, grants: new Map(world.grants).set(grant.id, { ...grant, operations }) };
}

/** The world in which one statement of a key's policy lacks an action. */
export function worldWithoutKeyAction(world: World, arn: string, sid: string, action: string): World {
  const key = world.keys.get(arn);
  if (!key) throw new Error(`${arn} is no key of the world`);
  const statements = statementsIn(key.policy).map((one) =>
    one['Sid'] === sid ? { ...one, Action: actionsOf(one).filter((other) => other !== action) } : one,
  );
  return { ...world, keys: new Map(world.keys).set(arn, { ...key, policy: withStatements(key.policy, statements) }) };
}

/** The world in which a bucket's policy lacks a statement. */
export function worldWithoutBucketStatement(world: World, name: string, sid: string): World {
  const bucket = world.buckets.get(name);
  if (!bucket) throw new Error(`${name} is no bucket of the world`);
  const policy = withoutStatement(bucket.policy, sid);
  return { ...world, buckets: new Map(world.buckets).set(name, { ...bucket, policy }) };
}

/** The world in which a key's policy lacks a statement. */
export function worldWithoutKeyStatement(world: World, arn: string, sid: string): World {
  const key = world.keys.get(arn);
  if (!key) throw new Error(`${arn} is no key of the world`);
  return { ...world, keys: new Map(world.keys).set(arn, { ...key, policy: withoutStatement(key.policy, sid) }) };
}
