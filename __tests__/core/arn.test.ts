import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { accountRootArn, bucketArn, formatArn, isAccountId, objectArn, parseArn, roleArn } from '../../modules/core';

describe('parseArn', () => {
  test.each([
    [
      'arn:aws:iam::111122223333:role/path/name',
      { partition: 'aws', service: 'iam', region: '', accountId: '111122223333', resource: 'role/path/name' },
    ],
    ['arn:aws:s3:::bucket', { partition: 'aws', service: 's3', region: '', accountId: '', resource: 'bucket' }],
    [
      'arn:aws-cn:logs:cn-north-1:111122223333:log-group:name:*',
      {
        partition: 'aws-cn',
        service: 'logs',
        region: 'cn-north-1',
        accountId: '111122223333',
        resource: 'log-group:name:*',
      },
    ],
  ])('reads %s', (text, arn) => {
    expect(parseArn(text)).toEqual(arn);
  });

  test.each([
    '',
    'arn',
    'urn:aws:s3:::b',
    'arn:aws:s3::b',
    'arn::s3:::b',
    'arn:aws::::b',
    'arn:aws:s3:::',
    'ARN:aws:s3:::b',
  ])('fails when %p is no ARN', (text) => {
    expect(parseArn(text)).toBeUndefined();
  });

  test('is undone by formatArn', () => {
    const part = fc.stringMatching(/^[a-z0-9-]{1,12}$/);
    const maybe = fc.oneof(fc.constant(''), part);
    const resource = fc.string({ minLength: 1 });
    fc.assert(
      fc.property(fc.record({ partition: part, service: part, region: maybe, accountId: maybe, resource }), (arn) => {
        expect(parseArn(formatArn(arn))).toEqual(arn);
      }),
    );
  });
});

describe('ARNs of what we vend', () => {
  test('are written without what S3 and IAM leave empty', () => {
    expect(bucketArn('aws', 'corp-acme')).toBe('arn:aws:s3:::corp-acme');
    expect(objectArn('aws-us-gov', 'corp-acme', 'a/b')).toBe('arn:aws-us-gov:s3:::corp-acme/a/b');
    expect(accountRootArn('aws', '111122223333')).toBe('arn:aws:iam::111122223333:root');
    expect(roleArn('aws', '111122223333', '/', 'app')).toBe('arn:aws:iam::111122223333:role/app');
    expect(roleArn('aws', '111122223333', '/tenants/', 'app')).toBe('arn:aws:iam::111122223333:role/tenants/app');
  });
});

describe('isAccountId', () => {
  test.each([
    ['012345678901', true],
    ['12345678901', false],
    ['1111222233334', false],
    ['11112222333a', false],
    ['111122223333\n', false],
    ['', false],
  ])('of %p is %p', (text, expected) => {
    expect(isAccountId(text)).toBe(expected);
  });
});
