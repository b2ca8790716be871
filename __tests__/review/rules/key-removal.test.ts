import { describe, expect, test } from '@jest/globals';
import { describeKey, known } from '../../../modules/core';
import { keyArnOf } from '../../../tools/bench/tenant-worlds';
import { changeOf } from '../../support/plan-facts';
import { reviewOf, told, twoTenants, withBucket, withKey, without } from '../../support/tenant-plans';

const grants = ['a-reader', 'a-writer'];

describe('keys that a plan deletes', () => {
  test('are told once, with what becomes unreadable and when (F22)', () => {
    const review = reviewOf(without({ keys: ['a'], grants }), {
      before: { keys: { [keyArnOf('a')]: { deletionWindowDays: known(7) } } },
    });
    expect(told(review)).toEqual(['critical key-deleted a']);
    expect(review.findings[0]?.message).toContain(
      'what lies under it in corp-a becomes unreadable at once, and for good in 7 days',
    );
  });

  test('are less where nothing is known to lie under them', () => {
    const spare = describeKey({ arn: keyArnOf('spare') });
    const before = { ...twoTenants, keys: new Map([...twoTenants.keys, [spare.arn, spare]]) };
    expect(told(reviewOf(twoTenants, {}, {}, before))).toEqual(['high key-deleted -']);
  });

  test('go with their bucket as two findings, and their grants and roles as none', () => {
    const review = reviewOf(
      without({ buckets: ['b'], keys: ['b'], grants: ['b-reader', 'b-writer'], roles: ['b-reader', 'b-writer'] }),
    );
    expect(told(review)).toEqual(['critical key-deleted b', 'high bucket-deleted b']);
  });
});

describe('keys that a plan replaces', () => {
  test('are told once, however much else follows', () => {
    const arn = keyArnOf('aws_kms_key.a');
    const old = twoTenants.keys.get(keyArnOf('a'));
    const made = describeKey({ ...old, arn });
    const moved = withBucket('a', {
      encryption: known({ algorithm: 'aws:kms', keyId: known(arn), bucketKeyEnabled: known(true) }),
    });
    const after = { ...moved, keys: new Map([...without({ keys: ['a'] }, moved).keys, [arn, made]]) };
    const change = changeOf(
      'aws_kms_key',
      { kind: 'key', id: arn },
      { kind: 'replace', address: 'aws_kms_key.a', replacedBecause: ['multi_region'] },
    );
    const review = reviewOf(after, { changes: [change] });
    expect(told(review)).toContain('critical key-replaced a');
    expect(told(review).filter((line) => !line.includes('info'))).toEqual(['critical key-replaced a']);
    expect(review.findings[0]?.message).toContain('because multi_region cannot be changed in place');
  });
});

describe('keys that a plan disables', () => {
  test('are told once', () => {
    const review = reviewOf(withKey('a', { state: known('Disabled') }));
    expect(told(review)).toEqual(['high key-disabled a']);
    expect(review.findings[0]?.message).toContain('nobody reads or writes what lies under it in corp-a');
  });
});
