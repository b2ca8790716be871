import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPlan } from '../../modules/plan';
import { reviewPlan, severities, topics, type Finding, type Review } from '../../modules/review';
import { pathOf, planCases } from '../support/plans/plan-cases';
import type { ExpectedFinding, PlanCase } from '../support/plans/plan-case';

const folder = join(__dirname, '..', 'plans');
const named = (cases: readonly PlanCase[]) => cases.map((one) => [pathOf(one), one] as const);

async function reviewOf(one: PlanCase): Promise<Review> {
  const text = readFileSync(join(folder, `${pathOf(one)}.plan.json`), 'utf8');
  return reviewPlan({ plans: [{ name: pathOf(one), facts: await readPlan(text) }], today: '2026-01-01' });
}

/** What a case says of a finding, in an order of its own. */
function told(findings: readonly (ExpectedFinding | Finding)[]): readonly string[] {
  return findings.map(({ topic, tenant = '' }) => `${topic} ${tenant}`.trim()).toSorted();
}

function expectDetails({ expected, access = [] }: PlanCase, review: Review): void {
  for (const { address, ...rest } of expected) {
    const place = address === undefined ? {} : { address: expect.stringMatching(new RegExp(`^${address}`)) };
    expect(review.findings).toContainEqual(expect.objectContaining({ ...rest, ...place }));
  }
  for (const row of access) expect(review.access).toContainEqual(expect.objectContaining(row));
}

const isAboveInfo = ({ severity }: Finding) => severity !== 'info';

describe('the review of a recorded plan', () => {
  const changing = planCases.filter(({ topic }) => topic !== 'add-tenant');

  test.each(named(changing))('has exactly the findings of its change: %s', async (_, one) => {
    const review = await reviewOf(one);
    const tenants = one.expected.some(({ tenant }) => tenant !== undefined);
    expect(
      told(review.findings.map(({ tenant, ...rest }) => (tenants && tenant ? { ...rest, tenant } : rest))),
    ).toEqual(told(one.expected));
    expectDetails(one, review);
  });

  test.each(named(planCases.filter(({ topic }) => topic === 'add-tenant')))(
    'that only adds a tenant has nothing above info: %s',
    async (_, one) => {
      expect((await reviewOf(one)).findings.filter(isAboveInfo)).toEqual([]);
    },
  );

  test('is there for every topic, and sixty times at least', () => {
    const seen = new Set(planCases.flatMap(({ expected }) => expected.map(({ topic }) => topic)));
    // What tenants cost stands in no plan: it is given to the review.
    expect(Object.keys(topics).filter((topic) => ![...seen, 'cost-change'].includes(topic))).toEqual([]);
    expect(planCases.length).toBeGreaterThanOrEqual(60);
    expect(new Set(planCases.map(pathOf)).size).toBe(planCases.length);
  });

  test('orders what it finds, the worst first', async () => {
    for (const one of planCases) {
      const found = (await reviewOf(one)).findings.map(({ severity }) => severities.indexOf(severity));
      expect(found).toEqual([...found].sort((a, b) => a - b));
    }
  });
});
