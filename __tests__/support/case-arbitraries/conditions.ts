import fc from 'fast-check';
import { valueIn, type Scene } from './contexts';
import { conditionValue, type KeyKind } from './condition-values';
import { pick, weighted } from './weighted';

const keysOfBoth: readonly (readonly [string, KeyKind])[] = [
  ['aws:PrincipalTag/team', 'text'],
  ['aws:PrincipalTag/team', 'text'],
  ['aws:PrincipalOrgID', 'text'],
  ['aws:PrincipalAccount', 'text'],
  ['aws:ResourceAccount', 'text'],
  ['aws:PrincipalType', 'text'],
  ['aws:SourceVpce', 'text'],
  ['aws:PrincipalArn', 'arn'],
  ['aws:PrincipalArn', 'arn'],
  ['aws:MultiFactorAuthAge', 'number'],
  ['aws:CurrentTime', 'date'],
  ['aws:CurrentTime', 'date'],
  ['aws:SecureTransport', 'truth'],
  ['aws:SecureTransport', 'truth'],
  ['aws:SourceIp', 'address'],
  ['aws:SourceIp', 'address'],
  ['example:digest', 'bytes'],
  ['aws:TagKeys', 'many'],
  ['aws:TagKeys', 'many'],
  ['aws:PrincipalIsAWSService', 'truth'],
  ['aws:PrincipalIsAWSService', 'truth'],
  ['aws:ViaAWSService', 'truth'],
  ['aws:ViaAWSService', 'truth'],
  ['aws:CalledVia', 'many'],
  ['aws:CalledVia', 'many'],
  ['aws:FederatedProvider', 'text'],
];

/** What a request for a grant says of it; other requests have none of these. */
const keysOfGrants: readonly (readonly [string, KeyKind])[] = [
  ['kms:GrantOperations', 'many'],
  ['kms:GrantConstraintType', 'text'],
  ['kms:GranteePrincipal', 'arn'],
  ['kms:GranteePrincipal', 'text'],
  ['kms:RetiringPrincipal', 'arn'],
  ['kms:GrantIsForAWSResource', 'truth'],
];

const keysOf: Readonly<
  Record<'s3' | 'kms' | 'createGrant', readonly [readonly [string, KeyKind], ...(readonly [string, KeyKind])[]]>
> = {
  s3: [
    ['s3:x-amz-server-side-encryption', 'text'],
    ['s3:x-amz-server-side-encryption-aws-kms-key-id', 'text'],
    ['s3:x-amz-server-side-encryption-aws-kms-key-id', 'arn'],
    ['s3:prefix', 'text'],
    ['s3:ResourceAccount', 'text'],
    ['s3:max-keys', 'number'],
    ['s3:TlsVersion', 'number'],
    ...keysOfBoth,
  ],
  kms: [
    ['kms:ViaService', 'text'],
    ['kms:ViaService', 'text'],
    ['kms:CallerAccount', 'text'],
    ['kms:EncryptionContext:aws:s3:arn', 'text'],
    ['kms:EncryptionContext:aws:s3:arn', 'arn'],
    ['kms:EncryptionContext:tenant', 'text'],
    ['kms:EncryptionContextKeys', 'many'],
    ['kms:GranteePrincipal', 'arn'],
    ...keysOfBoth,
  ],
  createGrant: [
    ['kms:GrantOperations', 'many'],
    ['kms:GrantConstraintType', 'text'],
    ['kms:GrantIsForAWSResource', 'truth'],
    ['kms:RetiringPrincipal', 'arn'],
    ['kms:RetiringPrincipal', 'text'],
    ...[...keysOfGrants, ...keysOfGrants, ...keysOfGrants, ...keysOfGrants],
    ['kms:CallerAccount', 'text'],
    ['kms:EncryptionContext:aws:s3:arn', 'text'],
    ...keysOfBoth,
  ],
};

const operatorsOf: Readonly<Record<KeyKind, readonly [string, ...string[]]>> = {
  text: [
    'StringEquals',
    'StringLike',
    'StringEqualsIgnoreCase',
    'StringNotEquals',
    'StringNotLike',
    'StringNotEqualsIgnoreCase',
  ],
  arn: ['ArnEquals', 'ArnLike', 'StringLike', 'ArnNotEquals', 'ArnNotLike', 'StringNotLike'],
  number: [
    'NumericEquals',
    'NumericLessThan',
    'NumericLessThanEquals',
    'NumericGreaterThan',
    'NumericGreaterThanEquals',
    'NumericNotEquals',
  ],
  date: [
    'DateEquals',
    'DateLessThan',
    'DateLessThanEquals',
    'DateGreaterThan',
    'DateGreaterThanEquals',
    'DateNotEquals',
  ],
  truth: ['Bool'],
  address: ['IpAddress', 'NotIpAddress'],
  bytes: ['BinaryEquals'],
  many: ['StringEquals', 'StringLike', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotLike'],
};

/** One test of a Condition element before it is written out. */
export const conditionSpec = fc.record({
  key: fc.nat(9_999),
  operator: fc.nat(9_999),
  value: weighted(
    [10, 'hit'],
    [3, 'near'],
    [2, 'miss'],
    [2, 'wild'],
    [2, 'list'],
    [1, 'upper'],
    [1, 'mark'],
    [1, 'filled'],
    [1, 'default'],
    [1, 'missing'],
    [1, 'star'],
  ),
  spelling: weighted([9, 'as it is'], [1, 'upper'], [1, 'lower']),
  ifExists: weighted([5, false], [1, true]),
  quantifier: weighted([1, 'ForAllValues:'], [1, 'ForAnyValue:']),
  nullTest: weighted([9, 'no'], [1, 'true'], [1, 'false']),
});

/** What the arbitrary of conditions yields. */
export type ConditionSpec = typeof conditionSpec extends fc.Arbitrary<infer T> ? T : never;

/** Writes the tests of a statement out; nothing if there are none. */
export function buildConditions(
  scene: Scene,
  specs: readonly ConditionSpec[],
): Record<string, Record<string, unknown>> | undefined {
  if (specs.length === 0) return undefined;
  const block: Record<string, Record<string, unknown>> = {};
  for (const spec of specs) {
    const [operator, key, value] = buildTest(scene, spec);
    block[operator] = { ...block[operator], [key]: value };
  }
  return block;
}

function buildTest(scene: Scene, spec: ConditionSpec): readonly [operator: string, key: string, value: unknown] {
  const { service, action } = scene.target;
  const [key, kind] = pick(keysOf[action === 'kms:CreateGrant' ? 'createGrant' : service], spec.key);
  const spelt = spell(key, spec.spelling);
  if (spec.nullTest !== 'no') return ['Null', spelt, spec.nullTest];
  const base = pick(operatorsOf[kind], spec.operator);
  const operator = `${kind === 'many' ? spec.quantifier : ''}${base}${spec.ifExists ? 'IfExists' : ''}`;
  return [operator, spelt, conditionValue(kind, spec.value, valueIn(scene, key))];
}

function spell(key: string, spelling: ConditionSpec['spelling']): string {
  if (spelling === 'upper') return key.toUpperCase();
  return spelling === 'lower' ? key.toLowerCase() : key;
}
