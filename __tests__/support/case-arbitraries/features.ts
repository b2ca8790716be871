import { isObject, oneOrMany, type JsonObject } from '../naive-evaluator/json';

/** Something that a case may hinge on, told by what would have to go. */
export interface Feature {
  readonly name: string;
  /** True for a field of the case or of a leg that belongs to the feature. */
  readonly isField?: (name: string) => boolean;
  /** True for a statement that uses the feature. */
  readonly isStatement?: (statement: JsonObject) => boolean;
}

function field(name: string): Feature {
  return { name, isField: (given) => given === name };
}

function operator(name: string, pattern: RegExp): Feature {
  const isStatement = ({ Condition: block }: JsonObject): boolean =>
    isObject(block) && Object.keys(block).some((given) => pattern.test(given));
  return { name: `operator: ${name}`, isStatement };
}

function principal(name: string, pattern: RegExp): Feature {
  const isStatement = ({ Principal: given }: JsonObject): boolean => namesIn(given).some((one) => pattern.test(one));
  return { name: `principal: ${name}`, isStatement };
}

function namesIn(given: unknown): readonly string[] {
  const names = isObject(given) ? Object.values(given).flatMap(oneOrMany) : [given];
  return names.filter((name) => typeof name === 'string');
}

function element(name: string): Feature {
  return { name: `element: ${name}`, isStatement: (statement) => statement[name] !== undefined };
}

const variable: Feature = {
  name: 'variables',
  isStatement: (statement) => JSON.stringify(statement).includes('${'),
};

/** Every feature whose share in the random cases is watched. */
export const features: readonly Feature[] = [
  ...[
    'identityPolicies',
    'resourcePolicy',
    'permissionBoundaries',
    'sessionPolicies',
    'serviceControlPolicies',
    'resourceControlPolicies',
    'vpcEndpointPolicy',
    'publicAccessBlock',
    'grants',
    'Constraints',
    'encryptionContext',
    'awsManagedKey',
    'then',
    'objectOwner',
    'unknownContext',
    'aws:PrincipalArn',
    'aws:userid',
  ].map(field),
  operator('StringEquals', /String(Not)?Equals(IfExists)?$/),
  operator('StringLike', /String(Not)?Like/),
  operator('IgnoreCase', /IgnoreCase/),
  operator('Arn', /^Arn/),
  operator('Numeric', /^Numeric/),
  operator('Date', /^Date/),
  operator('Bool', /^Bool/),
  operator('Binary', /^Binary/),
  operator('IpAddress', /IpAddress/),
  operator('Null', /^Null$/),
  operator('negated', /Not/),
  operator('IfExists', /IfExists/),
  operator('ForAllValues', /^ForAllValues/),
  operator('ForAnyValue', /^ForAnyValue/),
  principal('everyone', /^\*$/),
  principal('session', /:assumed-role\//),
  principal('role', /:role\//),
  principal('user', /:user\//),
  principal('federated user', /:federated-user\//),
  principal('account root', /:root$/),
  principal('account id', /^\d{12}$/),
  principal('service', /amazonaws/),
  principal('unique id', /^A[A-Z]{2}A/),
  ...['NotPrincipal', 'NotAction', 'NotResource', 'Condition'].map(element),
  variable,
];

/** The case without the feature; an equal one if it does not have it. */
export function without(feature: Feature, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((member) => without(feature, member));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([name]) => feature.isField?.(name) !== true);
  return Object.fromEntries(
    kept.map(([name, held]) => [name, name === 'Statement' ? otherStatements(feature, held) : without(feature, held)]),
  );
}

function otherStatements({ isStatement }: Feature, statements: unknown): readonly unknown[] {
  return oneOrMany(statements).filter((one) => !isObject(one) || isStatement?.(one) !== true);
}

/** For each feature, in how many of the cases the decision is another without it. */
export function decisiveCounts(
  cases: readonly unknown[],
  decide: (theCase: unknown) => string,
): ReadonlyMap<string, number> {
  const counts = new Map(features.map(({ name }) => [name, 0]));
  for (const theCase of cases) {
    const decision = decide(theCase);
    const text = JSON.stringify(theCase);
    for (const feature of features) {
      const rest = without(feature, theCase);
      if (JSON.stringify(rest) === text || decide(rest) === decision) continue;
      counts.set(feature.name, (counts.get(feature.name) ?? 0) + 1);
    }
  }
  return counts;
}
