import { describe, expect, test } from '@jest/globals';
import { known, unknown } from '../../../modules/core';
import { everyAction } from '../../../modules/evaluation/world/asked-actions';
import { documentFacts } from '../../../modules/evaluation/world/document-facts';

const guest = 'arn:aws:iam::444455556666:role/guest';

function facts(...Statement: readonly unknown[]) {
  return documentFacts(known({ Version: '2012-10-17', Statement }));
}

describe('documentFacts', () => {
  test('finds nothing in what is not known or no policy', () => {
    for (const document of [
      unknown('later'),
      known(undefined),
      known('text'),
      known({}),
      known({ Statement: 'text' }),
    ]) {
      expect(documentFacts(document).allows).toEqual([]);
    }
  });

  test('finds whom principals and conditions name', () => {
    const { principals, accounts, lookalikes, tagKeys } = facts(
      { Effect: 'Deny', Principal: { AWS: ['777788889999', guest], Service: 'logging.s3.amazonaws.com' } },
      { Effect: 'Deny', NotPrincipal: { AWS: 'arn:aws:iam::888899990000:root' } },
      {
        Effect: 'Deny',
        Principal: '*',
        Condition: {
          ArnLike: {
            'aws:PrincipalArn': [
              'arn:aws:iam::111122223333:role/deploy-*',
              'arn:aws:sts::111122223333:assumed-role/app/*',
            ],
          },
          StringEquals: {
            'aws:PrincipalAccount': '222233334444',
            'aws:PrincipalTag/team': 'a',
            'aws:PrincipalArn': guest,
          },
          StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:user/${ aws:PrincipalTag/path }' },
          Bool: 'malformed',
        },
      },
    );
    expect([...principals]).toEqual([guest, 'logging.s3.amazonaws.com']);
    expect([...accounts].sort()).toEqual([
      '111122223333',
      '222233334444',
      '444455556666',
      '777788889999',
      '888899990000',
    ]);
    expect([...lookalikes]).toEqual(['arn:aws:iam::111122223333:role/deploy-*']);
    expect([...tagKeys].sort()).toEqual(['aws:PrincipalTag/path', 'aws:PrincipalTag/team']);
  });

  test('finds where S3 patterns end, listing by its prefixes', () => {
    const { s3Patterns } = facts(
      { Effect: 'Deny', Resource: ['arn:aws:s3:::b/${aws:PrincipalTag/team}/*', 'arn:aws:kms:*:*:key/*'] },
      {
        Effect: 'Deny',
        Resource: 'arn:aws:s3:::b',
        Condition: { StringLike: { 'S3:Prefix': ['in/*', 'out/${aws:username}'] } },
      },
      { Effect: 'Deny', NotResource: 'arn:aws:s3:::c/*' },
    );
    expect([...s3Patterns]).toEqual([
      'arn:aws:s3:::b/*/*',
      'arn:aws:s3:::b',
      'arn:aws:s3:::b/in/*',
      'arn:aws:s3:::b/out/*',
      'arn:aws:s3:::c/*',
    ]);
  });

  test('takes an Allow to reach no less than it says', () => {
    const [first, ...more] = facts(
      { Effect: 'Allow', Action: 's3:GetObject', Resource: ['arn:aws:s3:::b/*', 'arn:aws:s3:::b/file'] },
      { Effect: 'Allow', NotAction: 'iam:*', NotResource: 'arn:aws:s3:::b/*' },
      { Effect: 'Allow', Action: 'iam:*', Resource: '*' },
    ).allows;
    expect(first?.heads).toEqual([
      { text: 'arn:aws:s3:::b/', open: true },
      { text: 'arn:aws:s3:::b/file', open: false },
    ]);
    expect(more).toMatchObject([{ actions: everyAction, heads: [{ text: '', open: true }] }]);
  });
});
