import { describe, expect, test } from '@jest/globals';
import { decidingReason } from '../../modules/cli/deciding-reason';
import type { Reason } from '../../modules/evaluation';

const allow: Reason = { policy: 'bucket policy of b', statement: 'Read', effect: 'Allow', why: 'allows' };
const grant: Reason = { policy: 'grants[g1]', statement: 'g1', effect: 'Allow', why: 'allows' };
const deny: Reason = { policy: 'bucket policy of b', statement: 'Tls', effect: 'Deny', why: 'denies it' };
const missing: Reason = {
  policy: 'implicit',
  statement: 'identityPolicies',
  effect: 'Deny',
  why: 'no policy allows it',
};

describe('the deciding statement', () => {
  test.each([
    ['allow', [allow, grant, grant], 'bucket policy of b, Read + grants[g1]'],
    ['deny', [allow, missing, deny], 'bucket policy of b, Tls: denies it'],
    ['deny', [allow, missing], 'no policy allows it'],
    ['deny', [], 'nothing allows it'],
    ['unknown', [allow], 'bucket policy of b, Read: allows'],
  ] as const)('of %s by %j', (verdict, reasons, text) => {
    expect(decidingReason(verdict, reasons)).toBe(text);
  });
});
