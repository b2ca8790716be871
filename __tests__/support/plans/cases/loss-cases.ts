import type { Topic } from '../../../../modules/review';
import type { JsonObject } from '../../json';
import { added, edits, fields, removed, resource, type StackEdit } from '../edit-stack';
import { account, policyText, delegation } from '../hand-written';
import type { ExpectedFinding, PlanCase } from '../plan-case';

function acme(name: string, severity: ExpectedFinding['severity'], change: StackEdit): PlanCase {
  const topic: Topic = 'retention-weakened';
  const expected = { topic, tenant: 'acme', ...(severity && { severity }) };
  return { topic, name, base: 'dedicated', change, expected: [expected] };
}

const lifecycle = (rule: JsonObject): StackEdit =>
  resource('aws_s3_bucket_lifecycle_configuration', 'acme_Bucket_Lifecycle', (old) => ({
    ...old,
    rule: [{ filter: [{ prefix: '' }], id: 'clean-up', status: 'Enabled', ...rule }],
  }));
const noncurrent = (noncurrent_days: number) => ({ noncurrent_version_expiration: [{ noncurrent_days }] });

/** Data that goes sooner, or whose last guard goes. */
const losses: readonly PlanCase[] = [
  acme('noncurrent-versions-sooner', 'critical', lifecycle(noncurrent(1))),
  acme('objects-expire', 'medium', lifecycle({ ...noncurrent(90), expiration: [{ days: 30 }] })),
  acme(
    'versioning-suspended',
    'high',
    fields('aws_s3_bucket_versioning', 'acme_Bucket_Versioning', {
      versioning_configuration: { status: 'Suspended' },
    }),
  ),
  acme('versioning-taken-out', 'high', removed(/^aws_s3_bucket_versioning\.acme/)),
  acme('force-destroy', 'medium', fields('aws_s3_bucket', 'acme_Bucket_', { force_destroy: true })),
];

function leaks(name: string, severity: ExpectedFinding['severity'], change: StackEdit): PlanCase {
  const topic: Topic = 'replication-outside';
  return { topic, name, base: 'deliveries', change, expected: [{ topic, ...(severity && { severity }) }] };
}

const stranger = '777788889999';

function copies(destination: JsonObject): StackEdit {
  return resource('aws_s3_bucket_replication_configuration', 'source', (old) => ({
    ...old,
    rule: [
      {
        id: 'all',
        status: 'Enabled',
        priority: 1,
        filter: { prefix: '' },
        delete_marker_replication: { status: 'Disabled' },
        source_selection_criteria: { sse_kms_encrypted_objects: { status: 'Enabled' } },
        destination,
      },
    ],
  }));
}

const encrypted = (replica_kms_key_id: string) => ({ encryption_configuration: { replica_kms_key_id } });

/** Copies that nobody of ours can lock any more. */
const replications: readonly PlanCase[] = [
  leaks(
    'to-another-account',
    'high',
    copies({
      bucket: 'arn:aws:s3:::somebody-elses',
      account: stranger,
      access_control_translation: { owner: 'Destination' },
      ...encrypted('${aws_kms_key.data.arn}'),
    }),
  ),
  leaks(
    'under-a-key-of-another-account',
    'high',
    copies({
      bucket: '${aws_s3_bucket.replica.arn}',
      ...encrypted(`arn:aws:kms:us-east-1:${stranger}:key/0987dcba-09fe-87dc-65ba-ab0987654321`),
    }),
  ),
  leaks(
    'under-another-key',
    'medium',
    edits(
      added('aws_kms_key', 'spare', { description: 'Copies', policy: policyText(delegation) }),
      copies({ bucket: '${aws_s3_bucket.replica.arn}', ...encrypted('${aws_kms_key.spare.arn}') }),
    ),
  ),
  {
    topic: 'replication-outside',
    name: 'of-a-tenant',
    base: 'dedicated',
    change: added('aws_s3_bucket_replication_configuration', 'copies', {
      bucket: '${aws_s3_bucket.acme_Bucket_C0BC000D.id}',
      role: `arn:aws:iam::${account}:role/replicator`,
      rule: [
        {
          id: 'all',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          delete_marker_replication: [{ status: 'Disabled' }],
          source_selection_criteria: [{ sse_kms_encrypted_objects: [{ status: 'Enabled' }] }],
          destination: [
            {
              bucket: 'arn:aws:s3:::somebody-elses',
              account: stranger,
              encryption_configuration: [
                {
                  replica_kms_key_id: `arn:aws:kms:us-east-1:${stranger}:key/0987dcba-09fe-87dc-65ba-ab0987654321`,
                },
              ],
            },
          ],
        },
      ],
    }),
    expected: [{ topic: 'replication-outside', tenant: 'acme', severity: 'high' }],
  },
];

export const lossCases: readonly PlanCase[] = [...losses, ...replications];
