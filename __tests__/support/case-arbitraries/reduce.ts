import { isObject } from '../naive-evaluator/json';

/** What a case cannot lose without becoming another kind of case. */
const kept = new Set([
  'name',
  'request',
  'action',
  'resource',
  'principal',
  'Version',
  'Statement',
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'GrantId',
  'GranteePrincipal',
  'Operations',
  'AWS',
  'Service',
  'Federated',
  'CanonicalUser',
]);

/** Takes parts away as long as what is left still has the property; what comes out has nothing left to take. */
export function reduce(value: unknown, holds: (smaller: unknown) => boolean): unknown {
  let smallest = value;
  for (let next = smallerOne(smallest, holds); next !== undefined; next = smallerOne(smallest, holds)) smallest = next;
  return smallest;
}

function smallerOne(value: unknown, holds: (smaller: unknown) => boolean): unknown {
  for (const smaller of smallerOnes(value)) if (holds(smaller)) return smaller;
  return undefined;
}

/** Every value with one part less, the largest parts first. */
function* smallerOnes(value: unknown): Generator {
  if (Array.isArray(value)) yield* smallerLists(value);
  else if (isObject(value)) yield* smallerObjects(value);
}

function* smallerLists(list: readonly unknown[]): Generator {
  if (list.length > 1) for (const at of list.keys()) yield list.filter((_, place) => place !== at);
  for (const [at, member] of list.entries()) {
    for (const smaller of smallerOnes(member)) yield list.map((one, place) => (place === at ? smaller : one));
  }
}

function* smallerObjects(object: Readonly<Record<string, unknown>>): Generator {
  const entries = Object.entries(object);
  for (const [name] of entries) {
    if (!kept.has(name)) yield Object.fromEntries(entries.filter(([other]) => other !== name));
  }
  for (const [name, member] of entries) {
    for (const smaller of smallerOnes(member)) yield { ...object, [name]: smaller };
  }
}
