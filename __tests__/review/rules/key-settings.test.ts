import { describe, expect, test } from '@jest/globals';
import { known } from '../../../modules/core';
import { keyArnOf } from '../../../tools/bench/tenant-worlds';
import { changeOf, type PlanParts } from '../../support/plan-facts';
import { reviewOf, told, twoTenants } from '../../support/tenant-plans';

const arn = keyArnOf('a');
const updated = changeOf('aws_kms_key', { kind: 'key', id: arn }, { kind: 'update', changed: ['enable_key_rotation'] });

function keyPlan(before: object, after: object): PlanParts {
  return { before: { keys: { [arn]: before } }, after: { keys: { [arn]: after } }, changes: [updated] };
}

describe('settings of a key', () => {
  test('tell a rotation that ends', () => {
    const review = reviewOf(twoTenants, keyPlan({}, { rotationEnabled: known(false) }));
    expect(told(review)).toEqual(['medium rotation-disabled a']);
    expect(review.findings[0]?.fix).toBe('set enable_key_rotation = true');
  });

  test('tell a deletion window that gets shorter, and none that gets longer', () => {
    const shorter = reviewOf(twoTenants, keyPlan({}, { deletionWindowDays: known(7) }));
    expect(told(shorter)).toEqual(['medium deletion-window-shortened a']);
    expect(shorter.findings[0]?.message).toContain('7 days instead of 30');
    expect(told(reviewOf(twoTenants, keyPlan({ deletionWindowDays: known(7) }, {})))).toEqual([]);
  });
});
