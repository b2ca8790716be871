import { describe, expect, test } from '@jest/globals';
import { describeSession, describeWorld, known } from '../../../modules/core';
import { requesterName } from '../../../modules/gateway/s3/requester';

const roleArn = 'arn:aws:iam::111122223333:role/app';
const arnOf = (name: string): string => `arn:aws:sts::111122223333:assumed-role/app/${name}`;
const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };

function session(name: string, policies: readonly object[] = []) {
  const sessionPolicies = known(policies.map((one) => ({ name: 'passed', document: known(one) })));
  return describeSession({ arn: arnOf(name), roleArn, sessionPolicies });
}

const world = describeWorld({
  principals: [
    session('one'),
    session('two'),
    session('narrow', [document]),
    session('narrow-too', [document]),
    session('wide', [{ ...document, Id: 'wide' }]),
  ],
});

const alike = (scope: 'roleAndSessionPolicies' | 'session', one: string, other: string): boolean =>
  requesterName(world, arnOf(one), scope) === requesterName(world, arnOf(other), scope);

describe('who shares a bucket-level key', () => {
  test('is a role under the same session policies, by default', () => {
    expect(alike('roleAndSessionPolicies', 'one', 'two')).toBe(true);
    expect(alike('roleAndSessionPolicies', 'narrow', 'narrow-too')).toBe(true);
    expect(alike('roleAndSessionPolicies', 'one', 'narrow')).toBe(false);
    expect(alike('roleAndSessionPolicies', 'narrow', 'wide')).toBe(false);
  });

  test('is nobody where each session counts by itself', () => {
    expect(alike('session', 'one', 'two')).toBe(false);
  });

  test('is a user with nobody else', () => {
    const user = 'arn:aws:iam::111122223333:user/ann';
    expect(requesterName(world, user, 'roleAndSessionPolicies')).toBe(user);
  });
});
