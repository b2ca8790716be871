import { describe, expect, test } from '@jest/globals';
import { describeBucket, describeKey, known, type DefaultEncryption, type World } from '../../../modules/core';
import { keyArnOf, platformAccount, region } from '../../../tools/bench/tenant-worlds';
import { changeOf } from '../../support/plan-facts';
import { reviewOf, told, twoTenants, withBucket, withKey } from '../../support/tenant-plans';

function kms(keyId: string | undefined, parts: Partial<DefaultEncryption> = {}): DefaultEncryption {
  return {
    algorithm: 'aws:kms',
    ...(keyId !== undefined && { keyId: known(keyId) }),
    bucketKeyEnabled: known(true),
    ...parts,
  };
}

function changedTo(encryption: DefaultEncryption): ReturnType<typeof reviewOf> {
  return reviewOf(withBucket('a', { encryption: known(encryption) }));
}

describe('default encryption that gets weaker', () => {
  test('is told once when it falls back to S3’s own key', () => {
    const review = changedTo({ algorithm: 'AES256' });
    expect(told(review)).toEqual(['high encryption-weakened a']);
    expect(review.findings[0]?.message).toContain("under S3's own key instead of key/a");
    expect(review.findings[0]?.fix).toContain(keyArnOf('a'));
    expect(review.findings[0]?.address).toBe('aws_s3_bucket_server_side_encryption_configuration.corp-a');
  });

  const foreign = `arn:aws:kms:${region}:444455556666:key/1`;
  test.each([
    ['the AWS managed key', kms(undefined), 'high', 'aws/s3'],
    ['the key of another tenant', kms(keyArnOf('b')), 'high', 'key/b of tenant b instead of key/a'],
    ['a key of another account', kms(foreign), 'high', 'of account 444455556666'],
    ['another key of the account', kms(keyArnOf('other')), 'medium', 'key/other instead of key/a'],
    ['an alias', kms('alias/a'), 'medium', 'alias/a, no full key ARN'],
  ])('is told when it becomes %s', (_name, encryption, severity, words) => {
    const review = changedTo(encryption);
    expect(told(review).filter((line) => line.includes('encryption-weakened'))).toEqual([
      `${severity} encryption-weakened a`,
    ]);
    expect(review.findings.find(({ topic }) => topic === 'encryption-weakened')?.message).toContain(words);
  });

  test.each([
    ['its id becomes its ARN', 'a', keyArnOf('a'), []],
    ['its id becomes that of another', 'a', 'other', ['medium encryption-weakened a']],
    ['an alias becomes another', 'alias/one', 'alias/two', ['medium encryption-weakened a']],
    ['its ARN becomes its id', keyArnOf('a'), 'a', ['medium encryption-weakened a']],
    ['its alias becomes its ARN', 'alias/a', keyArnOf('a'), []],
  ])('is told by the key that is meant: %s', (_what, old, now, lines) => {
    const world = withKey('a', { aliases: known(['alias/a']) });
    const [before, after] = [old, now].map((name) => withBucket('a', { encryption: known(kms(name)) }, world));
    const review = before && after && reviewOf(after, {}, { accessDiff: false }, before);
    expect(review && told(review)).toEqual(lines);
  });

  test('is told where the alias means another key', () => {
    const encrypted = withBucket('a', { encryption: known(kms('alias/a')) });
    const meant = (tenant: string) => withKey(tenant, { aliases: known(['alias/a']) }, encrypted);
    const change = changeOf('aws_kms_alias', { kind: 'key', id: keyArnOf('b') }, { kind: 'update' });
    const review = reviewOf(meant('b'), { changes: [change] }, { accessDiff: false }, meant('a'));
    expect(told(review)).toEqual(['high encryption-weakened a']);
    expect(review.findings[0]?.message).toContain('key/b of tenant b instead of key/a');
  });

  test('names whose key it is, also where a tenant is told by its bucket’s key alone', () => {
    const bucket = { bucket: 'corp-a', keyArn: known(keyArnOf('b')) };
    const under = withBucket('a', { encryption: known(kms(keyArnOf('b'))) });
    const moved = (id: string): World => ({
      ...under,
      tenants: new Map([...under.tenants, ['a', { id: 'a', ...bucket }], ...furtherBucketOf(id)]),
    });
    const furtherBucketOf = (id: string) => [[id, { id, bucket: 'more', keyArn: known(keyArnOf('b')) }] as const];
    const messageOf = (after: World, before = twoTenants) =>
      reviewOf(after, {}, { accessDiff: false }, before).findings.find(({ topic }) => topic === 'encryption-weakened');
    expect(messageOf(moved('b/more'))).toMatchObject({ severity: 'high', tenant: 'a' });
    expect(messageOf(moved('b/more'))?.message).toContain('key/b of tenant b instead of key/a');
    const alone: World = { ...twoTenants, tenants: new Map([...twoTenants.tenants].filter(([id]) => id !== 'b')) };
    const own = moved('a/more');
    const after: World = { ...own, tenants: new Map([...own.tenants].filter(([id]) => id !== 'b')) };
    expect(messageOf(after, alone)).toMatchObject({ severity: 'medium' });
  });

  test('is told when one of two layers goes', () => {
    const dsse = withBucket('a', {
      encryption: known({ algorithm: 'aws:kms:dsse', keyId: known(keyArnOf('a')), bucketKeyEnabled: known(false) }),
    });
    const review = reviewOf(twoTenants, {}, {}, dsse);
    expect(told(review)).toEqual(['medium encryption-weakened a']);
  });

  const twice = kms(keyArnOf('a'), { algorithm: 'aws:kms:dsse', bucketKeyEnabled: known(false) });

  test('is told of whom the end of the Bucket Key breaks when a second layer comes', () => {
    const review = changedTo(twice);
    expect(told(review)).toEqual(['high context-flip a', 'medium bucket-key-disabled a']);
    expect(review.findings[0]?.message).toContain('the Bucket Key of bucket corp-a of tenant a ends with aws:kms:dsse');
    expect(review.findings[1]).toMatchObject({
      message: expect.stringContaining('loses its Bucket Key, because there is none under aws:kms:dsse'),
      fix: 'set sse_algorithm = "aws:kms" and bucket_key_enabled = true',
    });
  });

  test('is told of a second layer where there was no Bucket Key', () => {
    const off = withBucket('a', { encryption: known(kms(keyArnOf('a'), { bucketKeyEnabled: known(false) })) });
    const review = reviewOf(withBucket('a', { encryption: known(twice) }), {}, {}, off);
    expect(told(review)).toEqual(['low bucket-key-disabled a']);
    const stays = withBucket('a', { encryption: known(twice) });
    const tags = changeOf('aws_s3_bucket', { kind: 'bucket', id: 'corp-a' }, { kind: 'update', changed: ['tags'] });
    expect(told(reviewOf(stays, { changes: [tags] }, {}, stays))).toEqual([]);
  });

  test('is nothing to tell when it gets stronger', () => {
    const plain = withBucket('a', { encryption: known({ algorithm: 'AES256' }) });
    expect(told(reviewOf(twoTenants, {}, {}, plain)).filter((line) => line.includes('encryption'))).toEqual([]);
  });
});

describe('a new bucket', () => {
  const bucket = describeBucket({
    name: 'corp-new',
    accountId: platformAccount,
    region,
    encryption: known(kms('alias/new')),
  });

  test('is told when its key is named by half', () => {
    const key = describeKey({ arn: keyArnOf('new'), aliases: known(['alias/new']) });
    const after = {
      ...twoTenants,
      buckets: new Map([...twoTenants.buckets, [bucket.name, bucket]]),
      keys: new Map([...twoTenants.keys, [key.arn, key]]),
    };
    expect(told(reviewOf(after))).toContain('low encryption-weakened -');
  });

  test('of a tenant is told when it starts under a key of AWS', () => {
    const made = (encryption: DefaultEncryption) => ({ ...withBucket('a', { encryption: known(encryption) }) });
    const before = { ...twoTenants, buckets: new Map([...twoTenants.buckets].filter(([name]) => name !== 'corp-a')) };
    expect(told(reviewOf(made({ algorithm: 'AES256' }), {}, {}, before))).toContain('medium encryption-weakened a');
    expect(told(reviewOf(made(kms(undefined)), {}, {}, before))).toContain('medium encryption-weakened a');
    expect(told(reviewOf(made(kms(keyArnOf('a'), { bucketKeyEnabled: known(false) })), {}, {}, before))).toContain(
      'low bucket-key-disabled a',
    );
  });
});
