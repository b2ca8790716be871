import { describe, expect, test } from '@jest/globals';
import { droppedDenials, narrowedDenials } from '../../../modules/review/enforcement/narrowed';

const keyId = 's3:x-amz-server-side-encryption-aws-kms-key-id';
const own = 'arn:aws:kms:eu-central-1:111122223333:key/own';
const other = 'arn:aws:kms:eu-central-1:999988887777:key/other';
const ofKey = { StringNotEquals: { [keyId]: own } };
const deny = {
  Sid: 'DenyOtherKeys',
  Effect: 'Deny',
  Principal: '*',
  Action: ['s3:PutObject', 's3:ReplicateObject'],
  Resource: 'arn:aws:s3:::b/*',
  Condition: ofKey,
};

function ways(after: object, before: object = deny): readonly string[] {
  return narrowedDenials([{ ...before }], [{ ...after }], (arn) => arn === own).map(({ how }) => how);
}

describe('a Deny that refuses less', () => {
  test.each([
    ['a condition', { Condition: { ...ofKey, StringEquals: { 'aws:UserAgent': 'x' } } }, 'asks for aws:useragent'],
    ['principals', { Principal: { AWS: 'arn:aws:iam::111122223333:root' } }, 'leaves principals out'],
    ['a key', { Condition: { StringNotEquals: { [keyId]: [own, other] } } }, `spares ${other}`],
    ['an action', { Action: 's3:PutObject' }, 'leaves out s3:ReplicateObject'],
    ['a place', { Resource: 'arn:aws:s3:::b/o*' }, 'no longer covers arn:aws:s3:::b/*'],
    [
      'all but a place',
      { Resource: undefined, NotResource: 'arn:aws:s3:::b/x/*' },
      'no longer covers arn:aws:s3:::b/*',
    ],
  ])('is told by %s', (_, change, how) => {
    expect(ways({ ...deny, ...change })).toEqual([expect.stringContaining(how)]);
  });

  test('is told of one caller more that is spared', () => {
    const sparing = (...arns: readonly string[]) => ({
      ...deny,
      Condition: { ...ofKey, ArnNotLike: { 'aws:PrincipalArn': arns } },
    });
    expect(ways(sparing('arn:a', 'arn:b'), sparing('arn:a'))).toEqual(['spares arn:b']);
  });

  test.each([
    ['what is written otherwise', { Action: ['S3:PUTOBJECT', 's3:ReplicateObject'] }],
    ['what refuses more', { Action: 's3:*', Resource: '*', Condition: undefined }],
    ['another name', { Sid: 'Other' }],
    ['a key of its own', { Condition: { StringNotEquals: { [keyId]: [own, own] } } }],
  ])('is not told of %s', (_, change) => {
    expect(ways({ ...deny, ...change })).toEqual([]);
  });

  test('is dropped when nothing does what it did', () => {
    expect(droppedDenials([deny], [])).toEqual(['DenyOtherKeys']);
    expect(droppedDenials([deny], [{ ...deny, Sid: 'Other' }])).toEqual([]);
    expect(droppedDenials([{ ...deny, Effect: 'Allow' }], [])).toEqual([]);
  });
});
