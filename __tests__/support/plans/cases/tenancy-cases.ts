import type { Topic } from '../../../../modules/review';
import type { JsonObject } from '../../json';
import { vended, type BaseName } from '../bases';
import { added, edits, resource, statements, withoutSids, type StackEdit } from '../edit-stack';
import type { ExpectedFinding, PlanCase } from '../plan-case';
import { early, initech, keyAccount, own, ownKeyArn } from '../tenants';

function onBase(base: BaseName) {
  return (
    topic: Topic,
    name: string,
    change: PlanCase['change'],
    ...expected: readonly ExpectedFinding[]
  ): PlanCase => ({
    topic,
    name,
    base,
    change,
    expected: expected.length > 0 ? expected : [{ topic }],
  });
}

const neighbours = onBase('neighbours');
const roles = 'arn:aws:iam::000000000000:role/tenants/corp-neighbours';
const acmeBucket = 'corp-neighbours-acme';

const read = (bucket: string) => ({
  Sid: 'Peek',
  Effect: 'Allow',
  Action: 's3:GetObject',
  Resource: `arn:aws:s3:::${bucket}/*`,
});

/** One tenant's role is let in at another tenant's: by its own policy and by a grant. */
const peek: StackEdit = edits(
  statements('aws_iam_role_policy', 'globex_Role-reports_Policy', (old) => [...old, read(acmeBucket)]),
  added('aws_kms_grant', 'peek', {
    key_id: '${aws_kms_key.acme_Key_F82B94CE.arn}',
    grantee_principal: `${roles}-globex-reports`,
    operations: ['Decrypt'],
    constraints: [{ encryption_context_equals: { 'aws:s3:arn': `arn:aws:s3:::${acmeBucket}` } }],
  }),
);

const neighbourCases: readonly PlanCase[] = [
  {
    ...neighbours('access-gained', 'neighbour-reads', peek, { topic: 'access-gained', tenant: 'acme' }),
    access: [{ principal: `${roles}-globex-reports`, tenant: 'acme', action: 'read', before: 'deny', after: 'allow' }],
  },
];

const pool = onBase('pool');
const poolPolicy = (change: (old: readonly JsonObject[]) => readonly JsonObject[]) =>
  statements('aws_s3_bucket_policy', 'Pool_Policy', change);

const poolCases: readonly PlanCase[] = [
  pool('enforcement-weakened', 'key-of-a-prefix', poolPolicy(withoutSids('Key-initech'))),
  pool(
    'access-gained',
    'prefix-without-its-fence',
    edits(
      poolPolicy(withoutSids('Only-initech')),
      statements('aws_iam_role_policy', 'lab_Role-app_Policy', (old) => [
        ...old,
        {
          Sid: 'Wipe',
          Effect: 'Allow',
          Action: 's3:DeleteObject',
          Resource: 'arn:aws:s3:::corp-pool-pool-1/initech/*',
        },
      ]),
    ),
  ),
  pool(
    'key-deleted',
    'tenant-leaves-its-pool',
    (_, endpoint) => vended('pool', [initech], endpoint),
    { topic: 'key-deleted', tenant: 'lab', severity: 'critical' },
    // What it stored stays, and its fence goes.
    { topic: 'access-gained', tenant: 'lab', severity: 'high' },
    { topic: 'access-lost', tenant: 'lab', severity: 'medium' },
  ),
];

const owned = onBase('owned');
const pending = onBase('pending');
const active = { ...early, key: { owner: 'tenant', accountId: keyAccount, arn: ownKeyArn } } as const;

const ownedCases: readonly PlanCase[] = [
  owned('access-lost', 'tenant-suspended', (_, endpoint) =>
    vended('owned', [{ ...own, state: 'suspended' }], endpoint),
  ),
  owned(
    'bucket-key-disabled',
    'under-a-key-elsewhere',
    resource('aws_s3_bucket_server_side_encryption_configuration', 'own_Bucket_Encryption', (old) => ({
      ...old,
      rule: [
        {
          apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms', kms_master_key_id: ownKeyArn },
          bucket_key_enabled: false,
        },
      ],
    })),
    { topic: 'bucket-key-disabled', tenant: 'own', severity: 'medium' },
    // The policies of both roles name the bucket, whatever that of the key elsewhere says.
    { topic: 'context-flip', tenant: 'own', severity: 'high' },
    { topic: 'context-flip', tenant: 'own', severity: 'high' },
  ),
  {
    ...pending('access-gained', 'key-is-there', (_, endpoint) => vended('pending', [active], endpoint)),
    // The policy of a key elsewhere is not in the plan: nothing is claimed, and the rows say so.
    expected: [],
    access: [{ tenant: 'early', action: 'write', before: 'deny', after: 'unknown' }],
  },
];

export const tenancyCases: readonly PlanCase[] = [...neighbourCases, ...poolCases, ...ownedCases];
