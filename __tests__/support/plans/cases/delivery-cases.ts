import type { Topic } from '../../../../modules/review';
import { edits, fields, statements, type StackEdit } from '../edit-stack';
import { account, encryption, keyUse } from '../hand-written';
import type { ExpectedFinding, PlanCase } from '../plan-case';

function hand(topic: Topic, name: string, change: StackEdit, ...expected: readonly ExpectedFinding[]): PlanCase {
  return { topic, name, base: 'deliveries', change, expected: expected.length > 0 ? expected : [{ topic }] };
}

const key = '${aws_kms_key.data.arn}';
type Bucket = 'events' | 'state' | 'uploads' | 'source' | 'replica';

/** What a guide to lower KMS costs says to do, and forgets to say what it breaks. */
function withBucketKey(...buckets: readonly Bucket[]): StackEdit {
  return edits(
    ...buckets.map((one) =>
      fields(
        'aws_s3_bucket_server_side_encryption_configuration',
        one,
        encryption(`\${aws_s3_bucket.${one}.id}`, key, true),
      ),
    ),
  );
}

/** The public accidents: Bucket Keys are turned on while somebody still names object ARNs. */
const flips: readonly PlanCase[] = [
  hand('context-flip', 'firehose-role', withBucketKey('events')),
  hand('context-flip', 'state-bucket-role', withBucketKey('state')),
  hand('context-flip', 'hardened-writer', withBucketKey('uploads')),
  hand(
    'context-flip',
    'replication-role',
    withBucketKey('source', 'replica'),
    { topic: 'context-flip' },
    { topic: 'context-flip' },
  ),
  hand(
    'context-flip',
    'with-both-contexts',
    edits(
      withBucketKey('uploads'),
      rewritten('uploader', ['arn:aws:s3:::hand-uploads', 'arn:aws:s3:::hand-uploads/in/*']),
    ),
  ),
  hand(
    'context-flip',
    'wildcard-lets-a-neighbour-in',
    edits(withBucketKey('uploads'), rewritten('uploader', ['arn:aws:s3:::hand-uploads*'])),
  ),
  hand(
    'context-flip',
    'key-policy-names-objects',
    edits(
      withBucketKey('events'),
      statements('aws_kms_key', 'data', (old) => [
        ...old,
        {
          ...keyUse('*', ['kms:Decrypt', 'kms:GenerateDataKey'], 'arn:aws:s3:::hand-events/*'),
          Sid: 'Firehose',
          Principal: { AWS: `arn:aws:iam::${account}:role/hand-firehose` },
        },
      ]),
    ),
  ),
];

/** The use of the key in a role's policy is bound to other contexts. */
function rewritten(role: string, contexts: readonly string[]): StackEdit {
  return statements('aws_iam_role_policy', role, (old) =>
    old.map((one) => (one['Sid'] === 'UseKey' ? keyUse(key, ['kms:Decrypt', 'kms:GenerateDataKey'], contexts) : one)),
  );
}

const others: readonly PlanCase[] = [
  hand(
    'access-lost',
    'state-role-without-its-key',
    statements('aws_iam_role_policy', 'deploy', (old) => old.filter((one) => one['Sid'] !== 'UseKey')),
  ),
  hand(
    'access-gained',
    'uploader-reads',
    statements('aws_iam_role_policy', 'uploader', (old) => [
      ...old,
      { Sid: 'Peek', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::hand-uploads/*' },
      { Sid: 'Decrypt', Effect: 'Allow', Action: 'kms:Decrypt', Resource: key },
    ]),
  ),
];

export const deliveryCases: readonly PlanCase[] = [...flips, ...others];
