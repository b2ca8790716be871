import { describe, expect, test } from '@jest/globals';
import { known } from '../../../modules/core';
import { keyArnOf } from '../../../tools/bench/tenant-worlds';
import { reviewOf, told, twoTenants, withKey } from '../../support/tenant-plans';

const deny = {
  Sid: 'OnlyByS3',
  Effect: 'Deny',
  Principal: '*',
  Action: 'kms:Decrypt',
  Resource: '*',
  Condition: { StringNotEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } },
};
const allow = {
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${keyArnOf('a').split(':')[4] ?? ''}:root` },
  Action: 'kms:PutKeyPolicy',
  Resource: '*',
};

function withStatements(...statements: readonly object[]) {
  return withKey('a', { policy: known({ Version: '2012-10-17', Statement: [allow, ...statements] }) }, twoTenants);
}

function review(...statements: readonly object[]) {
  return reviewOf(withStatements(...statements), {}, { accessDiff: false }, withStatements(deny));
}

describe('a key policy that refuses less', () => {
  test.each([
    ['OnlyByS3 is gone', []],
    [
      'OnlyByS3 asks for aws:principaltag/x before it refuses',
      [{ ...deny, Condition: { ...deny.Condition, StringEquals: { 'aws:PrincipalTag/x': 'y' } } }],
    ],
  ])('is told: %s', (words, statements) => {
    expect(told(review(...statements))).toEqual(['high access-gained a']);
    expect(review(...statements).findings[0]?.message).toContain(words);
  });

  test('is not told of one that refuses as before, or more', () => {
    expect(told(review(deny))).toEqual([]);
    expect(told(review({ ...deny, Action: ['kms:Decrypt', 'kms:GenerateDataKey'] }))).toEqual([]);
  });
});
