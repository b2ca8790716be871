import { describe, expect, test } from '@jest/globals';
import { accountId, factsOf, region, unchanged } from '../plan-documents';

const made = `arn:aws:kms:${region}:${accountId}:key/1234`;
const roleArn = `arn:aws:iam::${accountId}:role/app`;
const documentOf = (resource: string) => ({
  Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: resource }],
});
const policy = (resource: string) => JSON.stringify(documentOf(resource));
const bucketNow = { bucket: 'b', arn: 'arn:aws:s3:::b', region, policy: policy('inline'), force_destroy: true };

describe('a plan of what exists', () => {
  test('reads what AWS shows of a bucket of which no resource says it', async () => {
    const { before, after } = await factsOf([unchanged('aws_s3_bucket', 'B', bucketNow)]);
    expect(before.world.buckets.get('b')?.policy).toEqual({ known: true, value: documentOf('inline') });
    expect(after.world.buckets.get('b')).toEqual(before.world.buckets.get('b'));
  });

  test('takes away what the resource set that goes, though the bucket still shows it', async () => {
    const attached = { bucket: 'b', policy: policy('attached') };
    const blocked = {
      bucket: 'b',
      block_public_policy: true,
      restrict_public_buckets: true,
      block_public_acls: true,
      ignore_public_acls: true,
    };
    const rule = [
      {
        bucket_key_enabled: true,
        apply_server_side_encryption_by_default: [{ sse_algorithm: 'aws:kms', kms_master_key_id: made }],
      },
    ];
    const { before, after } = await factsOf([
      unchanged('aws_s3_bucket', 'B', { ...bucketNow, server_side_encryption_configuration: [{ rule }] }),
      { type: 'aws_s3_bucket_policy', name: 'P', before: attached },
      { type: 'aws_s3_bucket_public_access_block', name: 'X', before: blocked },
      { type: 'aws_s3_bucket_server_side_encryption_configuration', name: 'E', before: { bucket: 'b', rule } },
    ]);
    expect(before.world.buckets.get('b')).toMatchObject({
      policy: { value: documentOf('attached') },
      encryption: { value: { algorithm: 'aws:kms' } },
    });
    expect(before.buckets.get('b')?.publicAccess).toMatchObject({
      value: { blockPublicAcls: true, restrictPublicBuckets: true },
    });
    expect(after.world.buckets.get('b')).toMatchObject({
      policy: { known: true, value: undefined },
      encryption: { known: true, value: { algorithm: 'AES256' } },
      publicAccessBlock: { known: true, value: { blockPublicPolicy: false, restrictPublicBuckets: false } },
    });
    expect(after.buckets.get('b')?.publicAccessBlockAddress).toBeUndefined();
  });

  test('puts the default policy back where the policy of a key is taken away', async () => {
    const key = { arn: made, key_id: '1234', policy: policy('*') };
    const { before, after } = await factsOf([
      unchanged('aws_kms_key', 'K', key),
      { type: 'aws_kms_key_policy', name: 'P', before: { key_id: '1234', policy: policy('*') } },
    ]);
    expect(before.keys.get(made)?.policyAddress).toBe('aws_kms_key_policy.P');
    expect(before.world.keys.get(made)?.policy).toEqual({ known: true, value: documentOf('*') });
    expect(after.world.keys.get(made)?.policy).toMatchObject({
      value: { Statement: [{ Sid: 'Enable IAM User Permissions' }] },
    });
  });

  test('takes the policies from a role whose resources go, and leaves what others gave it', async () => {
    const inline = (name: string) => ({ name, policy: policy(name) });
    const role = {
      arn: roleArn,
      name: 'app',
      path: '/',
      assume_role_policy: policy('*'),
      inline_policy: [inline('ours'), inline('by-hand')],
      managed_policy_arns: ['arn:aws:iam::aws:policy/Gone', 'arn:aws:iam::aws:policy/Stays'],
    };
    const { before, after } = await factsOf([
      unchanged('aws_iam_role', 'R', role),
      { type: 'aws_iam_role_policy', name: 'P', before: { role: 'app', ...inline('ours') } },
      {
        type: 'aws_iam_role_policy_attachment',
        name: 'A',
        before: { role: 'app', policy_arn: 'arn:aws:iam::aws:policy/Gone' },
      },
    ]);
    const names = (side: typeof before) => {
      const holder = side.world.principals.get(roleArn);
      const policies = holder && 'identityPolicies' in holder ? holder.identityPolicies : undefined;
      return policies?.known === true ? policies.value.map(({ name }) => name).toSorted() : policies;
    };
    expect(names(before)).toEqual(['arn:aws:iam::aws:policy/Gone', 'arn:aws:iam::aws:policy/Stays', 'by-hand', 'ours']);
    expect(names(after)).toEqual(['arn:aws:iam::aws:policy/Stays', 'by-hand']);
  });

  test('keeps what was not targeted as it is', async () => {
    const resource = {
      address: 'module.m["a.b"].aws_s3_bucket.b["c"]',
      mode: 'managed',
      type: 'aws_s3_bucket',
      name: 'b',
      index: 'c',
      values: bucketNow,
    };
    const prior_state = {
      values: { root_module: { child_modules: [{ resources: [resource], address: 'module.m["a.b"]' }] } },
    };
    const { before, after, source, changes } = await factsOf([], { prior_state });
    expect([before.world.buckets.size, after.world.buckets.size, source.resourceCount, changes.length]).toEqual([
      1, 1, 1, 0,
    ]);
    expect(after.buckets.get('b')?.address).toBe(resource.address);
  });
});
