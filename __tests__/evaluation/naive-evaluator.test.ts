import { describe, expect, test } from '@jest/globals';
import { naiveEvaluate } from '../support/naive-evaluator';
import { selfCheckCases } from '../support/naive-evaluator/self-check';

describe.each(Object.entries(selfCheckCases))('the naive evaluator on %s (F21)', (_subject, cases) => {
  test.each(cases)('$name: $decision', ({ case: theCase, decision }) => {
    expect(naiveEvaluate(theCase).decision).toBe(decision);
  });
});

describe('the naive evaluator’s reasons', () => {
  test('name every statement that denies, on every leg', () => {
    const denyAll = { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' };
    const request = {
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::acme-data/x',
      resourceAccount: '111122223333',
      principal: 'anonymous',
    };
    const resourcePolicy = { Statement: [{ ...denyAll, Effect: 'Allow' }, { ...denyAll, Sid: 'Fence' }, denyAll] };
    const leg = { request, resourcePolicy: { Statement: denyAll } };
    expect(naiveEvaluate({ request, resourcePolicy, then: [leg] }).deciding).toEqual([
      { policy: 'resourcePolicy', statement: 'Fence', leg: 0, holds: 'yes' },
      { policy: 'resourcePolicy', statement: '2', leg: 0, holds: 'yes' },
      { policy: 'resourcePolicy', statement: '0', leg: 1, holds: 'yes' },
    ]);
  });
});
