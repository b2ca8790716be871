import fc from 'fast-check';
import type { Caller } from './callers';
import type { Target } from './targets';
import { weighted } from './weighted';

/** A context value as a case may give it. */
export type ContextValue = string | readonly string[] | null;

/** Keys left out are `absent`; `?` puts them among the unknown ones. */
const absent = undefined;
const unknown = '?';
const both: readonly string[] = ['a', 'b'];
const single: readonly string[] = ['a'];
const none: readonly string[] = [];
const calledVia: readonly string[] = ['athena.amazonaws.com', 'dynamodb.amazonaws.com'];
const decryption: readonly string[] = ['Decrypt'];
const reading: readonly string[] = ['Decrypt', 'DescribeKey'];
const writing: readonly string[] = ['Decrypt', 'GenerateDataKey'];

/** What the request says of keys that only the caller can tell. */
export const contextSpec = fc.record({
  'aws:PrincipalTag/team': weighted([8, 'a'], [2, 'b'], [1, 'A'], [1, 'a*'], [4, absent], [1, null], [5, unknown]),
  'aws:PrincipalTag/home': weighted([4, 'acme-data'], [1, 'acme-data2'], [3, absent]),
  'aws:PrincipalOrgID': weighted([4, 'o-1'], [1, 'o-12'], [3, absent], [1, null], [4, unknown]),
  'aws:SourceIp': weighted(
    [6, '10.1.2.3'],
    [2, '11.1.2.3'],
    [2, '192.168.0.9'],
    [2, '2001:db8::9'],
    [6, absent],
    [2, unknown],
  ),
  'aws:SecureTransport': weighted([8, 'true'], [2, 'false'], [4, absent], [3, unknown]),
  'aws:CurrentTime': weighted([7, '2026-06-01T12:00:00Z'], [2, '2026-01-01T00:00:00Z'], [6, absent]),
  'aws:SourceVpce': weighted([7, absent], [2, 'vpce-1'], [1, 'vpce-12'], [4, unknown]),
  'aws:TagKeys': weighted<ContextValue | undefined>(
    [3, absent],
    [2, both],
    [2, single],
    [1, none],
    [1, 'a'],
    [1, null],
    [3, unknown],
  ),
  'aws:MultiFactorAuthAge': weighted([3, absent], [3, '300'], [1, '299.5'], [1, null], [2, unknown]),
  'example:digest': weighted([4, 'YWJj'], [1, 'YWJk'], [2, absent], [2, unknown]),
  'aws:ViaAWSService': weighted([4, 'false'], [4, 'true'], [4, absent], [1, unknown]),
  'aws:CalledVia': weighted<ContextValue | undefined>(
    [5, absent],
    [3, calledVia],
    [2, calledVia.slice(0, 1)],
    [1, none],
    [1, 'athena.amazonaws.com'],
    [1, null],
    [2, unknown],
  ),
  'aws:PrincipalIsAWSService': weighted([9, absent], [1, 'true'], [1, 'false'], [1, null], [3, unknown]),
});

/** Keys that only S3 requests carry. */
export const s3ContextSpec = fc.record({
  's3:x-amz-server-side-encryption': weighted([3, absent], [4, 'aws:kms'], [2, 'AES256'], [2, unknown]),
  's3:x-amz-server-side-encryption-aws-kms-key-id': weighted(
    [3, absent],
    [4, 'arn:aws:kms:us-east-1:111122223333:key/k1'],
    [1, 'arn:aws:kms:us-east-1:111122223333:key/k10'],
    [1, unknown],
  ),
  's3:prefix': weighted([4, absent], [2, 'a/'], [1, 'a/b/'], [1, '']),
  's3:max-keys': weighted([3, absent], [2, '100'], [1, '1000']),
  's3:TlsVersion': weighted([3, '1.2'], [1, '1.3']),
});

/** Keys that only KMS requests carry, and the encryption context. */
export const kmsContextSpec = fc.record({
  'kms:ViaService': weighted(
    [6, 's3.us-east-1.amazonaws.com'],
    [2, absent],
    [1, 's3.eu-west-1.amazonaws.com'],
    [1, unknown],
  ),
});

/** What only a request for a new grant says of it. */
export const createGrantContextSpec = fc.record({
  'kms:GrantConstraintType': weighted(
    [4, 'EncryptionContextEquals'],
    [3, 'EncryptionContextSubset'],
    [3, absent],
    [1, unknown],
  ),
  'kms:GrantOperations': weighted<ContextValue | undefined>(
    [4, writing],
    [2, decryption],
    [2, reading],
    [1, 'Decrypt'],
    [1, none],
    [1, absent],
    [1, unknown],
  ),
  'kms:GranteePrincipal': weighted(
    [5, 'arn:aws:iam::111122223333:role/app'],
    [2, 'arn:aws:iam::111122223333:role/app2'],
    [1, 'arn:aws:iam::111122223334:role/app'],
    [1, absent],
    [1, unknown],
  ),
  'kms:RetiringPrincipal': weighted(
    [5, 'arn:aws:iam::111122223333:root'],
    [1, 'arn:aws:iam::111122223334:root'],
    [2, absent],
    [1, unknown],
  ),
  'kms:GrantIsForAWSResource': weighted([1, absent], [3, 'false'], [3, 'true'], [1, unknown]),
});

/** The encryption context before it is written out. */
export const encryptionSpec = fc.record({
  form: weighted([6, 'bucket'], [3, 'object'], [2, 'bucketAndMore'], [1, 'upperName'], [1, 'upperValue'], [1, 'none']),
  bucket: weighted([5, 'acme-data'], [1, 'acme-data2']),
});

type Values<A> = A extends fc.Arbitrary<infer T> ? T : never;
/** What the arbitrary of encryption contexts yields. */
export type EncryptionSpec = Values<typeof encryptionSpec>;

/** The context of one request. */
export interface RequestContext {
  readonly context: Readonly<Record<string, ContextValue>>;
  readonly unknownContext: readonly string[];
}

/** Writes the context out. */
export function buildContext(specs: readonly Readonly<Record<string, ContextValue | undefined>>[]): RequestContext {
  const context: Record<string, ContextValue> = {};
  const unknownContext: string[] = [];
  for (const [key, value] of specs.flatMap((spec) => Object.entries(spec))) {
    if (value === unknown) unknownContext.push(key);
    else if (value !== undefined) context[key] = value;
  }
  return { context, unknownContext };
}

/** Writes the encryption context out. */
export function buildEncryption({ form, bucket }: EncryptionSpec): Readonly<Record<string, string>> | undefined {
  const arn = `arn:aws:s3:::${bucket}`;
  const forms: Readonly<Record<EncryptionSpec['form'], Readonly<Record<string, string>> | undefined>> = {
    bucket: { 'aws:s3:arn': arn },
    object: { 'aws:s3:arn': `${arn}/a/x` },
    bucketAndMore: { 'aws:s3:arn': arn, tenant: 'a' },
    upperName: { 'AWS:s3:ARN': arn },
    upperValue: { 'aws:s3:arn': arn.toUpperCase() },
    none: undefined,
  };
  return forms[form];
}

/** Everything that policies of a leg are written around. */
export interface Scene {
  readonly caller: Caller;
  readonly target: Target;
  readonly request: RequestContext;
  readonly encryption: Readonly<Record<string, string>> | undefined;
}

/** The value that a key has in a scene, given or derived; nothing where it is absent. */
export function valueIn({ caller, target, request, encryption }: Scene, key: string): string | undefined {
  const given = request.context[key] ?? caller.context[key];
  if (typeof given === 'string') return given;
  if (given?.[0] !== undefined) return given[0];
  const derived: Readonly<Record<string, string | undefined>> = {
    'aws:PrincipalArn': caller.principalArn,
    'aws:PrincipalAccount': caller.account,
    'kms:CallerAccount': caller.account,
    'aws:ResourceAccount': target.account,
    's3:ResourceAccount': target.account,
    'aws:PrincipalType': 'AssumedRole',
    'aws:PrincipalIsAWSService': String(caller.kind === 'service'),
    'aws:FederatedProvider': caller.provider,
    'kms:EncryptionContext:aws:s3:arn': encryption?.['aws:s3:arn'],
    'kms:EncryptionContextKeys': 'aws:s3:arn',
  };
  return derived[key];
}
