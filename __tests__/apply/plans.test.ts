import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathOf, planCases } from '../support/plans/plan-cases';
import { PlanRecorder, type AppliedBase } from '../support/plans/recorder';

const limitMs = 300_000;
const again = ['no-change/shapes', 'public-access/policy-document-for-everybody'];

describe('plans that are recorded afresh', () => {
  let recorder: PlanRecorder;
  let base: AppliedBase;

  beforeAll(async () => {
    recorder = await PlanRecorder.start();
    base = await recorder.apply('shapes');
  }, limitMs);

  afterAll(async () => {
    await recorder[Symbol.asyncDispose]();
  }, limitMs);

  test.each(planCases.filter((one) => again.includes(pathOf(one))).map((one) => [pathOf(one), one] as const))(
    'are those that are kept: %s',
    async (path, one) => {
      const { plan, stack } = await base.plan(one);
      const kept = (suffix: string) => readFileSync(join(__dirname, '..', 'plans', `${path}${suffix}`), 'utf8').trim();
      expect(JSON.parse(plan)).toEqual(JSON.parse(kept('.plan.json')));
      expect(JSON.parse(stack)).toEqual(JSON.parse(kept('.tf.json')));
    },
    limitMs,
  );
});
