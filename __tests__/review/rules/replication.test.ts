import { describe, expect, test } from '@jest/globals';
import { known, unknown, type World } from '../../../modules/core';
import type { Replication } from '../../../modules/plan';
import { bucketNameOf, keyArnOf, platformAccount } from '../../../tools/bench/tenant-worlds';
import { changeOf } from '../../support/plan-facts';
import { reviewOf, told, twoTenants, withBucket, without } from '../../support/tenant-plans';

const id = bucketNameOf('a');
const change = changeOf('aws_s3_bucket_replication_configuration', { kind: 'bucket', id }, { kind: 'create' });
const stranger = '777788889999';
const strangers = `arn:aws:kms:eu-central-1:${stranger}:key/1`;

function copy(parts: Partial<Replication> = {}): Replication {
  return {
    rule: 'all',
    destination: known('copies'),
    accountId: known(undefined),
    keyArn: known(keyArnOf('a')),
    ...parts,
  };
}

function review(after: readonly Replication[], before: readonly Replication[] = [], world: World = twoTenants) {
  return reviewOf(
    world,
    {
      before: { buckets: { [id]: { replications: known(before) } } },
      after: { buckets: { [id]: { replications: known(after), replicationAddress: 'aws_s3_bucket_replication.a' } } },
      changes: [change],
    },
    {},
    world,
  );
}

describe('copies that escape the lock of a tenant', () => {
  test.each([
    ['high', 'belong to account 777788889999', { accountId: known(stranger) }],
    ['high', 'lie under key/1 of account 777788889999', { keyArn: known(strangers) }],
    ['high', 'lie under key/b of tenant b', { keyArn: known(keyArnOf('b')) }],
    ['medium', 'lie under key/spare', { keyArn: known(keyArnOf('spare')) }],
  ])('are told as %s when they %s', (severity, words, parts) => {
    const found = review([copy(parts)]);
    expect(told(found)).toEqual([`${severity} replication-outside a`]);
    expect(found.findings[0]?.message).toBe(
      `what is written to bucket corp-a of tenant a leaves its lock: copies to copies ${words}`,
    );
    expect(found.findings[0]?.address).toBe('aws_s3_bucket_replication.a');
  });

  test('are told once where both hold', () => {
    const found = review([copy({ accountId: known(stranger), keyArn: known(strangers) })]);
    expect(told(found)).toEqual(['high replication-outside a']);
    expect(found.findings[0]?.message).toContain('belong to account 777788889999 and lie under key/1 of account');
  });

  test('are told where the bucket that gets them is described in another account', () => {
    const world = withBucket('b', { accountId: stranger });
    expect(told(review([copy({ destination: known(bucketNameOf('b')) })], [], world))).toEqual([
      'high replication-outside a',
    ]);
  });

  test.each([
    ['lie under the tenant’s own key', [copy()], []],
    ['belong to the account', [copy({ accountId: known(platformAccount) })], []],
    ['were there before', [copy({ accountId: known(stranger) })], [copy({ accountId: known(stranger) })]],
    ['are no longer made', [], [copy({ accountId: known(stranger) })]],
  ])('are not told when they %s', (_, after, before) => {
    expect(told(review(after, before))).toEqual([]);
  });

  test('are not made of what lies under a key when no key is named', () => {
    const { keyArn: _, ...plain } = copy();
    expect(told(review([plain]))).toEqual([]);
  });

  test('lie under the same key in another Region when it is a multi-Region key', () => {
    const mrk = (region: string) => `arn:aws:kms:${region}:${platformAccount}:key/mrk-1`;
    const world = withBucket('a', {
      encryption: known({ algorithm: 'aws:kms', keyId: known(mrk('eu-central-1')), bucketKeyEnabled: known(true) }),
    });
    expect(told(review([copy({ keyArn: known(mrk('us-east-1')) })], [], world))).toEqual([]);
  });

  test('are medium where the plan makes the bucket', () => {
    const parts = { after: { buckets: { [id]: { replications: known([copy({ accountId: known(stranger) })]) } } } };
    expect(told(reviewOf(twoTenants, parts, {}, without({ buckets: ['a'] })))).toContain(
      'medium replication-outside a',
    );
  });

  test('are unknown where their key is', () => {
    const found = review([copy({ keyArn: unknown('known after apply') })]);
    expect(told(found)).toEqual(['medium unknown-value a']);
    expect(found.findings[0]?.message).toMatch(/^key of copies of bucket corp-a/);
  });
});
