import { describe, expect, test } from '@jest/globals';
import { known, unknown } from '../../../modules/core';
import type { BucketDetail, Expiration, Retention } from '../../../modules/plan';
import { bucketNameOf } from '../../../tools/bench/tenant-worlds';
import { changeOf } from '../../support/plan-facts';
import { reviewOf, told, twoTenants, without } from '../../support/tenant-plans';

const id = bucketNameOf('a');
const type = 'aws_s3_bucket_lifecycle_configuration';
const change = changeOf(type, { kind: 'bucket', id }, { kind: 'update', changed: ['rule'] });

function review(before: Partial<BucketDetail>, after: Partial<BucketDetail>): ReturnType<typeof reviewOf> {
  const parts = { before: { buckets: { [id]: before } }, after: { buckets: { [id]: after } }, changes: [change] };
  return reviewOf(twoTenants, parts);
}

function expiry(days: number, of: Expiration['of'] = 'noncurrent'): Partial<BucketDetail> {
  const scope = { prefix: '', tags: {}, largerThan: 0, smallerThan: Infinity };
  return { expirations: known([{ rule: 'clean-up', of, scope, after: { days }, keeps: 0 }]) };
}

const locked = (days: number, mode = 'COMPLIANCE'): Partial<BucketDetail> => ({
  retention: known<Retention | undefined>({ mode, days }),
});
const versioning = (value: 'Enabled' | 'Suspended' | 'Disabled'): Partial<BucketDetail> => ({
  versioning: known(value),
});

describe('a bucket that keeps its data less well', () => {
  test('is told with how much sooner it goes', () => {
    const found = review(expiry(90), { ...expiry(1), lifecycleAddress: 'aws_s3_bucket_lifecycle_configuration.a' });
    expect(told(found)).toEqual(['critical retention-weakened a']);
    expect(found.findings[0]).toMatchObject({
      message:
        'bucket corp-a of tenant a: noncurrent versions are deleted after 1 day instead of 90 days, by the rule clean-up; what is older already goes within days',
      address: 'aws_s3_bucket_lifecycle_configuration.a',
      fix: expect.stringContaining('(90 days)'),
    });
  });

  test.each([
    ['critical', 7],
    ['high', 90],
    ['medium', 365],
    ['low', 3650],
  ])('is %s when it goes after %i days', (severity, days) => {
    expect(told(review({}, expiry(days)))).toEqual([`${severity} retention-weakened a`]);
  });

  test('is medium when expired objects stay as noncurrent versions, which they do not without versioning', () => {
    const kept = review({}, expiry(1, 'current'));
    expect(told(kept)).toEqual(['medium retention-weakened a']);
    expect(kept.findings[0]?.message).toContain('stays as a noncurrent version');
    const gone = review(versioning('Disabled'), { ...expiry(1, 'current'), ...versioning('Disabled') });
    expect(told(gone)).toEqual(['critical retention-weakened a']);
  });

  test.each([
    ['high', 'versioning ends', versioning('Enabled'), versioning('Suspended')],
    ['high', 'versioning ends', versioning('Enabled'), versioning('Disabled')],
    ['high', 'no longer keeps new objects', locked(30), {}],
    ['high', '30 days in GOVERNANCE mode instead of 30 days in COMPLIANCE mode', locked(30), locked(30, 'GOVERNANCE')],
    ['medium', 'for 1 day in COMPLIANCE mode', locked(30), locked(1)],
    ['medium', 'force_destroy is turned on', { forceDestroy: known(false) }, { forceDestroy: known(true) }],
  ] as const)('is told as %s: %s', (severity, words, before, after) => {
    const found = review(before, after);
    expect(told(found)).toEqual([`${severity} retention-weakened a`]);
    expect(found.findings[0]?.message).toContain(words);
  });

  test.each([
    ['later', expiry(30), expiry(90)],
    ['as before', expiry(30), expiry(30)],
    ['under versions', versioning('Suspended'), versioning('Enabled')],
    ['as before without versions', versioning('Suspended'), versioning('Disabled')],
    ['for longer', locked(30), locked(31)],
    ['more strictly', locked(30, 'GOVERNANCE'), locked(30)],
    ['from a destroy', { forceDestroy: known(true) }, { forceDestroy: known(false) }],
  ])('is not told when it keeps them %s', (_, before, after) => {
    expect(told(review(before, after))).toEqual([]);
  });

  test('is not told of what the plan makes or deletes', () => {
    const nothing = without({ buckets: ['a'] });
    const made = reviewOf(twoTenants, { after: { buckets: { [id]: expiry(1) } } }, {}, nothing);
    expect(told(made).filter((line) => line.includes('retention'))).toEqual([]);
    const parts = { before: { buckets: { [id]: expiry(90) } }, after: { buckets: { [id]: expiry(1) } } };
    const replaced = changeOf('aws_s3_bucket', { kind: 'bucket', id }, { kind: 'replace' });
    expect(told(reviewOf(twoTenants, { ...parts, changes: [replaced] }))).toEqual(['high bucket-replaced a']);
  });

  test('is unknown where its rules are', () => {
    const later = { expirations: unknown('known after apply'), retention: unknown('known after apply') };
    const found = review(expiry(90), { ...later, versioning: unknown('known after apply') });
    expect(told(found)).toEqual(['medium unknown-value a']);
    expect(found.findings[0]?.message).toMatch(/^expiries, versioning and retention of bucket corp-a/);
  });
});

describe('a shared bucket that keeps its data less well', () => {
  const tenant = (name: string, prefix: string) =>
    [
      name,
      { id: name, bucket: id, prefix, keyArn: known(`arn:aws:kms:eu-central-1:111122223333:key/${name}`) },
    ] as const;
  const shared = { ...twoTenants, tenants: new Map([tenant('a', 'a/'), tenant('b', 'b/')]) };
  const scoped = (prefix: string): Partial<BucketDetail> => ({
    expirations: known([
      {
        rule: 'own',
        of: 'noncurrent',
        scope: { prefix, tags: {}, largerThan: 0, smallerThan: Infinity },
        after: { days: 1 },
        keeps: 0,
      },
    ]),
  });

  test('names its tenants', () => {
    const found = reviewOf(shared, { after: { buckets: { [id]: scoped('') } }, changes: [change] }, {}, shared);
    expect(told(found)).toEqual(['critical retention-weakened -']);
    expect(found.findings[0]?.message).toContain('bucket corp-a of tenants a and b: ');
  });

  test('is told of the tenant whose prefix it is', () => {
    const found = reviewOf(shared, { after: { buckets: { [id]: scoped('b/') } }, changes: [change] }, {}, shared);
    expect(told(found)).toEqual(['critical retention-weakened b']);
  });

  test('is not told of the prefix of a tenant that the plan adds', () => {
    const before = { ...twoTenants, tenants: new Map([tenant('a', 'a/')]) };
    const found = reviewOf(shared, { after: { buckets: { [id]: scoped('b/in/') } }, changes: [change] }, {}, before);
    expect(told(found).filter((line) => line.includes('retention'))).toEqual([]);
  });
});
