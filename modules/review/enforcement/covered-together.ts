import { sameValue } from '../../evaluation';
import { isJsonObject, texts, type JsonObject } from '../policy-text';

/** More parts than this nobody writes, and none are looked through. */
const mostParts = 1000;

/**
 * Whether some statements mean at least the requests that one does, all of them Denies or all of them Allows: each part
 * of it, which is one principal, action, resource and value of each test, is meant by one of them as a whole. Texts are
 * compared as they stand, with `*` at their end, so that what is written too differently counts as not covered.
 */
export function isCoveredTogether(statement: JsonObject, others: readonly JsonObject[]): boolean {
  const parts = partsOf(statement);
  return parts !== undefined && parts.every((part) => others.some((one) => covers(one, part)));
}

/** What a statement says of one thing each. */
interface Part {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly tests: readonly Test[];
}

interface Test {
  readonly operator: string;
  readonly key: string;
  /** Any one of them is enough, unless the operator negates: then none may be. */
  readonly values: readonly string[];
}

function partsOf(statement: JsonObject): readonly Part[] | undefined {
  const [principals, actions, resources] = [principalsOf(statement), actionsOf(statement), resourcesOf(statement)];
  const tests = testsOf(statement);
  if (tests === undefined) return undefined;
  const split = tests.map((one) => (isSplit(one) ? one.values.map((value) => ({ ...one, values: [value] })) : [one]));
  const count = [principals, actions, resources, ...split].reduce((product, { length }) => product * length, 1);
  if (count === 0 || count > mostParts) return undefined;
  return principals.flatMap((principal) =>
    actions.flatMap((action) =>
      resources.flatMap((resource) => eachOf(split).map((one) => ({ principal, action, resource, tests: one }))),
    ),
  );
}

/** One of each list, in every way. */
function eachOf(lists: readonly (readonly Test[])[]): readonly (readonly Test[])[] {
  return lists.reduce<readonly (readonly Test[])[]>(
    (found, list) => found.flatMap((some) => list.map((one) => [...some, one])),
    [[]],
  );
}

function isSplit({ operator }: Test): boolean {
  return !isNegated(operator) && !operator.startsWith('ForAllValues');
}

function isNegated(operator: string): boolean {
  return operator.includes('Not');
}

function covers(statement: JsonObject, part: Part): boolean {
  return (
    principalsOf(statement).some((one) => one === 'AWS *' || one === part.principal) &&
    actionsOf(statement).some((one) => reaches(one, part.action)) &&
    resourcesOf(statement).some((one) => reaches(one, part.resource)) &&
    testsOf(statement)?.every((test) => part.tests.some((one) => implies(one, test))) === true
  );
}

/** Whether whoever meets a test also meets another one. */
function implies(one: Test, other: Test): boolean {
  if (one.operator !== other.operator || one.key !== other.key) return false;
  if (isNegated(one.operator)) return other.values.every((value) => one.values.includes(value));
  return isSplit(one) ? one.values.every((value) => other.values.includes(value)) : sameValue(one.values, other.values);
}

/** What a pattern that ends in `*` takes in; what an element excludes is one text that only itself reaches. */
function reaches(pattern: string, text: string): boolean {
  if (pattern === text || pattern === '*') return true;
  return !text.startsWith('not ') && pattern.endsWith('*') && text.startsWith(pattern.slice(0, -1));
}

function principalsOf({ Principal: principal, NotPrincipal: others }: JsonObject): readonly string[] {
  if (others !== undefined) return [`not ${JSON.stringify(others)}`];
  if (!isJsonObject(principal)) return texts(principal).map((one) => `AWS ${one}`);
  return Object.entries(principal).flatMap(([kind, names]) => texts(names).map((one) => `${kind} ${one}`));
}

function actionsOf({ Action: actions, NotAction: others }: JsonObject): readonly string[] {
  if (others !== undefined) return [`not ${JSON.stringify(others)}`];
  return texts(actions).map((one) => one.toLowerCase());
}

function resourcesOf({ Resource: resources, NotResource: others }: JsonObject): readonly string[] {
  return others === undefined ? texts(resources) : [`not ${JSON.stringify(others)}`];
}

/** `undefined` where a condition is not of the kind that IAM takes. */
function testsOf({ Condition: condition }: JsonObject): readonly Test[] | undefined {
  if (condition === undefined) return [];
  if (!isJsonObject(condition)) return undefined;
  const blocks = Object.entries(condition);
  if (!blocks.every(([, tests]) => isJsonObject(tests))) return undefined;
  return blocks.flatMap(([operator, tests]) =>
    Object.entries(isJsonObject(tests) ? tests : {}).map(([key, values]) => ({
      operator,
      key: key.toLowerCase(),
      values: texts(values),
    })),
  );
}
