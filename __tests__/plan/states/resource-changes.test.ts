import { describe, expect, test } from '@jest/globals';
import { known } from '../../../modules/core';
import { accountId, factsOf, planDocument, region, unchanged, type PlannedPart } from '../plan-documents';

const arn = (id: string) => `arn:aws:kms:${region}:${accountId}:key/${id}`;
const bucket = { bucket: 'b', arn: 'arn:aws:s3:::b', force_destroy: false };

async function onlyChange(part: PlannedPart) {
  const { changes } = await factsOf([part]);
  return changes;
}

describe('the changes of a plan', () => {
  test('leave out what stays, and what is only read', async () => {
    const read = { type: 'aws_iam_policy_document', name: 'D', mode: 'data', after: {}, actions: ['read'] } as const;
    expect((await factsOf([unchanged('aws_s3_bucket', 'B', bucket), read])).changes).toEqual([]);
  });

  test('name the arguments that differ and those that will be known', async () => {
    const after = { ...bucket, force_destroy: true, tags: null };
    expect(
      await onlyChange({
        type: 'aws_s3_bucket',
        name: 'B',
        before: bucket,
        after,
        unknown: { policy: true, acl: false },
      }),
    ).toMatchObject([{ kind: 'update', changed: ['force_destroy', 'policy'], replacedBecause: [] }]);
  });

  test.each([
    [['create', 'delete'], true],
    [['delete', 'create'], undefined],
  ])('tell of a replacement by %j whether the new one comes first', async (actions, createsFirst) => {
    const [change] = await onlyChange({
      type: 'aws_kms_key',
      name: 'K',
      actions,
      before: { arn: arn('old'), key_id: 'old' },
      after: {},
      unknown: { arn: true, key_id: true },
      moreOfChange: { replace_paths: [['multi_region'], ['constraints', 0, 'encryption_context_equals']] },
      more: { action_reason: 'replace_because_cannot_update' },
    });
    expect(change).toMatchObject({
      kind: 'replace',
      replacedBecause: ['multi_region', 'constraints[0].encryption_context_equals'],
      reason: 'replace_because_cannot_update',
      subject: { kind: 'key', id: arn('old') },
    });
    expect(change?.createsFirst).toBe(createsFirst);
  });

  test('tell what is deleted and what is forgotten, and keep what is only forgotten', async () => {
    const facts = await factsOf([
      { type: 'aws_s3_bucket', name: 'D', before: { ...bucket, bucket: 'd' } },
      { type: 'aws_s3_bucket', name: 'F', before: { ...bucket, bucket: 'f' }, actions: ['forget'] },
    ]);
    expect(facts.changes.map(({ kind, subject }) => [kind, subject?.id])).toEqual([
      ['delete', 'd'],
      ['forget', 'f'],
    ]);
    expect([...facts.before.world.buckets.keys()]).toEqual(['d', 'f']);
    expect([...facts.after.world.buckets.keys()]).toEqual(['f']);
    expect(facts.before.buckets.get('f')?.address).toBe('aws_s3_bucket.F');
    expect(facts.after.buckets.get('f')?.address).toBeUndefined();
  });

  test('leave what is forgotten to the resource that takes it over', async () => {
    const policy = (text: string) => ({ bucket: 'b', policy: JSON.stringify({ Id: text, Statement: [] }) });
    const facts = await factsOf([
      unchanged('aws_s3_bucket', 'B', bucket),
      { type: 'aws_s3_bucket_policy', name: 'Old', before: policy('old'), actions: ['forget'] },
      { type: 'aws_s3_bucket_policy', name: 'New', after: policy('new') },
    ]);
    expect(facts.after.world.buckets.get('b')?.policy).toEqual(known({ Id: 'new', Statement: [] }));
    expect(facts.after.buckets.get('b')?.policyAddress).toBe('aws_s3_bucket_policy.New');
  });

  test.each([[['create', 'forget']], [['forget', 'create']]])(
    'count one more where %j keeps the old one',
    async (actions) => {
      const facts = await factsOf([
        {
          type: 'aws_kms_key',
          name: 'K',
          actions,
          before: { arn: arn('old'), key_id: 'old' },
          after: {},
          unknown: { arn: true, key_id: true },
        },
      ]);
      expect(facts.changes).toMatchObject([{ kind: 'create', subject: { kind: 'key', id: arn('aws_kms_key.K') } }]);
      expect([...facts.after.world.keys.keys()]).toEqual([arn('aws_kms_key.K'), arn('old')]);
    },
  );

  test('tell of a move from where, under the new address on both sides (F26)', async () => {
    const more = { previous_address: 'aws_s3_bucket.A' };
    const facts = await factsOf([unchanged('aws_s3_bucket', 'B', bucket, { more })]);
    expect(facts.changes).toMatchObject([
      { kind: 'move', address: 'aws_s3_bucket.B', previousAddress: 'aws_s3_bucket.A' },
    ]);
    expect(facts.before.buckets.get('b')?.address).toBe('aws_s3_bucket.B');
  });

  test('tell of an import, which changes nothing by itself', async () => {
    const part = unchanged('aws_s3_bucket', 'B', bucket, { moreOfChange: { importing: { id: 'b' } } });
    expect(await onlyChange(part)).toMatchObject([{ kind: 'import', subject: { kind: 'bucket', id: 'b' } }]);
  });

  test('of any type are told, with no subject where the worlds hold none', async () => {
    expect(await onlyChange({ type: 'aws_sqs_queue', name: 'Q', before: { a: 1 }, after: { a: 2 } })).toEqual([
      { address: 'aws_sqs_queue.Q', type: 'aws_sqs_queue', kind: 'update', replacedBecause: [], changed: ['a'] },
    ]);
  });

  test('are about the role or user whose policies they are', async () => {
    const role = { arn: `arn:aws:iam::${accountId}:role/path/app`, name: 'app', path: '/path/' };
    const user = { arn: `arn:aws:iam::${accountId}:user/ann`, name: 'ann' };
    const { changes } = await factsOf([
      unchanged('aws_iam_role', 'R', role),
      unchanged('aws_iam_user', 'U', user),
      { type: 'aws_iam_role_policy', name: 'P', after: { role: 'app', name: 'p', policy: '{}' } },
      {
        type: 'aws_iam_user_policy_attachment',
        name: 'A',
        before: { user: 'ann', policy_arn: 'arn:aws:iam::aws:policy/X' },
      },
      { type: 'aws_iam_role_policy', name: 'Q', after: { role: 'elsewhere', name: 'p', policy: '{}' } },
    ]);
    expect(changes.map(({ subject }) => subject?.id)).toEqual([role.arn, user.arn, undefined]);
  });
});

describe('what stands beside the changes', () => {
  test('is what was found otherwise than remembered (F28)', async () => {
    const drifted = { type: 'aws_s3_bucket', name: 'B', before: bucket, after: { ...bucket, force_destroy: true } };
    const { resource_changes: resource_drift } = planDocument([drifted]);
    const { drift, changes } = await factsOf([unchanged('aws_s3_bucket', 'B', bucket)], { resource_drift });
    expect(changes).toEqual([]);
    expect(drift).toMatchObject([{ kind: 'update', changed: ['force_destroy'], subject: { kind: 'bucket', id: 'b' } }]);
  });

  test('a state as it was remembered, with what is gone since (F28)', async () => {
    const found = { ...bucket, force_destroy: true };
    const policy = { bucket: 'b', policy: '{"Statement":[]}' };
    const { resource_changes: resource_drift } = planDocument([
      { type: 'aws_s3_bucket', name: 'B', before: bucket, after: found },
      { type: 'aws_s3_bucket_policy', name: 'P', before: policy },
    ]);
    const { before, remembered } = await factsOf([unchanged('aws_s3_bucket', 'B', found)], { resource_drift });
    expect(before.buckets.get('b')).toMatchObject({ forceDestroy: known(true) });
    expect(remembered?.buckets.get('b')).toMatchObject({
      forceDestroy: known(false),
      policyAddress: 'aws_s3_bucket_policy.P',
    });
    expect(remembered?.world.buckets.get('b')?.policy).toEqual(known({ Statement: [] }));
  });

  test('no other state where nothing drifted', async () => {
    expect((await factsOf([unchanged('aws_s3_bucket', 'B', bucket)])).remembered).toBeUndefined();
  });

  test('is what is left for a later plan (F30)', async () => {
    const later = { reason: 'provider_config_unknown', resource_change: { address: 'aws_s3_bucket.later' } };
    const { source } = await factsOf([], { deferred_changes: [later, { resource_change: { address: 'x.y' } }, {}] });
    expect(source.deferred).toEqual([
      { address: 'aws_s3_bucket.later', reason: 'provider_config_unknown' },
      { address: 'x.y', reason: 'unknown' },
    ]);
  });

  test('is said to be left for a later plan, each with its reason (F30)', async () => {
    const later = (name: string) => ({
      reason: 'provider_config_unknown',
      resource_change: { address: `aws_s3_bucket.${name}` },
    });
    const { diagnostics } = await factsOf([], { deferred_changes: ['a', 'b', 'c', 'd', 'e'].map(later) });
    expect(diagnostics).toMatchObject([{ code: 'TB7027' }]);
    expect(diagnostics[0]?.message).toMatch(
      /: aws_s3_bucket\.a \(provider_config_unknown\), .*\.b .*, .*\.c .*, 2 more$/,
    );
  });

  test.each([
    [{ complete: false }, ['TB7027']],
    [{ complete: false, errored: true }, ['TB7023']],
    [{ complete: true }, []],
    [{}, []],
  ])('is told of a plan that says %j of itself', async (members, codes) => {
    expect((await factsOf([], members)).diagnostics.map(({ code }) => code)).toEqual(codes);
  });

  test.each([
    ['registry.opentofu.org/hashicorp/aws', 'opentofu'],
    ['registry.terraform.io/hashicorp/aws', 'terraform'],
    ['example.com/corp/aws', 'unknown'],
  ])('is who wrote the plan: with providers of %s %s (F30)', async (full_name, producer) => {
    const configuration = { provider_config: { aws: { name: 'aws', full_name } } };
    expect((await factsOf([], { configuration })).source.producer).toBe(producer);
  });
});
