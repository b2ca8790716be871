import { describe, expect, test } from '@jest/globals';
import { known } from '../../../modules/core';
import { accountId, factsOf, region, unchanged } from '../plan-documents';

const keyArn = `arn:aws:kms:${region}:${accountId}:key/1`;
const roleArn = `arn:aws:iam::${accountId}:role/app`;
const document = (sid: string) => JSON.stringify({ Statement: [{ Sid: sid }] });
const bucket = unchanged('aws_s3_bucket', 'B', { bucket: 'b', arn: 'arn:aws:s3:::b', policy: document('shown') });
const key = unchanged('aws_kms_key', 'K', { arn: keyArn, policy: document('key') });
const role = unchanged('aws_iam_role', 'R', { arn: roleArn, name: 'app', assume_role_policy: document('trust') });
const bucketPolicy = { bucket: 'b', policy: document('old') };
const alias = { target_key_id: keyArn, name: 'alias/old' };
const rolePolicy = { name: 'P', role: 'app', policy: document('old') };
const managedPolicy = { arn: `arn:aws:iam::${accountId}:policy/m`, name: 'm', policy: document('old') };
const attachment = { role: 'app', policy_arn: managedPolicy.arn };

describe('what is read of a plan', () => {
  test('is one thing before and after where nothing changes', async () => {
    const { before, after } = await factsOf([
      ...[bucket, key, role],
      unchanged('aws_s3_bucket_policy', 'P', bucketPolicy),
      unchanged('aws_kms_alias', 'A', alias),
      unchanged('aws_iam_role_policy', 'I', rolePolicy),
      unchanged('aws_iam_policy', 'M', managedPolicy),
      unchanged('aws_iam_role_policy_attachment', 'T', attachment),
    ]);
    expect(before.world.buckets.get('b')).toBeDefined();
    expect(after.world.buckets.get('b')).toBe(before.world.buckets.get('b'));
    expect(after.buckets.get('b')).toBe(before.buckets.get('b'));
    expect(after.world.keys.get(keyArn)).toBe(before.world.keys.get(keyArn));
    expect(after.keys.get(keyArn)).toBe(before.keys.get(keyArn));
    expect(after.world.principals.get(roleArn)).toBe(before.world.principals.get(roleArn));
  });

  test('is read anew where only what is said about it elsewhere changes', async () => {
    const { before, after } = await factsOf([
      ...[bucket, key, role],
      {
        type: 'aws_s3_bucket_policy',
        name: 'P',
        before: bucketPolicy,
        after: { ...bucketPolicy, policy: document('new') },
      },
      { type: 'aws_kms_alias', name: 'A', before: alias, after: { ...alias, name: 'alias/new' } },
      { type: 'aws_iam_role_policy', name: 'I', before: rolePolicy, after: { ...rolePolicy, policy: document('new') } },
    ]);
    const texts = [before, after].map(({ world }) => ({
      bucket: world.buckets.get('b')?.policy,
      aliases: world.keys.get(keyArn)?.aliases,
      role: world.principals.get(roleArn),
    }));
    const expected = (sid: string) => ({
      bucket: known({ Statement: [{ Sid: sid }] }),
      aliases: known([`alias/${sid}`]),
      role: { identityPolicies: known([{ name: 'P', document: known({ Statement: [{ Sid: sid }] }) }]) },
    });
    expect(texts).toMatchObject([expected('old'), expected('new')]);
  });

  test('is read anew where a managed policy changes that others name', async () => {
    const { before, after } = await factsOf([
      role,
      unchanged('aws_iam_role_policy_attachment', 'T', attachment),
      {
        type: 'aws_iam_policy',
        name: 'M',
        before: managedPolicy,
        after: { ...managedPolicy, policy: document('new') },
      },
    ]);
    const policies = (sid: string) => ({
      identityPolicies: known([{ name: managedPolicy.arn, document: known({ Statement: [{ Sid: sid }] }) }]),
    });
    expect(before.world.principals.get(roleArn)).toMatchObject(policies('old'));
    expect(after.world.principals.get(roleArn)).toMatchObject(policies('new'));
  });
});
