import { describe, expect, test } from '@jest/globals';
import { bucketContext, objectContext, s3ContextKey, sameContext } from '../../modules/core';

describe('encryption context', () => {
  test('holds the ARN of the bucket with a Bucket Key and of the object without', () => {
    expect(bucketContext('aws', 'corp-acme')).toEqual({ 'aws:s3:arn': 'arn:aws:s3:::corp-acme' });
    expect(objectContext('aws-cn', 'corp-acme', 'a/b')).toEqual({ 'aws:s3:arn': 'arn:aws-cn:s3:::corp-acme/a/b' });
    expect(s3ContextKey).toBe('aws:s3:arn');
  });

  test.each([
    [{ a: '1' }, { a: '1' }, true],
    [{ a: '1', b: '2' }, { b: '2', a: '1' }, true],
    [{ a: '1' }, { a: '2' }, false],
    [{ a: '1' }, { a: '1', b: '2' }, false],
    [{ a: '1', b: '2' }, { a: '1' }, false],
    [{}, {}, true],
  ])('%j beside %j', (one, other, same) => {
    expect(sameContext(one, other)).toBe(same);
  });
});
