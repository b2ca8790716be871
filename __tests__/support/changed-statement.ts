import { known, type Fact, type Role, type World } from '../../modules/core';
import { actionsOf, roleIn, statementsIn, withStatements } from './changed-world';
import { objectAt, type JsonObject } from './json';

/** What is made of one statement. */
export type StatementChange = (statement: JsonObject) => JsonObject;

export function withoutTheAction(action: string): StatementChange {
  return (statement) => ({ ...statement, Action: actionsOf(statement).filter((one) => one !== action) });
}

/** The statement for whatever there is. */
export const onEverything: StatementChange = (statement) => ({ ...statement, Resource: '*' });

/** What a statement asks of a request, as pairs of an operator and a condition key. */
export function conditionsOf(statement: JsonObject): readonly (readonly [string, string])[] {
  if (!('Condition' in statement)) return [];
  const condition = objectAt(statement, 'Condition');
  return Object.keys(condition).flatMap((operator) =>
    Object.keys(objectAt(condition, operator)).map((key) => [operator, key] as const),
  );
}

export function withoutTheCondition(operator: string, key: string): StatementChange {
  return (statement) => {
    const condition = objectAt(statement, 'Condition');
    const rest = Object.entries(objectAt(condition, operator)).filter(([one]) => one !== key);
    const others = Object.entries(condition).filter(([one]) => one !== operator);
    const left = [...others, ...(rest.length > 0 ? [[operator, Object.fromEntries(rest)] as const] : [])];
    return { ...statement, Condition: Object.fromEntries(left) };
  };
}

function changed(fact: Fact<unknown>, sid: string, change: StatementChange): Fact<unknown> {
  const statements = statementsIn(fact);
  if (!statements.some((one) => one['Sid'] === sid)) throw new Error(`no statement ${sid}`);
  return withStatements(
    fact,
    statements.map((one) => (one['Sid'] === sid ? change(one) : one)),
  );
}

/** The one policy of a role. */
export function ownPolicy(world: World, arn: string): Fact<unknown> {
  const { identityPolicies } = roleIn(world, arn);
  const [only, ...more] = identityPolicies.known ? identityPolicies.value : [];
  if (only === undefined || more.length > 0) throw new Error(`${arn} has not one policy`);
  return only.document;
}

/** The world in which one statement of a role's policy is another. */
export function worldWithRoleStatement(world: World, arn: string, sid: string, change: StatementChange): World {
  const document = changed(ownPolicy(world, arn), sid, change);
  const role: Role = { ...roleIn(world, arn), identityPolicies: known([{ name: 'changed', document }]) };
  return { ...world, principals: new Map(world.principals).set(arn, role) };
}

/** The world in which one statement of a bucket's policy is another. */
export function worldWithBucketStatement(world: World, name: string, sid: string, change: StatementChange): World {
  const bucket = world.buckets.get(name);
  if (!bucket) throw new Error(`${name} is no bucket of the world`);
  const policy = changed(bucket.policy, sid, change);
  return { ...world, buckets: new Map(world.buckets).set(name, { ...bucket, policy }) };
}

/** The world in which one statement of a key's policy is another. */
export function worldWithKeyStatement(world: World, arn: string, sid: string, change: StatementChange): World {
  const key = world.keys.get(arn);
  if (!key) throw new Error(`${arn} is no key of the world`);
  return { ...world, keys: new Map(world.keys).set(arn, { ...key, policy: changed(key.policy, sid, change) }) };
}
