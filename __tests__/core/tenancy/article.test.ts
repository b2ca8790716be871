import { describe, expect, test } from '@jest/globals';
import {
  articleDefaultEncryptionForNewObjects,
  articleStatementsForEffectiveKey,
  articleStatementsForHeadersOnEveryWrite,
} from '../../../modules/core';
import { accountId, deployment } from '../../support/tenancy';

const keyArn = `arn:aws:kms:eu-west-1:${accountId}:key/11111111-2222-3333-4444-555555555555`;
const withoutKey = {
  Sid: 'DenyObjectsThatAreNotSSEKMS',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::corp-acme/*',
  Condition: { Null: { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'true' } },
};

describe('the article’s own forms', () => {
  test('deny whatever shows no key, as it is written there', () => {
    expect(articleStatementsForEffectiveKey(deployment, 'corp-acme')).toEqual([withoutKey]);
  });

  test('deny whatever has no header for KMS and a key, as it used to be written', () => {
    expect(articleStatementsForHeadersOnEveryWrite(deployment, 'corp-acme')).toEqual([
      {
        Sid: 'DenyIncorrectEncryptionHeader',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:PutObject',
        Resource: 'arn:aws:s3:::corp-acme/*',
        Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
      },
      withoutKey,
    ]);
  });

  test('set default encryption with a Bucket Key, byte for byte what put-bucket-encryption is given', () => {
    expect(JSON.stringify(articleDefaultEncryptionForNewObjects(keyArn))).toBe(
      `{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms","KMSMasterKeyID":"${keyArn}"},"BucketKeyEnabled":true}]}`,
    );
  });
});
