import { parseJsonObject, type JsonObject } from '../../json';
import { added, edits, fields, removed, statements, withoutSids, type StackEdit } from '../edit-stack';
import type { ExpectedFinding, PlanCase } from '../plan-case';
import type { Topic } from '../../../../modules/review';

const bucket = 'corp-dedicated-acme';
const key = '${aws_kms_key.acme_Key_F82B94CE.arn}';
const role = (name: string) => `arn:aws:iam::000000000000:role/tenants/corp-dedicated-acme-${name}`;
const own = 'acme';

/** A case of the tenant acme; by default it has the one finding that its topic says. */
function acme(topic: Topic, name: string, change: StackEdit, ...more: readonly ExpectedFinding[]): PlanCase {
  return { topic, name, base: 'dedicated', change, expected: more.length > 0 ? more : [{ topic, tenant: own }] };
}

const enforcement = (change: (old: readonly JsonObject[]) => readonly JsonObject[]) =>
  statements('aws_s3_bucket_policy', 'acme_Enforcement', change);
const keyPolicy = (change: (old: readonly JsonObject[]) => readonly JsonObject[]) =>
  statements('aws_kms_key', 'acme_Key_', change);
const encrypts = (byDefault: JsonObject, bucketKeyEnabled: boolean) =>
  fields('aws_s3_bucket_server_side_encryption_configuration', 'acme_Bucket_Encryption', {
    rule: [{ apply_server_side_encryption_by_default: byDefault, bucket_key_enabled: bucketKeyEnabled }],
  });
const underKey = (kms_master_key_id: string) => ({ sse_algorithm: 'aws:kms', kms_master_key_id });

const removals: readonly PlanCase[] = [
  acme(
    'bucket-deleted',
    'with-its-key',
    removed(/\.acme_/, ['acme']),
    { topic: 'bucket-deleted', tenant: own },
    { topic: 'key-deleted', tenant: own },
  ),
  acme('bucket-deleted', 'without-its-key', removed(/^aws_s3_|iam_role_policy\./, ['acme'])),
  acme(
    'bucket-replaced',
    'renamed',
    (stack) => renamed(stack),
    { topic: 'bucket-replaced', tenant: own, severity: 'high' },
    { topic: 'access-gained', tenant: own, severity: 'info' },
  ),
  acme(
    'key-deleted',
    'under-a-bucket',
    edits(withKeyLiteral(), removed(/^aws_kms_(key|alias|grant)\./, ['acme'])),
    { topic: 'encryption-weakened', tenant: own },
    { topic: 'key-deleted', tenant: own },
  ),
  acme(
    'key-replaced',
    'multi-region',
    fields('aws_kms_key', 'acme_Key_', { multi_region: true }),
    { topic: 'key-replaced', tenant: own, severity: 'critical' },
    { topic: 'access-gained', tenant: own, severity: 'info' },
  ),
];

/** The bucket has another name wherever it stands, and its objects stay behind. */
const renamed: StackEdit = (stack) =>
  parseJsonObject(JSON.stringify(stack).replaceAll(new RegExp(`(?<=[":])${bucket}(?=[\\\\"/])`, 'g'), `${bucket}-2`));

/** What is encrypted under the key still says so, by a text. */
function withKeyLiteral(): StackEdit {
  const literal = 'arn:aws:kms:us-east-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  return edits(
    encrypts(underKey(literal), true),
    enforcement((old) => literally(old, literal)),
  );
}

function literally(old: readonly JsonObject[], literal: string): readonly JsonObject[] {
  return old.map((one) => {
    if (one['Sid'] !== 'DenyOtherKeys') return one;
    const id = 's3:x-amz-server-side-encryption-aws-kms-key-id';
    return { ...one, Condition: { Null: { [id]: 'false' }, StringNotEquals: { [id]: literal } } };
  });
}

const keySettings: readonly PlanCase[] = [
  acme('key-disabled', 'by-argument', fields('aws_kms_key', 'acme_Key_', { is_enabled: false })),
  acme(
    'rotation-disabled',
    'by-argument',
    fields('aws_kms_key', 'acme_Key_', { enable_key_rotation: false, rotation_period_in_days: undefined }),
  ),
  acme('deletion-window-shortened', 'to-a-week', fields('aws_kms_key', 'acme_Key_', { deletion_window_in_days: 7 })),
];

const otherKey = 'arn:aws:kms:us-east-1:777788889999:key/0987dcba-09fe-87dc-65ba-ab0987654321';

const encryption: readonly PlanCase[] = [
  acme('encryption-weakened', 'kms-to-aes256', encrypts({ sse_algorithm: 'AES256' }, false)),
  acme('encryption-weakened', 'aws-managed-key', encrypts({ sse_algorithm: 'aws:kms' }, true)),
  acme('encryption-weakened', 'key-of-a-stranger', encrypts(underKey(otherKey), true)),
  acme('encryption-weakened', 'alias-instead-of-arn', encrypts(underKey('alias/corp-dedicated/acme'), true)),
  acme(
    'encryption-weakened',
    'default-encryption-removed',
    removed(/^aws_s3_bucket_server_side_encryption_configuration\.acme/),
  ),
  acme(
    'context-flip',
    'off-under-grants',
    encrypts(underKey(key), false),
    {
      topic: 'bucket-key-disabled',
      tenant: own,
    },
    { topic: 'context-flip', tenant: own },
  ),
];

const guards: readonly PlanCase[] = [
  acme('enforcement-removed', 'policy-deleted', removed(/^aws_s3_bucket_policy\.acme/)),
  acme(
    'enforcement-removed',
    'only-tls-left',
    enforcement((old) => old.filter((one) => one['Sid'] === 'DenyPlainHttp')),
  ),
  acme('enforcement-weakened', 'other-algorithms', enforcement(withoutSids('DenyOtherAlgorithms'))),
  acme('enforcement-weakened', 'other-keys', enforcement(withoutSids('DenyOtherKeys'))),
  acme('enforcement-weakened', 'encryption-change', enforcement(withoutSids('DenyEncryptionChange'))),
  acme(
    'enforcement-weakened',
    'for-one-prefix',
    enforcement((old) =>
      old.map((one) => (one['Sid'] === 'DenyOtherKeys' ? { ...one, Resource: `arn:aws:s3:::${bucket}/in/*` } : one)),
    ),
  ),
  acme('tls-not-required', 'statement-removed', enforcement(withoutSids('DenyPlainHttp'))),
  acme('public-access', 'block-removed', removed(/^aws_s3_bucket_public_access_block\.acme/)),
  acme(
    'public-access',
    'policy-for-everybody',
    edits(
      removed(/^aws_s3_bucket_public_access_block\.acme/),
      enforcement((old) => [
        ...old,
        { Sid: 'Web', Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucket}/*` },
      ]),
    ),
  ),
];

const context = (value: string) => ({ constraints: [{ encryption_context_equals: { 'aws:s3:arn': value } }] });

const grants: readonly PlanCase[] = [
  acme(
    'grant-unconstrained',
    'constraint-dropped',
    fields('aws_kms_grant', 'acme_Grant-reports', { constraints: undefined }),
  ),
  acme(
    'grant-context-mismatch',
    'objects-under-a-bucket-key',
    fields('aws_kms_grant', 'acme_Grant-reports', context(`arn:aws:s3:::${bucket}/*`)),
  ),
  acme(
    'grant-context-mismatch',
    'another-bucket',
    fields('aws_kms_grant', 'acme_Grant-app', context('arn:aws:s3:::corp-dedicated-other')),
  ),
  acme(
    'grant-replaced',
    'revoked-first',
    fields('aws_kms_grant', 'acme_Grant-app', {
      operations: ['Decrypt', 'DescribeKey', 'GenerateDataKey'],
      lifecycle: undefined,
    }),
  ),
  acme('grant-removed', 'of-the-reader', removed(/^aws_kms_grant\.acme_Grant-reports/)),
];

const readAll = { Sid: 'ReadAll', Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucket}/*` };

const access: readonly PlanCase[] = [
  {
    ...acme(
      'access-gained',
      'writer-reads',
      statements('aws_iam_role_policy', 'acme_Role-app_Policy', (old) => [...old, readAll]),
    ),
    access: [{ principal: role('app'), action: 'read', before: 'deny', after: 'allow' }],
  },
  {
    ...acme(
      'access-lost',
      'reader-without-objects',
      statements('aws_iam_role_policy', 'acme_Role-reports_Policy', (old) =>
        old.filter((one) => one['Sid'] !== 'ReadObjects'),
      ),
    ),
    access: [{ principal: role('reports'), action: 'read', before: 'allow', after: 'deny' }],
  },
  acme(
    'access-lost',
    'header-deny-locks-out-clients',
    enforcement((old) => [
      ...old,
      {
        Sid: 'DenyNoHeader',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:PutObject',
        Resource: `arn:aws:s3:::${bucket}/*`,
        Condition: { Null: { 's3:x-amz-server-side-encryption': 'true' } },
      },
    ]),
  ),
];

const dangers: readonly PlanCase[] = [
  acme(
    'policy-lockout',
    'bucket-denies-everybody',
    enforcement((old) => [
      ...old,
      {
        Sid: 'DenyAll',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
      },
    ]),
  ),
  acme('policy-lockout', 'key-without-administrator', keyPolicy(withoutSids('AdministerWithoutUse'))),
  acme('dead-principal', 'grant-to-a-deleted-role', removed(/^aws_iam_role(_policy)?\.acme_Role-reports/)),
  acme(
    'dead-principal',
    'id-in-a-bucket-policy',
    enforcement((old) => [
      ...old,
      {
        Sid: 'Old',
        Effect: 'Allow',
        Principal: { AWS: 'AIDAQQQQQQQQQQQQQQQQ' },
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${bucket}/*`,
      },
    ]),
  ),
  acme(
    'size-limit',
    'bucket-policy',
    enforcement((old) => [...old, ...denies(`arn:aws:s3:::${bucket}`, 's3:DeleteBucket', 20_480)]),
  ),
  acme(
    'size-limit',
    'key-policy',
    keyPolicy((old) => [...old, ...denies('*', 'kms:ReplicateKey', 32_768)]),
  ),
];

/** Statements that refuse what nobody does, as long as so many bytes. */
function denies(resource: string, action: string, bytes: number): readonly JsonObject[] {
  const one = (index: number) => ({
    Sid: `Never${String(index)}`,
    Effect: 'Deny',
    Principal: { AWS: `arn:aws:iam::000000000000:role/never/${'x'.repeat(400)}${String(index)}` },
    Action: action,
    Resource: resource,
  });
  return Array.from({ length: Math.ceil(bytes / 500) }, (_, index) => one(index));
}

const unknowns: readonly PlanCase[] = [
  acme(
    'unknown-value',
    'policy-known-after-apply',
    edits(
      added('terraform_data', 'later', { input: 'x', triggers_replace: ['now'] }),
      fields('aws_s3_bucket_policy', 'acme_Enforcement', { policy: '${terraform_data.later.id}' }),
    ),
  ),
];

export const dedicatedCases: readonly PlanCase[] = [
  ...removals,
  ...keySettings,
  ...encryption,
  ...guards,
  ...grants,
  ...access,
  ...dangers,
  ...unknowns,
];
