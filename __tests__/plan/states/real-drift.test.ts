import { describe, expect, test } from '@jest/globals';
import { accountId, factsOf, planDocument, unchanged, type PlannedPart } from '../plan-documents';

const bucket = { bucket: 'b', policy: '', versioning: [], tags: null };
const attached = unchanged('aws_s3_bucket_policy', 'P', { bucket: 'b', policy: '{"Statement":[]}' });
const role = { name: 'app', arn: `arn:aws:iam::${accountId}:role/app`, inline_policy: [], managed_policy_arns: [] };
const inline = (name: string) => ({ name, policy: '{}' });
const given = [
  unchanged('aws_iam_role_policy', 'I', { role: 'app', ...inline('ours') }),
  unchanged('aws_iam_role_policy_attachment', 'A', { role: 'app', policy_arn: 'arn:aws:iam::aws:policy/Ours' }),
];

async function driftOf(drifted: PlannedPart, parts: readonly PlannedPart[] = []) {
  const { resource_changes: resource_drift } = planDocument([drifted]);
  const { drift } = await factsOf(parts, { resource_drift });
  return drift.map(({ kind, changed }) => [kind, changed]);
}

const bucketDrift = (after: object): PlannedPart => ({
  type: 'aws_s3_bucket',
  name: 'B',
  before: bucket,
  after: { ...bucket, ...after },
});
const roleDrift = (after: object): PlannedPart => ({
  type: 'aws_iam_role',
  name: 'R',
  before: role,
  after: { ...role, ...after },
});

describe('drift', () => {
  test('is none where a bucket shows what another resource set at it, and else is one (F28)', async () => {
    const shown = bucketDrift({ policy: '{"Statement":[]}' });
    expect(await driftOf(shown, [attached])).toEqual([]);
    expect(await driftOf(shown)).toEqual([['update', ['policy']]]);
  });

  test('is none where a role shows what other resources gave it, and one where somebody added to that (F28)', async () => {
    const shown = { inline_policy: [inline('ours')], managed_policy_arns: ['arn:aws:iam::aws:policy/Ours'] };
    expect(await driftOf(roleDrift(shown), given)).toEqual([]);
    expect(await driftOf(roleDrift({ inline_policy: [...shown.inline_policy, inline('by-hand')] }), given)).toEqual([
      ['update', ['inline_policy']],
    ]);
    expect(await driftOf(roleDrift({ managed_policy_arns: ['arn:aws:iam::aws:policy/ByHand'] }), given)).toEqual([
      ['update', ['managed_policy_arns']],
    ]);
  });

  test('is none where nothing is read back as something empty, or in what nobody reads', async () => {
    expect(
      await driftOf(bucketDrift({ policy: null, versioning: [{ enabled: null }], tags: {}, website: ['x'] })),
    ).toEqual([]);
    expect(await driftOf(bucketDrift({ tags: { a: 'b' } }))).toEqual([['update', ['tags']]]);
  });

  test('is what is gone, of another type, or moved', async () => {
    expect(await driftOf({ type: 'aws_s3_bucket', name: 'B', before: bucket })).toEqual([['delete', []]]);
    expect(await driftOf({ type: 'aws_sqs_queue', name: 'Q', before: { a: 1 }, after: { a: 2 } })).toEqual([
      ['update', ['a']],
    ]);
    const moved = unchanged('aws_s3_bucket', 'B', bucket, { more: { previous_address: 'aws_s3_bucket.A' } });
    expect(await driftOf(moved)).toEqual([['move', []]]);
  });
});
