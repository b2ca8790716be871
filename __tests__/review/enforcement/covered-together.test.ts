import { describe, expect, test } from '@jest/globals';
import { isCoveredTogether } from '../../../modules/review/enforcement/covered-together';
import { droppedDenials, narrowedDenials } from '../../../modules/review/enforcement/narrowed';

const deny = {
  Sid: 'Deny',
  Effect: 'Deny',
  Principal: '*',
  Action: ['s3:PutObject', 's3:ReplicateObject'],
  Resource: ['arn:aws:s3:::b/in/*', 'arn:aws:s3:::b/out/*'],
  Condition: {
    Bool: { 'aws:SecureTransport': 'false' },
    StringEquals: { 'aws:PrincipalTag/team': ['a', 'b'] },
    StringNotEquals: { 'aws:PrincipalOrgID': ['o-1', 'o-2'] },
  },
};
type Parts = { readonly [element: string]: unknown };
const part = (parts: Parts) => ({ ...deny, ...parts });
const tagged = (team: string) => ({ ...deny.Condition, StringEquals: { 'aws:PrincipalTag/team': team } });
const put = part({ Action: ['S3:PutObject'] });
const replicate = part({ Action: ['s3:Replicate*'] });

describe('what some Denies refuse together', () => {
  test.each([
    ['actions', [put, replicate]],
    ['places', deny.Resource.map((one) => part({ Resource: [one] }))],
    ['values of a test', [part({ Condition: tagged('a') }), part({ Condition: tagged('b') })]],
    [
      'kinds of requests, one of them for everybody',
      [put, { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }],
    ],
    [
      'both of them, with fewer exceptions',
      [part({ Condition: { StringNotEquals: { 'aws:principalorgid': 'o-1' } } })],
    ],
  ])('is all that one did when it is parted by %s', (_, statements) => {
    expect(isCoveredTogether(deny, statements)).toBe(true);
    expect(narrowedDenials([deny], statements, () => false)).toEqual([]);
    expect(droppedDenials([deny], statements)).toEqual([]);
  });

  test.each([
    ['an action is left out', [put]],
    ['a place is', [part({ Resource: ['arn:aws:s3:::b/in/*'] })]],
    ['a value is', [part({ Condition: tagged('a') })]],
    [
      'one part asks for more',
      [
        put,
        part({
          Action: ['s3:ReplicateObject'],
          Condition: { ...deny.Condition, Bool: { 'aws:SecureTransport': 'false', 'aws:ViaAWSService': 'true' } },
        }),
      ],
    ],
    [
      'one part spares somebody',
      [part({ Condition: { StringNotEquals: { 'aws:PrincipalOrgID': ['o-1', 'o-2', 'o-3'] } } })],
    ],
    ['one part is for others', [part({ Principal: 'arn:aws:iam::111122223333:root' })]],
    [
      'parts cross',
      [
        part({ Action: ['s3:PutObject'], Resource: ['arn:aws:s3:::b/in/*'] }),
        part({ Action: ['s3:ReplicateObject'], Resource: ['arn:aws:s3:::b/out/*'] }),
      ],
    ],
    ['a condition is none', [part({ Condition: 'none' }), part({ Condition: { Bool: 'x' } })]],
  ])('is less when %s', (_, statements) => {
    expect(isCoveredTogether(deny, statements)).toBe(false);
  });

  test('is decided for named principals, and for what an element excludes as it stands', () => {
    const named = (...AWS: readonly string[]) => ({ ...deny, Principal: { AWS } });
    expect(isCoveredTogether(named('a', 'b'), [named('a'), named('b')])).toBe(true);
    expect(isCoveredTogether(named('a', 'b'), [named('a')])).toBe(false);
    const { Action: _, ...rest } = deny;
    const not = (...NotAction: readonly string[]) => ({ ...rest, NotAction });
    expect(isCoveredTogether(not('s3:Get*'), [not('s3:Get*')])).toBe(true);
    expect(isCoveredTogether(not('s3:Get*'), [not('s3:*')])).toBe(false);
    expect(isCoveredTogether(not('s3:Get*'), [{ ...rest, Action: 'not*' }])).toBe(false);
  });

  test('is not looked for in more parts than anybody writes', () => {
    const many = part({ Action: Array.from({ length: 1001 }, (_, index) => `s3:A${String(index)}`) });
    expect(isCoveredTogether(many, [many])).toBe(false);
    expect(narrowedDenials([many], [many], () => false)).toEqual([]);
  });

  test('needs all of a set that every value has to be in', () => {
    const all = (...values: readonly string[]) => part({ Condition: { 'ForAllValues:StringEquals': { k: values } } });
    expect(isCoveredTogether(all('a', 'b'), [all('a'), all('b')])).toBe(false);
    expect(isCoveredTogether(all('a', 'b'), [all('a', 'b')])).toBe(true);
  });
});
