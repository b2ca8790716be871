import { isObject, oneOrMany, type JsonObject } from '../naive-evaluator/json';

/** Something that a case may hinge on, told by what would have to go. */
export interface Feature {
  readonly name: string;
  /** True for a field of the case or of a leg that belongs to the feature. */
  readonly isField?: (name: string, holder: JsonObject) => boolean;
  /** True for a statement that uses the feature. */
  readonly isStatement?: (statement: JsonObject) => boolean;
}

function field(name: string): Feature {
  return { name, isField: (given) => given === name };
}

/** Another field that counts only beside the mark of an AWS managed key. */
function ofManagedKey(name: string): Feature {
  const isField = (given: string, holder: JsonObject): boolean => given === name && holder['awsManagedKey'] === true;
  return { name: `${name} of an AWS managed key`, isField };
}

/** A condition on a key, whatever its operator. */
function conditionOn(key: string): Feature {
  const isStatement = ({ Condition: block }: JsonObject): boolean =>
    isObject(block) &&
    Object.values(block).some(
      (keys) => isObject(keys) && Object.keys(keys).some((given) => given.toLowerCase() === key.toLowerCase()),
    );
  return { name: `condition on ${key}`, isStatement };
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

const notPrincipalOfAllow: Feature = {
  name: 'element: NotPrincipal with Allow',
  isStatement: ({ Effect: effect, NotPrincipal: given }) => effect === 'Allow' && given !== undefined,
};

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
    'aws:FederatedProvider',
    'aws:PrincipalIsAWSService',
    'aws:ViaAWSService',
    'aws:CalledVia',
    'kms:GrantConstraintType',
    'kms:GrantOperations',
    'kms:GranteePrincipal',
    'kms:RetiringPrincipal',
  ].map(field),
  ...['resourcePolicy', 'grants'].map(ofManagedKey),
  ...[
    'aws:PrincipalIsAWSService',
    'aws:ViaAWSService',
    'aws:CalledVia',
    'kms:GrantConstraintType',
    'kms:GrantOperations',
    'kms:GranteePrincipal',
    'kms:RetiringPrincipal',
    'kms:GrantIsForAWSResource',
  ].map(conditionOn),
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
  principal('identity provider', /saml-provider|cognito/),
  principal('canonical user', /^[0-9a-f]{64}$/),
  ...['NotPrincipal', 'NotAction', 'NotResource', 'Condition'].map(element),
  notPrincipalOfAllow,
  variable,
];

/** The case without the feature; an equal one if it does not have it. */
export function without(feature: Feature, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((member) => without(feature, member));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([name]) => feature.isField?.(name, value) !== true);
  return Object.fromEntries(
    kept.map(([name, held]) => [name, name === 'Statement' ? otherStatements(feature, held) : without(feature, held)]),
  );
}

function otherStatements({ isStatement }: Feature, statements: unknown): readonly unknown[] {
  return oneOrMany(statements).filter((one) => !isObject(one) || isStatement?.(one) !== true);
}

/** For each feature, in how many of the cases the decision is another without it; counts no further than `enough`. */
export function decisiveCounts(
  cases: readonly unknown[],
  decide: (theCase: unknown) => string,
  enough: number,
): ReadonlyMap<string, number> {
  const counts = new Map(features.map(({ name }) => [name, 0]));
  for (const theCase of cases) {
    const wanting = features.filter(({ name }) => (counts.get(name) ?? 0) < enough);
    if (wanting.length === 0) break;
    const decision = decide(theCase);
    const text = JSON.stringify(theCase);
    for (const feature of wanting) {
      const rest = without(feature, theCase);
      if (JSON.stringify(rest) === text || decide(rest) === decision) continue;
      counts.set(feature.name, (counts.get(feature.name) ?? 0) + 1);
    }
  }
  return counts;
}
