import type { AccessRow, Finding, Review, ReportOptions } from '../../modules/review';

/** All that a name can do to a report that does not look out. */
export const hostile =
  '</details></code>`|\\| @acme/admins #123 GH-12 [x](https://evil.example) www.evil.example <img src=x> \u001b]0;x\u0007\u001b[31m\r\n::error::x\u202e\ud800 ]]> %0A <!-- -->';

const deleted: Finding = {
  code: 'TB8003',
  topic: 'key-deleted',
  severity: 'critical',
  tenant: 'acme',
  address: 'aws_kms_key.acme_Key_12AB34CD',
  message:
    'the key of acme is scheduled for deletion: after 7 days nobody can read what the bucket corp-acme holds (arn:aws:s3:::corp-acme)',
  fix: 'keep the resource, or retire the tenant with tenant-buckets tenant retire acme',
  reasons: [],
  docs: 'https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html',
  location: { file: 'environments/tenants/prod/acme.yaml', line: 3, column: 9, endColumn: 13 },
};

const gained: Finding = {
  code: 'TB8019',
  topic: 'access-gained',
  severity: 'high',
  tenant: 'acme',
  address: 'aws_s3_bucket_policy.acme_Policy_1',
  message: 'arn:aws:iam::111122223333:role/team/bob can now read the data of acme in corp-acme',
  fix: 'take {"AWS": "arn:aws:iam::111122223333:role/team/bob"} out of the statement Reports, or let acme agree',
  reasons: [
    { policy: 'resourcePolicy', statement: 'Reports', effect: 'Allow', why: 'it allows s3:GetObject to role/team/bob' },
    { policy: 'grants[acme-bob]', statement: 'acme-bob', effect: 'Allow', why: 'the grant allows Decrypt', leg: 1 },
    { policy: 'implicit', statement: 'account', effect: 'Allow', why: 'both are of one account' },
  ],
  docs: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-overview.html',
};

const turnedOff: Finding = {
  code: 'TB8009',
  topic: 'bucket-key-disabled',
  severity: 'medium',
  tenant: 'globex',
  address: 'aws_s3_bucket_server_side_encryption_configuration.globex_Encryption_1',
  message: 'the Bucket Key of corp-globex is turned off: every object then calls KMS, about 1,200,000 times a month',
  fix: 'write bucket_key_enabled = true',
  reasons: [],
  location: { file: 'environments/tenants/prod/globex.yaml', line: 12, column: 5, endColumn: 11 },
};

const unknownValue: Finding = {
  code: 'TB8024',
  topic: 'unknown-value',
  severity: 'info',
  message: 'the policy of corp-new is known only after the apply',
  fix: 'nothing, if the plan makes the bucket',
  reasons: [],
};

const access: readonly AccessRow[] = (['read', 'decrypt'] as const).map((action) => ({
  principal: 'arn:aws:iam::111122223333:role/team/bob',
  tenant: 'acme',
  resource: 'arn:aws:s3:::corp-acme',
  action,
  before: 'deny',
  after: 'allow',
  reasons: gained.reasons,
}));

const lost: AccessRow = {
  principal: 'arn:aws:iam::111122223333:role/tenants/globex-app',
  tenant: 'globex',
  resource: 'arn:aws:s3:::corp-globex',
  action: 'write',
  before: 'allow',
  after: 'deny',
  reasons: [{ policy: 'resourcePolicy', statement: 'OnlyTheKey', effect: 'Deny', why: 'it denies other keys' }],
};

const doubtful: AccessRow = { ...lost, action: 'administer', after: 'unknown', before: 'unknown', tenant: 'globex' };

/** A review with something of every part. */
export const sampleReview: Review = {
  summary: {
    resources: { create: 1, update: 12, replace: 0, delete: 1 },
    findings: { critical: 1, high: 1, medium: 1, low: 0, info: 1 },
    suppressed: 1,
    tenants: ['acme', 'globex'],
    plans: ['prod-shard-main-1', 'prod-shard-main-2'],
  },
  findings: [deleted, gained, turnedOff, unknownValue],
  access: [...access, lost, doubtful],
  cost: {
    currency: 'USD',
    prices: { source: 'the list of AWS for eu-west-1', date: '2026-11-01' },
    lines: [],
    tenants: [
      { tenant: 'acme', before: range(1), after: range(0), delta: range(-1) },
      { tenant: 'globex', before: range(1.02, 1.5), after: range(4.6, 5), delta: range(3.1, 3.98) },
      {
        tenant: 'initech',
        before: range(1),
        after: { kind: 'unknown', why: 'its workload is not declared' },
        delta: { kind: 'unknown', why: 'its workload is not declared' },
      },
    ],
    total: {
      before: range(3.02, 3.5),
      after: { kind: 'unknown', why: 'its workload is not declared' },
      delta: { kind: 'unknown', why: 'its workload is not declared' },
    },
  },
  suppressed: [
    {
      finding: { ...turnedOff, tenant: 'initech', address: 'aws_s3_bucket.initech' },
      reason: 'a test bucket of ours, see the decision of May',
      until: '2027-01-31',
    },
  ],
};

function range(low: number, high = low) {
  return { kind: 'known', low, high } as const;
}

/** A plan that changes nothing that anybody has to know. */
export const quietReview: Review = {
  summary: {
    resources: { create: 0 },
    findings: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
    suppressed: 0,
    tenants: [],
    plans: ['plan.json'],
  },
  findings: [],
  access: [],
  suppressed: [],
};

/** The sample, with every name and sentence as an attacker would have them. */
export const hostileReview: Review = {
  ...sampleReview,
  findings: sampleReview.findings.map((one) => ({
    ...one,
    tenant: hostile,
    address: hostile,
    message: `the key of ${hostile} is gone`,
    fix: `/close ${hostile}`,
    docs: `https://evil.example/${hostile}`,
    reasons: [{ policy: hostile, statement: hostile, effect: 'Deny', why: hostile }],
    location: { file: hostile, line: 1, column: 1, endColumn: 2 },
  })),
  access: sampleReview.access.map((one) => ({
    ...one,
    principal: hostile,
    tenant: hostile,
    resource: hostile,
    reasons: [{ policy: hostile, statement: hostile, effect: 'Allow', why: hostile }],
  })),
  suppressed: sampleReview.suppressed.map((one) => ({ ...one, reason: hostile, until: hostile })),
};

/** Many findings, worst first, as a plan with a common defect in every tenant would have them. */
export function largeReview(count: number): Review {
  return {
    ...sampleReview,
    summary: { ...sampleReview.summary, findings: { critical: count, high: 0, medium: 0, low: 0, info: 0 } },
    findings: Array.from({ length: count }, (_, index) => ({ ...deleted, tenant: `tenant-${String(index)}` })),
    access: Array.from({ length: count }, (_, index) => ({ ...lost, principal: `role-${String(index)}` })),
  };
}

export const sampleOptions: ReportOptions = {
  plans: [
    { name: 'prod-shard-main-1', sha256: 'ab'.repeat(32), file: 'cdktf.out/stacks/prod-shard-main-1/plan.json' },
    { name: 'prod-shard-main-2', sha256: 'cd'.repeat(32), file: 'cdktf.out/stacks/prod-shard-main-2/plan.json' },
  ],
  gate: { failOn: 'high', passed: false },
  version: '0.1.0',
};
