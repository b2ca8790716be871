import { describe, expect, test } from '@jest/globals';
import { checkPostPolicy } from '../../../modules/gateway/s3/post-policy';

const now = new Date('2026-11-30T12:00:00Z');
const fields = new Map([
  ['key', 'in/a.txt'],
  ['content-type', 'text/plain'],
  ['x-ignore-me', 'x'],
  ['policy', 'p'],
  ['x-amz-signature', 's'],
]);
const enough = [{ bucket: 'corp-acme' }, ['starts-with', '$key', 'in/'], ['eq', '$Content-Type', 'text/plain']];

function check(policy: unknown, given: ReadonlyMap<string, string> = fields) {
  const text = typeof policy === 'string' ? policy : JSON.stringify(policy);
  return checkPostPolicy(Buffer.from(text).toString('base64'), { bucket: 'corp-acme', fields: given, now });
}

describe('the policy of a form', () => {
  const expiration = '2026-11-30T12:00:01.000Z';

  test('lets pass what it speaks of, and says how long the file may be', () => {
    const conditions = [...enough, ['content-length-range', 1, 100], ['content-length-range', 0, 50]];
    expect(check({ expiration, conditions })).toEqual({ leastBytes: 1, mostBytes: 50 });
    expect(check({ expiration, conditions: enough })).toEqual({ leastBytes: 0, mostBytes: Number.POSITIVE_INFINITY });
  });

  test.each([
    [
      'it has ended',
      { expiration: '2026-11-30T12:00:00Z', conditions: enough },
      'Invalid according to Policy: Policy expired.',
    ],
    [
      'the bucket is another',
      { expiration, conditions: [{ bucket: 'other' }, ...enough.slice(1)] },
      'Invalid according to Policy: Policy Condition failed: ["eq","$bucket","other"]',
    ],
    [
      'a value begins otherwise',
      { expiration, conditions: [...enough, ['starts-with', '$key', 'out/']] },
      'Invalid according to Policy: Policy Condition failed: ["starts-with","$key","out/"]',
    ],
    [
      'a field is missing',
      { expiration, conditions: [...enough, { acl: 'private' }] },
      'Invalid according to Policy: Policy Condition failed: ["eq","$acl","private"]',
    ],
    [
      'it does not speak of a field',
      { expiration, conditions: enough.slice(0, 2) },
      'Invalid according to Policy: Extra input fields: content-type',
    ],
    ['it is no JSON', '{', 'Invalid Policy: Invalid JSON.'],
    ['it never ends', { conditions: enough }, 'Invalid Policy: Policy missing expiration.'],
    ['it has no conditions', { expiration }, 'Invalid Policy: Policy missing conditions.'],
    [
      'a condition is not known',
      { expiration, conditions: [...enough, ['ends-with', '$key', 'txt']] },
      'Invalid Policy: Invalid Condition.',
    ],
    [
      'a condition names no field',
      { expiration, conditions: [...enough, ['eq', 'key', 'a']] },
      'Invalid Policy: Invalid Condition.',
    ],
    [
      'a range is no range',
      { expiration, conditions: [...enough, ['content-length-range', 'a', 'b']] },
      'Invalid Policy: Invalid Condition.',
    ],
  ])('fails when %s', (_, policy, message) => {
    expect(check(policy)).toMatchObject({ message });
  });
});
