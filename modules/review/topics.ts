import type { DiagnosticCode } from '../core';
import type { FindingSeverity, Topic } from './review';

/** What is known of a topic without a plan. */
export interface TopicEntry {
  readonly code: DiagnosticCode;
  /** Of the ordinary case; a finding says its own. */
  readonly severity: FindingSeverity;
  /** One line, lowercase. */
  readonly summary: string;
  /** Page of AWS that findings rest on. */
  readonly docs: string;
}

const s3 = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide';
const kms = 'https://docs.aws.amazon.com/kms/latest/developerguide';
const iam = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';

/** Every topic, in the order of its codes. */
export const topics: { readonly [topic in Topic]: TopicEntry } = {
  'bucket-deleted': {
    code: 'TB8001',
    severity: 'high',
    summary: 'a bucket is deleted',
    docs: `${s3}/delete-bucket.html`,
  },
  'bucket-replaced': {
    code: 'TB8002',
    severity: 'high',
    summary: 'a bucket is deleted and made anew',
    docs: `${s3}/delete-bucket.html`,
  },
  'key-deleted': {
    code: 'TB8003',
    severity: 'critical',
    summary: 'a key is scheduled for deletion',
    docs: `${kms}/deleting-keys.html`,
  },
  'key-replaced': {
    code: 'TB8004',
    severity: 'critical',
    summary: 'a key is scheduled for deletion and another takes its place',
    docs: `${kms}/deleting-keys.html`,
  },
  'key-disabled': {
    code: 'TB8005',
    severity: 'high',
    summary: 'a key is disabled',
    docs: `${kms}/enabling-keys.html`,
  },
  'rotation-disabled': {
    code: 'TB8006',
    severity: 'medium',
    summary: 'a key is no longer rotated',
    docs: `${kms}/rotate-keys.html`,
  },
  'deletion-window-shortened': {
    code: 'TB8007',
    severity: 'medium',
    summary: 'a deleted key can be rescued for fewer days',
    docs: `${kms}/deleting-keys.html#deleting-keys-how-it-works`,
  },
  'encryption-weakened': {
    code: 'TB8008',
    severity: 'high',
    summary: 'new objects get weaker encryption or another key',
    docs: `${s3}/default-bucket-encryption.html`,
  },
  'bucket-key-disabled': {
    code: 'TB8009',
    severity: 'medium',
    summary: 'a bucket loses its Bucket Key',
    docs: `${s3}/bucket-key.html`,
  },
  'context-flip': {
    code: 'TB8010',
    severity: 'high',
    summary: 'a Bucket Key is turned on or off, and what names the other encryption context no longer matches',
    docs: `${s3}/bucket-key.html#bucket-key-changes`,
  },
  'enforcement-removed': {
    code: 'TB8011',
    severity: 'high',
    summary: 'nothing refuses writes under no key or another key any more',
    docs: `${s3}/UsingKMSEncryption.html#require-sse-kms`,
  },
  'enforcement-weakened': {
    code: 'TB8012',
    severity: 'high',
    summary: 'a write that was refused passes now',
    docs: `${s3}/UsingKMSEncryption.html#require-sse-kms`,
  },
  'tls-not-required': {
    code: 'TB8013',
    severity: 'medium',
    summary: 'a bucket answers requests without TLS',
    docs: `${s3}/example-bucket-policies.html#example-bucket-policies-HTTP-HTTPS`,
  },
  'public-access': {
    code: 'TB8014',
    severity: 'critical',
    summary: 'a bucket or key is opened to the public, or no longer guarded against it',
    docs: `${s3}/access-control-block-public-access.html`,
  },
  'grant-unconstrained': {
    code: 'TB8015',
    severity: 'high',
    summary: 'a grant lets its grantee use the key for anything',
    docs: `${kms}/create-grant-overview.html#grant-constraints`,
  },
  'grant-context-mismatch': {
    code: 'TB8016',
    severity: 'high',
    summary: 'a grant’s constraint cannot match what S3 sends',
    docs: `${s3}/bucket-key.html#bucket-key-changes`,
  },
  'grant-replaced': {
    code: 'TB8017',
    severity: 'medium',
    summary: 'a grant is revoked before the next one counts',
    docs: `${kms}/grants.html#terms-eventual-consistency`,
  },
  'grant-removed': {
    code: 'TB8018',
    severity: 'medium',
    summary: 'a grant is revoked',
    docs: `${kms}/grant-delete.html`,
  },
  'access-gained': {
    code: 'TB8019',
    severity: 'high',
    summary: 'somebody can do what they could not do before',
    docs: `${iam}/reference_policies_evaluation-logic.html`,
  },
  'access-lost': {
    code: 'TB8020',
    severity: 'high',
    summary: 'somebody can no longer do what they could do before',
    docs: `${iam}/reference_policies_evaluation-logic.html`,
  },
  'policy-lockout': {
    code: 'TB8021',
    severity: 'critical',
    summary: 'nobody can repair a policy any more',
    docs: `${kms}/key-policy-default.html#allow-access-to-root-account`,
  },
  'dead-principal': {
    code: 'TB8022',
    severity: 'medium',
    summary: 'a policy or grant names a principal that is gone',
    docs: `${iam}/reference_identifiers.html#identifiers-unique-ids`,
  },
  'size-limit': {
    code: 'TB8023',
    severity: 'high',
    summary: 'a policy is larger than AWS takes, or nearly',
    docs: `${s3}/bucket-policies.html`,
  },
  'unknown-value': {
    code: 'TB8024',
    severity: 'medium',
    summary: 'something that decides access or encryption cannot be judged before the apply',
    docs: `${s3}/bucket-policies.html`,
  },
  'cost-change': {
    code: 'TB8025',
    severity: 'medium',
    summary: 'the plan changes what tenants cost',
    docs: `${s3}/bucket-key.html`,
  },
  'retention-weakened': {
    code: 'TB8026',
    severity: 'high',
    summary: 'data is deleted sooner, or guarded less against its loss',
    docs: `${s3}/lifecycle-expire-general-considerations.html`,
  },
  'replication-outside': {
    code: 'TB8027',
    severity: 'high',
    summary: 'copies of objects leave the account or the tenant’s key',
    docs: `${s3}/replication.html`,
  },
};
