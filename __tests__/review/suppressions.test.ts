import { describe, expect, test } from '@jest/globals';
import { checkSuppressions, type Finding, type Suppression } from '../../modules/review';
import { suppress } from '../../modules/review/suppressions';

const finding: Finding = {
  code: 'TB8018',
  topic: 'grant-removed',
  severity: 'medium',
  tenant: 'acme',
  address: 'aws_kms_grant.reader',
  message: 'the grant is revoked',
  fix: 'keep it',
  reasons: [],
};
const suppression: Suppression = { of: 'grant-removed', reason: 'they left', until: '2026-12-31' };

function covered(parts: Partial<Suppression>, today = '2026-11-30'): number {
  return suppress([finding], [{ ...suppression, ...parts }], today).suppressed.length;
}

describe('suppress', () => {
  test.each<[string, Partial<Suppression>, number]>([
    ['by topic', {}, 1],
    ['by code', { of: 'TB8018' }, 1],
    ['of its tenant', { tenant: 'acme' }, 1],
    ['of another tenant', { tenant: 'globex' }, 0],
    ['at its address', { address: 'aws_kms_grant.reader' }, 1],
    ['at another address', { address: 'aws_kms_grant.writer' }, 0],
    ['of another topic', { of: 'grant-replaced' }, 0],
    ['without a reason', { reason: ' ' }, 0],
    ['until no day', { until: 'soon' }, 0],
  ])('covers a finding %s', (_name, parts, count) => {
    expect(covered(parts)).toBe(count);
  });

  test('counts on its last day and not after', () => {
    expect(covered({}, '2026-12-31')).toBe(1);
    expect(covered({}, '2027-01-01')).toBe(0);
  });
});

describe('checkSuppressions', () => {
  test('has nothing to say about one that is used', () => {
    const suppressed = [{ finding, reason: suppression.reason, until: suppression.until }];
    expect(checkSuppressions([suppression], '2026-11-30', { suppressed })).toEqual([]);
    expect(checkSuppressions([suppression], '2026-11-30')).toEqual([]);
  });

  test.each<[string, Partial<Suppression>, string]>([
    ['an unknown topic', { of: 'grant-revoked' }, 'TB8030'],
    ['no reason', { reason: '' }, 'TB8030'],
    ['a day that no calendar has', { until: '2026-02-30' }, 'TB8030'],
    ['a day that is over', { until: '2026-11-29' }, 'TB8031'],
    ['nothing that it covers', {}, 'TB8032'],
  ])('tells one with %s', (_name, parts, code) => {
    const location = { file: 'suppressions.yaml', line: 1, column: 1, endColumn: 2 };
    const told = checkSuppressions([{ ...suppression, location, ...parts }], '2026-11-30', { suppressed: [] });
    expect(told).toMatchObject([{ code, path: 'suppressions[0]', location }]);
  });
});
