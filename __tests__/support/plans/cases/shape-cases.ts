import type { Topic } from '../../../../modules/review';
import { asObject, objectAt, objectsAt, type JsonObject } from '../../json';
import { added, edits, fields, removed, resource, type StackEdit } from '../edit-stack';
import { account, objectUse, policyText } from '../hand-written';
import type { ExpectedFinding, PlanCase } from '../plan-case';

function shape(topic: Topic, name: string, change: StackEdit, ...expected: readonly ExpectedFinding[]): PlanCase {
  return { topic, name, base: 'shapes', change, expected: expected.length > 0 ? expected : [{ topic }] };
}

const key = '${aws_kms_key.shared.arn}';

/** One block inside of the bucket, as providers before 4 had it. */
function inside(algorithm: JsonObject, bucketKeyEnabled: boolean): StackEdit {
  return fields('aws_s3_bucket', 'legacy', {
    server_side_encryption_configuration: [
      { rule: [{ apply_server_side_encryption_by_default: [algorithm], bucket_key_enabled: bucketKeyEnabled }] },
    ],
  });
}

/** Changes one statement list of a policy document that is data. */
function document(name: string, change: (statement: readonly JsonObject[]) => readonly JsonObject[]): StackEdit {
  return (stack) => {
    const data = objectAt(stack, 'data');
    const documents = objectAt(data, 'aws_iam_policy_document');
    const found = asObject(documents[name] ?? null, name);
    const statement = change(objectsAt(found, 'statement'));
    return { ...stack, data: { ...data, aws_iam_policy_document: { ...documents, [name]: { ...found, statement } } } };
  };
}

const everybody = {
  sid: 'Web',
  actions: ['s3:GetObject'],
  resources: ['${aws_s3_bucket.shared.arn}/*'],
  principals: [{ type: '*', identifiers: ['*'] }],
};

const years: StackEdit = (stack) => {
  const modules = objectAt(stack, 'module');
  const archive = { ...objectAt(modules, 'archive'), years: { y2026: 'shape-archive-2026' } };
  return { ...stack, module: { ...modules, archive } };
};

const analyst = (index: number) => `arn:aws:iam::${account}:role/shape-analyst-${String(index)}`;

const policies: readonly PlanCase[] = [
  shape(
    'tls-not-required',
    'policy-document-without-it',
    document('tls', () => [
      {
        sid: 'Nothing',
        effect: 'Deny',
        actions: ['s3:DeleteBucket'],
        resources: ['${aws_s3_bucket.shared.arn}'],
        principals: [{ type: '*', identifiers: ['*'] }],
      },
    ]),
  ),
  shape(
    'public-access',
    'policy-document-for-everybody',
    document('tls', (old) => [...old, everybody]),
  ),
  shape(
    'public-access',
    'settings-of-a-shared-bucket',
    fields('aws_s3_bucket_public_access_block', 'shared', { block_public_acls: false, ignore_public_acls: false }),
  ),
  {
    ...shape(
      'access-gained',
      'attached-policy-widened',
      document('read', (old) => [
        ...old,
        { sid: 'Write', actions: ['s3:PutObject', 'kms:GenerateDataKey'], resources: ['*'] },
      ]),
      { topic: 'access-gained', tenant: 'umbrella', severity: 'high' },
      { topic: 'access-gained', address: 'aws_s3_bucket.legacy', severity: 'high' },
    ),
    access: [{ principal: analyst(0), action: 'write', before: 'deny', after: 'allow' }],
  },
  {
    ...shape(
      'access-lost',
      'one-of-a-count',
      edits(
        fields('aws_iam_role', 'analyst', { count: 1 }),
        fields('aws_iam_role_policy_attachment', 'analyst', { count: 1 }),
      ),
    ),
    access: [{ principal: analyst(1), action: 'read', before: 'allow', after: 'deny' }],
  },
  shape(
    'access-lost',
    'inline-policy-of-a-role',
    fields('aws_iam_role', 'partner', {
      inline_policy: [{ name: 'read', policy: policyText(objectUse('List', 's3:GetObjectTagging', 'shape-shared')) }],
    }),
  ),
  shape(
    'policy-lockout',
    'key-policy-beside-the-key',
    fields('aws_kms_key_policy', 'shared', {
      policy: policyText({
        Sid: 'Use',
        Effect: 'Allow',
        Principal: { AWS: analyst(0) },
        Action: 'kms:Decrypt',
        Resource: '*',
      }),
    }),
  ),
];

const things: readonly PlanCase[] = [
  shape(
    'bucket-deleted',
    'one-of-for-each',
    years,
    { topic: 'bucket-deleted', address: 'module.archive.' },
    { topic: 'key-deleted', address: 'module.archive.' },
  ),
  shape('bucket-deleted', 'with-force-destroy', removed(/^aws_s3_bucket\.legacy/)),
  shape('bucket-replaced', 'object-lock', fields('aws_s3_bucket', 'legacy', { object_lock_enabled: true })),
  shape(
    'key-replaced',
    'hand-written',
    fields('aws_kms_key', 'shared', { multi_region: true }),
    { topic: 'key-replaced', severity: 'critical' },
    { topic: 'access-gained', severity: 'info' },
  ),
  shape('encryption-weakened', 'inline-to-aes256', inside({ sse_algorithm: 'AES256' }, false)),
  shape(
    'bucket-key-disabled',
    'inline',
    inside({ sse_algorithm: 'aws:kms', kms_master_key_id: key }, false),
    { topic: 'bucket-key-disabled', severity: 'medium' },
    { topic: 'context-flip', severity: 'info' },
  ),
  shape(
    'grant-context-mismatch',
    'object-of-the-bucket',
    fields('aws_kms_grant', 'partner', {
      constraints: [{ encryption_context_subset: { 'aws:s3:arn': 'arn:aws:s3:::shape-shared/report.csv' } }],
    }),
  ),
  shape(
    'unknown-value',
    'key-of-another-stack',
    edits(
      added('terraform_data', 'later', { input: 'x' }),
      resource('aws_s3_bucket_server_side_encryption_configuration', 'shared', (old) => ({
        ...old,
        rule: [
          {
            apply_server_side_encryption_by_default: {
              sse_algorithm: 'aws:kms',
              kms_master_key_id: '${terraform_data.later.id}',
            },
            bucket_key_enabled: true,
          },
        ],
      })),
    ),
  ),
];

export const shapeCases: readonly PlanCase[] = [...policies, ...things];
