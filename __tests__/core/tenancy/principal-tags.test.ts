import { describe, expect, test } from '@jest/globals';
import { asksForTags } from '../../../modules/core';
import { groupByAccess, tagConditions } from '../../../modules/core/tenancy/principal-tags';
import { accountId, deployment } from '../../support/tenancy';

describe('asksForTags', () => {
  test.each([
    [undefined, false],
    [{}, false],
    [{ team: 'a' }, true],
  ])('says of %p: %p', (tags, asks) => {
    expect(asksForTags(tags)).toBe(asks);
  });
});

describe('tagConditions', () => {
  test('test nothing when no tag is asked for', () => {
    expect(tagConditions(deployment, undefined)).toEqual({});
    expect(tagConditions(deployment, {})).toEqual({});
  });

  test('ask for every tag, and for the account whose tags can be trusted', () => {
    expect(Object.entries(tagConditions(deployment, { team: 'a', project: 'b' }))).toEqual([
      ['aws:PrincipalAccount', accountId],
      ['aws:PrincipalTag/project', 'b'],
      ['aws:PrincipalTag/team', 'a'],
    ]);
  });
});

describe('groupByAccess', () => {
  const members = [
    { arn: 'w', access: 'writer' as const },
    { arn: 'r2', access: 'reader' as const, principalTags: { team: 'b' } },
    { arn: 'r1', access: 'reader' as const, principalTags: { team: 'a', project: 'x' } },
    { arn: 'r3', access: 'reader' as const, principalTags: { project: 'x', team: 'a' } },
    { arn: 'r', access: 'reader' as const, principalTags: {} },
  ];

  test('puts those of one access and the same tags together, readers and those without tags first', () => {
    expect(groupByAccess(members).map((one) => [one.arns, one.access, one.sidSuffix])).toEqual([
      [['r'], 'reader', ''],
      [['r1', 'r3'], 'reader', 'ByTag1'],
      [['r2'], 'reader', 'ByTag2'],
      [['w'], 'writer', ''],
    ]);
  });

  test('has no group when there is nobody', () => {
    expect(groupByAccess([])).toEqual([]);
  });
});
