import type { Topic } from '../../../../modules/review';
import type { JsonObject } from '../../json';
import { added, edits, fields, statements, type StackEdit } from '../edit-stack';
import { objectUse, policyText } from '../hand-written';
import type { ExpectedFinding, PlanCase } from '../plan-case';

const bucket = 'corp-dedicated-acme';
const own = 'acme';

/** A case of the tenant acme; by default it has the one finding that its topic says. */
function acme(topic: Topic, name: string, change: StackEdit, ...more: readonly ExpectedFinding[]): PlanCase {
  return { topic, name, base: 'dedicated', change, expected: more.length > 0 ? more : [{ topic, tenant: own }] };
}

type Change = (old: readonly JsonObject[]) => readonly JsonObject[];

const enforcement = (change: Change) => statements('aws_s3_bucket_policy', 'acme_Enforcement', change);
const keyPolicy = (change: Change) => statements('aws_kms_key', 'acme_Key_', change);

function changed(sid: string, change: (old: JsonObject) => readonly JsonObject[]): Change {
  return (old) => old.flatMap((one) => (one['Sid'] === sid ? change(one) : [one]));
}

/** One Deny in two parts that refuse the same together. */
const parted: PlanCase = {
  topic: 'no-change',
  name: 'deny-in-two-parts',
  base: 'dedicated',
  change: enforcement(
    changed('DenyPlainHttp', (old) => [
      { ...old, Resource: `arn:aws:s3:::${bucket}` },
      { ...old, Sid: 'DenyPlainHttpToObjects', Resource: `arn:aws:s3:::${bucket}/*` },
    ]),
  ),
  expected: [],
};

const sparing = { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::000000000000:role/old-client' } };

export const policyCases: readonly PlanCase[] = [
  parted,
  acme(
    'tls-not-required',
    'spares-a-client',
    enforcement(
      changed('DenyPlainHttp', (old) => [
        { ...old, Condition: { Bool: { 'aws:SecureTransport': 'false' }, ...sparing } },
      ]),
    ),
    { topic: 'tls-not-required', tenant: own, severity: 'medium' },
  ),
  acme(
    'bucket-key-disabled',
    'second-layer',
    fields('aws_s3_bucket_server_side_encryption_configuration', 'acme_Bucket_Encryption', {
      rule: [
        {
          apply_server_side_encryption_by_default: {
            sse_algorithm: 'aws:kms:dsse',
            kms_master_key_id: '${aws_kms_key.acme_Key_F82B94CE.arn}',
          },
        },
      ],
    }),
    { topic: 'bucket-key-disabled', tenant: own, severity: 'medium' },
    { topic: 'context-flip', tenant: own, severity: 'high' },
  ),
  acme(
    'access-gained',
    'stranger-re-encrypts',
    keyPolicy((old) => [
      ...old,
      {
        Sid: 'Copies',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::777788889999:root' },
        Action: 'kms:ReEncrypt*',
        Resource: '*',
      },
    ]),
    { topic: 'access-gained', tenant: own, severity: 'high', address: 'aws_kms_key.acme' },
  ),
  acme(
    'access-gained',
    'grants-without-bounds',
    keyPolicy(changed('CreateGrantsBoundToTheBucket', ({ Condition: _, ...old }) => [old])),
    { topic: 'access-gained', tenant: own, severity: 'high', address: 'aws_kms_key.acme' },
  ),
  acme(
    'unknown-value',
    'policy-of-a-role-elsewhere',
    edits(
      added('aws_iam_role_policy', 'elsewhere', {
        name: 'data',
        role: 'somewhere-else',
        policy: policyText(objectUse('Read', 's3:GetObject', bucket)),
      }),
    ),
    { topic: 'unknown-value', tenant: own, severity: 'medium', address: 'aws_iam_role_policy.elsewhere' },
  ),
];
