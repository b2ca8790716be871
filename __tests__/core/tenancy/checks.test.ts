import { describe, expect, test } from '@jest/globals';
import {
  bucketContext,
  checkBucketName,
  checkBucketPolicySize,
  checkGrantContext,
  checkKeyPolicySize,
  checkKeyTimes,
  checkRoleName,
  objectContext,
  policyDocument,
  policySizeBytes,
  type EncryptionContext,
  type GrantTerms,
  type PolicyStatement,
} from '../../../modules/core';

const grantee = 'arn:aws:iam::111122223333:role/reader';

describe('checkBucketName', () => {
  test('has one error for each rule that the name breaks', () => {
    expect(checkBucketName('stack/Bucket', '-x')).toEqual([
      {
        code: 'TB2001',
        severity: 'error',
        path: 'stack/Bucket',
        message: 'bucket name "-x": a bucket name has 3 to 63 characters',
        fix: 'choose another tenant id or name prefix: S3 would take x-bucket',
      },
      expect.objectContaining({ message: 'bucket name "-x": a bucket name begins and ends with a letter or digit' }),
    ]);
    expect(checkBucketName('stack/Bucket', 'corp-acme')).toEqual([]);
  });
});

describe('checkRoleName', () => {
  test('has one error for each rule that the name breaks', () => {
    expect(checkRoleName('stack/Role', 'a b')).toEqual([
      {
        code: 'TB2009',
        severity: 'error',
        path: 'stack/Role',
        message: 'role name "a b": a role name has only letters, digits and + = , . @ _ -',
        fix: 'choose another tenant id, principal name or name prefix',
      },
    ]);
    expect(checkRoleName('stack/Role', 'a-b')).toEqual([]);
  });
});

describe('checkKeyTimes', () => {
  test.each([
    [90, 7],
    [2560, 30],
  ])('takes %i and %i days', (rotationDays, deletionWindowDays) => {
    expect(checkKeyTimes('p', { rotationDays, deletionWindowDays })).toEqual([]);
  });

  test.each([
    [89, 6, ['rotationDays is 89', 'deletionWindowDays is 6']],
    [2561, 31, ['rotationDays is 2561', 'deletionWindowDays is 31']],
    [90.5, 7.5, ['rotationDays is 90.5', 'deletionWindowDays is 7.5']],
    [Number.NaN, Number.POSITIVE_INFINITY, ['rotationDays is NaN', 'deletionWindowDays is Infinity']],
  ])('fails when the days are %p and %p', (rotationDays, deletionWindowDays, messages) => {
    const found = checkKeyTimes('p', { rotationDays, deletionWindowDays });
    expect(found.map((one) => one.message)).toEqual(messages);
    expect(found.map((one) => one.fix)).toEqual([
      'give a whole number from 90 to 2560',
      'give a whole number from 7 to 30',
    ]);
  });
});

describe('checkGrantContext', () => {
  const withKey = { arn: 'arn:aws:s3:::corp-acme', bucketKeyEnabled: true };
  const withoutKey = { ...withKey, bucketKeyEnabled: false };
  const terms = (encryptionContext: EncryptionContext): GrantTerms => ({
    preset: 'reader',
    granteeArn: grantee,
    encryptionContext,
  });

  test('takes the bucket context with a Bucket Key, alone or beside the caller’s own', () => {
    const context = bucketContext('aws', 'corp-acme');
    expect(checkGrantContext('p', terms(context), withKey)).toEqual([]);
    expect(checkGrantContext('p', terms({ ...context, application: 'billing' }), withKey)).toEqual([]);
  });

  const objects = objectContext('aws', 'corp-acme', 'a');
  const refused: readonly (readonly [string, EncryptionContext, typeof withKey, string])[] = [
    ['is the object context', objects, withKey, 'constrain the grant to the ARN of the bucket'],
    ['is of another bucket', bucketContext('aws', 'corp'), withKey, 'constrain the grant to the ARN of the bucket'],
    ['is empty', {}, withKey, 'constrain the grant to the ARN of the bucket'],
    [
      'meets a bucket without Bucket Key',
      bucketContext('aws', 'corp-acme'),
      withoutKey,
      'turn the Bucket Key on, or name the principal in the key policy instead of a grant',
    ],
    [
      'is the object context without Bucket Key',
      objects,
      withoutKey,
      'turn the Bucket Key on, or name the principal in the key policy instead of a grant',
    ],
  ];

  test.each(refused)('fails when the context %s', (_, context, bucket, fix) => {
    const found = checkGrantContext('p', terms(context), bucket);
    expect(found.map((one) => [one.code, one.path, one.fix])).toEqual([['TB2003', 'p', fix]]);
    expect(found[0]?.message).toContain(`the grant to ${grantee} would never match: `);
  });
});

describe('checks of policy sizes', () => {
  /** A statement that makes its document exactly so large. */
  function statementsOf(sizeBytes: number): readonly PolicyStatement[] {
    const statement = { Sid: '', Effect: 'Deny', Action: 's3:*', Resource: '*' } as const;
    const empty = policySizeBytes(policyDocument([statement]));
    return [{ ...statement, Sid: 'x'.repeat(sizeBytes - empty) }];
  }

  test('take a policy of exactly the limit', () => {
    expect(checkBucketPolicySize('p', statementsOf(20_480))).toEqual([]);
    expect(checkKeyPolicySize('p', statementsOf(32_768))).toEqual([]);
  });

  test('fails when a policy is one byte over, with the count (F10)', () => {
    const fix = 'name fewer principals: let those who do the same assume one role';
    expect(checkBucketPolicySize('p', statementsOf(20_481))).toEqual([
      {
        code: 'TB2004',
        severity: 'error',
        path: 'p',
        message: 'the bucket policy has 20481 bytes and AWS takes 20480',
        fix,
      },
    ]);
    expect(checkKeyPolicySize('p', statementsOf(32_769))).toEqual([
      {
        code: 'TB2005',
        severity: 'error',
        path: 'p',
        message: 'the key policy has 32769 bytes and AWS takes 32768',
        fix,
      },
    ]);
  });
});
