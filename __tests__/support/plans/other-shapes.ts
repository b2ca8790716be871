import type { JsonObject } from '../json';
import { account, delegation, encryption, handWritten, objectUse, policyText, trust } from './hand-written';
import type { StackFiles } from './stack-files';

/**
 * A stack as others write them: modules, count and for_each, policy documents as data, policies inside of roles and
 * buckets, encryption inside of a bucket and beside it, a key whose policy is a resource of its own.
 */
export function otherShapes(endpoint: string): StackFiles {
  return { stack: handWritten(endpoint, stack), others: { 'archive/main.tf.json': archive } };
}

const own = trust({ AWS: `arn:aws:iam::${account}:root` });
const tags = { tenant: 'umbrella' };

const stack: JsonObject = {
  data: {
    aws_caller_identity: { current: {} },
    aws_partition: { current: {} },
    aws_iam_policy_document: {
      tls: {
        statement: [
          {
            sid: 'DenyPlainHttp',
            effect: 'Deny',
            actions: ['s3:*'],
            resources: ['${aws_s3_bucket.shared.arn}', '${aws_s3_bucket.shared.arn}/*'],
            principals: [{ type: '*', identifiers: ['*'] }],
            condition: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
          },
        ],
      },
      read: {
        statement: [
          {
            sid: 'Read',
            actions: ['s3:GetObject'],
            resources: ['arn:${data.aws_partition.current.partition}:s3:::shape-shared/*'],
          },
          { sid: 'Decrypt', actions: ['kms:Decrypt'], resources: ['${aws_kms_key.shared.arn}'] },
        ],
      },
    },
  },
  module: { archive: { source: './archive', years: { y2025: 'shape-archive-2025', y2026: 'shape-archive-2026' } } },
  resource: {
    aws_kms_key: {
      shared: { description: 'Shared data', deletion_window_in_days: 30, enable_key_rotation: true, tags },
    },
    aws_kms_key_policy: {
      shared: { key_id: '${aws_kms_key.shared.key_id}', policy: policyText(delegation) },
    },
    aws_kms_grant: {
      partner: {
        key_id: '${aws_kms_key.shared.key_id}',
        grantee_principal: '${aws_iam_role.partner.arn}',
        operations: ['Decrypt'],
        constraints: [{ encryption_context_subset: { 'aws:s3:arn': 'arn:aws:s3:::shape-shared' } }],
      },
    },
    aws_s3_bucket: {
      shared: { bucket: 'shape-shared', tags },
      legacy: {
        bucket: 'shape-legacy',
        force_destroy: true,
        server_side_encryption_configuration: [
          {
            rule: [
              {
                apply_server_side_encryption_by_default: [
                  { sse_algorithm: 'aws:kms', kms_master_key_id: '${aws_kms_key.shared.arn}' },
                ],
                bucket_key_enabled: true,
              },
            ],
          },
        ],
      },
    },
    aws_s3_bucket_server_side_encryption_configuration: {
      shared: encryption('${aws_s3_bucket.shared.id}', '${aws_kms_key.shared.arn}', true),
    },
    aws_s3_bucket_public_access_block: {
      shared: {
        bucket: '${aws_s3_bucket.shared.id}',
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      },
    },
    aws_s3_bucket_policy: {
      shared: {
        bucket: '${aws_s3_bucket.shared.id}',
        policy: '${data.aws_iam_policy_document.tls.json}',
        depends_on: ['aws_s3_bucket_public_access_block.shared'],
      },
    },
    aws_iam_role: {
      analyst: {
        count: 2,
        name: 'shape-analyst-${count.index}',
        assume_role_policy: own,
      },
      partner: {
        name: 'shape-partner',
        assume_role_policy: own,
        inline_policy: [{ name: 'read', policy: policyText(objectUse('Read', 's3:GetObject', 'shape-shared')) }],
      },
    },
    aws_iam_policy: { read: { name: 'shape-read', policy: '${data.aws_iam_policy_document.read.json}' } },
    aws_iam_role_policy_attachment: {
      analyst: {
        count: 2,
        role: '${aws_iam_role.analyst[count.index].name}',
        policy_arn: '${aws_iam_policy.read.arn}',
      },
    },
  },
};

const archive: JsonObject = {
  variable: { years: { type: 'map(string)' } },
  resource: {
    aws_kms_key: {
      this: { for_each: '${var.years}', description: 'Archive of ${each.key}', enable_key_rotation: true },
    },
    aws_s3_bucket: { this: { for_each: '${var.years}', bucket: '${each.value}' } },
    aws_s3_bucket_server_side_encryption_configuration: {
      this: {
        for_each: '${var.years}',
        ...encryption('${aws_s3_bucket.this[each.key].id}', '${aws_kms_key.this[each.key].arn}', true),
      },
    },
  },
};
