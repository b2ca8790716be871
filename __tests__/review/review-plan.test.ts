import { describe, expect, test } from '@jest/globals';
import { describeRole, describeWorld, known, unknown, type PolicyStatement } from '../../modules/core';
import { failsAt, reviewPlan } from '../../modules/review';
import { bucketNameOf, keyArnOf, named, roleArnOf, tenantWorld } from '../../tools/bench/tenant-worlds';
import { changeOf, planFacts } from '../support/plan-facts';
import { incomplete, reviewOf, told, twoTenants, withGrant, withKey, withRole, without } from '../support/tenant-plans';

const disabled = withKey('a', { state: known('Disabled') });
const worse = without({ buckets: ['b'], grants: ['a-reader'] }, disabled);

describe('reviewPlan', () => {
  test('has nothing to say about a plan without a change', () => {
    const review = reviewOf(twoTenants);
    expect(review).toMatchObject({ findings: [], access: [], suppressed: [] });
    expect(review.summary).toEqual({
      resources: {},
      findings: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
      suppressed: 0,
      tenants: [],
      plans: ['main'],
    });
  });

  test('sums a new tenant up in one line for information', () => {
    const review = reviewOf(incomplete(tenantWorld(['a', 'b', 'c'])));
    expect(told(review)).toEqual(['info access-gained c']);
    expect(review.findings[0]?.message).toContain('role/tenants/c-reader can read and decrypt');
    expect(review.findings[0]?.message).toContain('role/tenants/c-writer can write and decrypt');
    expect(review.summary.resources).toEqual({ create: 6 });
    expect(review.summary.tenants).toEqual(['c']);
  });

  test('tells the worst first, then by tenant and topic, and the same at every run', () => {
    const review = reviewOf(worse);
    expect(told(review)).toEqual(['high key-disabled a', 'high bucket-deleted b', 'medium grant-removed a']);
    expect(review.summary.tenants).toEqual(['a', 'b']);
    expect(JSON.stringify(reviewOf(worse))).toBe(JSON.stringify(review));
  });

  test('leaves out who can do what where that is not asked for', () => {
    const review = reviewOf(worse, {}, { accessDiff: false });
    expect(review.access).toEqual([]);
    expect(told(review)).toEqual(told(reviewOf(worse)));
  });

  test('says where the tenant stands in its file', () => {
    const location = { file: 'tenants/a.yaml', line: 3, column: 1, endColumn: 8 };
    const [finding] = reviewOf(disabled, {}, { locations: new Map([['a', location]]) }).findings;
    expect(finding?.location).toEqual(location);
  });

  test('takes out what somebody has taken upon themselves', () => {
    const suppression = { of: 'key-disabled', tenant: 'a', reason: 'the tenant left', until: '2026-12-31' };
    const review = reviewOf(worse, {}, { suppressions: [suppression] });
    expect(told(review)).toEqual(['high bucket-deleted b', 'medium grant-removed a']);
    expect(review.summary.suppressed).toBe(1);
    expect(review.suppressed).toMatchObject([{ reason: 'the tenant left', finding: { topic: 'key-disabled' } }]);
    expect(told(reviewOf(worse, {}, { suppressions: [suppression], today: '2027-01-01' }))).toContain(
      'high key-disabled a',
    );
  });
});

describe('what a change reaches', () => {
  test('is found where a managed policy names no role', () => {
    const arn = roleArnOf('a-reader');
    const later = describeRole({ arn, identityPolicies: unknown('known after apply') });
    const change = {
      address: 'aws_iam_policy.p',
      type: 'aws_iam_policy',
      kind: 'update',
      replacedBecause: [],
      changed: ['policy'],
    } as const;
    const facts = { ...planFacts(twoTenants, withRole(later)), changes: [change] };
    const review = reviewPlan({ plans: [{ name: 'main', facts }], today: '2026-11-30', accessDiff: false });
    expect(told(review)).toEqual(['medium unknown-value -']);
  });

  test('is data that is there, where a bucket is only imported', () => {
    const imported = (['bucket', 'key'] as const).map((kind) =>
      kind === 'bucket'
        ? changeOf('aws_s3_bucket', { kind, id: bucketNameOf('a') }, { kind: 'import' })
        : changeOf('aws_kms_key', { kind, id: keyArnOf('a') }, { kind: 'import' }),
    );
    const before = without({ buckets: ['a'], keys: ['a'] });
    const review = reviewOf(twoTenants, { changes: imported }, {}, before);
    expect(told(review).filter((line) => line.includes('access'))).toEqual(['high access-gained a']);
    expect(told(reviewOf(twoTenants, {}, {}, before)).filter((line) => line.includes('access'))).toEqual([
      'info access-gained a',
    ]);
  });
});

describe('plans that are reviewed together', () => {
  test('let a role of one stack meet the bucket of another', () => {
    const statements: readonly PolicyStatement[] = [
      { Sid: 'Read', Effect: 'Allow', Action: ['s3:GetObject', 'kms:Decrypt'], Resource: '*' },
    ];
    const role = describeRole({ arn: roleArnOf('auditor'), identityPolicies: known([named('own', statements)]) });
    const roles = describeWorld({ principals: [role] });
    const grant = withGrant('a-reader', { granteePrincipal: known(role.arn) });
    const plans = [
      { name: 'roles', facts: planFacts(describeWorld({}), roles) },
      { name: 'shard', facts: planFacts(twoTenants, grant) },
    ];
    const review = reviewPlan({ plans, today: '2026-11-30' });
    expect(told(review)).toContain('high access-gained a');
    expect(review.findings.find(({ topic }) => topic === 'access-gained')?.message).toContain(
      'role/tenants/auditor can now read',
    );
    expect(review.summary.plans).toEqual(['roles', 'shard']);
  });
});

describe('cost', () => {
  const known1 = (amount: number) => ({ kind: 'known', low: amount, high: amount }) as const;
  const change = { before: known1(1), after: known1(41), delta: known1(40) };
  const line = { tenant: 'a', item: 'kms-requests', name: 'KMS requests', unit: 'requests', ...change } as const;
  const cost = {
    currency: 'USD',
    prices: { source: 'a list', date: '2026-10-03' },
    lines: [line],
    tenants: [{ tenant: 'a', ...change }],
    total: change,
  };

  test('is a finding above the threshold, and none below', () => {
    const review = reviewOf(twoTenants, {}, { cost, costThreshold: 10 });
    expect(told(review)).toEqual(['medium cost-change -']);
    expect(review.findings[0]?.message).toContain('40.00 USD more a month');
    expect(review.findings[0]?.message).toContain('a 40.00 USD');
    expect(review.cost).toBe(cost);
    expect(told(reviewOf(twoTenants, {}, { cost, costThreshold: 40 }))).toEqual([]);
    expect(told(reviewOf(twoTenants, {}, { cost }))).toEqual([]);
  });

  test('that is not known is for information, and never zero (F56)', () => {
    const open = { ...change, delta: { kind: 'unknown', why: 'a declares no workload' } } as const;
    const review = reviewOf(twoTenants, {}, { cost: { ...cost, tenants: [{ tenant: 'a', ...open }], total: open } });
    expect(told(review)).toEqual(['info cost-change -']);
    expect(review.findings[0]?.message).toBe('what the plan costs is not known for a: a declares no workload');
  });
});

describe('failsAt', () => {
  const review = reviewOf(without({ grants: ['a-reader'] }));

  test.each([
    ['critical', false],
    ['high', false],
    ['medium', true],
    ['low', true],
    ['info', true],
    ['none', false],
  ] as const)('a medium finding at %s: %j', (level, fails) => {
    expect(failsAt(review, level)).toBe(fails);
  });

  test('nothing fails without findings', () => {
    expect(failsAt(reviewOf(twoTenants), 'info')).toBe(false);
  });
});
