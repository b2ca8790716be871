import { describe, expect, test } from '@jest/globals';
import { known } from '../../../modules/core';
import { bucketNameOf } from '../../../tools/bench/tenant-worlds';
import { changeOf } from '../../support/plan-facts';
import { reviewOf, told, twoTenants, without } from '../../support/tenant-plans';

const bucket = bucketNameOf('a');

describe('buckets that a plan deletes', () => {
  test('are told once, with what becomes of the objects (F26)', () => {
    const review = reviewOf(without({ buckets: ['a'] }));
    expect(told(review)).toEqual(['high bucket-deleted a']);
    expect(review.findings[0]).toMatchObject({
      code: 'TB8001',
      address: 'aws_s3_bucket.corp-a',
      docs: expect.any(String),
    });
    expect(review.findings[0]?.message).toContain('S3 refuses to delete it while it holds objects');
    expect(review.findings[0]?.fix).toContain('state: retired');
  });

  test('are critical when their objects are deleted first', () => {
    const review = reviewOf(without({ buckets: ['a'] }), {
      before: { buckets: { [bucket]: { forceDestroy: known(true) } } },
    });
    expect(told(review)).toEqual(['critical bucket-deleted a']);
    expect(review.findings[0]?.message).toContain('force_destroy is set');
  });

  test('keep their rows of lost access', () => {
    const { access } = reviewOf(without({ buckets: ['a'] }));
    expect(access.filter(({ tenant, action }) => tenant === 'a' && action === 'read')).not.toEqual([]);
  });
});

describe('buckets that a plan replaces', () => {
  const replaced = changeOf(
    'aws_s3_bucket',
    { kind: 'bucket', id: bucket },
    { kind: 'replace', replacedBecause: ['bucket_prefix'] },
  );

  test('are told with the argument that forces it', () => {
    const review = reviewOf(twoTenants, { changes: [replaced] });
    expect(told(review)).toEqual(['high bucket-replaced a']);
    expect(review.findings[0]?.message).toContain('because bucket_prefix cannot be changed in place');
    expect(review.findings[0]?.fix).toContain('leave bucket_prefix as it is');
  });

  test('are told without one where a person forces it', () => {
    const forced = { ...replaced, replacedBecause: [], reason: 'replace_by_request' };
    const review = reviewOf(twoTenants, { changes: [forced] });
    expect(review.findings[0]?.message).toContain('(replace_by_request)');
    expect(review.findings[0]?.fix).toContain('do not force the replacement');
  });

  test('are nothing to tell when they only leave the state', () => {
    const forgotten = changeOf('aws_s3_bucket', { kind: 'bucket', id: bucket }, { kind: 'forget' });
    expect(told(reviewOf(twoTenants, { changes: [forgotten] }))).toEqual([]);
  });
});
