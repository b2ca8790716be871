import { describe, expect, test } from '@jest/globals';
import { describeSession, describeWorld } from '../../../modules/core';
import { eventsOf } from '../../../modules/gateway/ledger/events';
import type { KmsCallRecord } from '../../../modules/gateway/ledger/ledger';

const session = 'arn:aws:sts::111122223333:assumed-role/app/one';
const roleArn = 'arn:aws:iam::111122223333:role/teams/app';
const world = describeWorld({ principals: [describeSession({ arn: session, roleArn })] });

function call(change: Partial<KmsCallRecord> = {}): KmsCallRecord {
  return {
    time: '2026-01-02T03:04:05.000Z',
    operation: 'GenerateDataKey',
    keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1',
    principal: session,
    encryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::corp-acme' },
    cause: { operation: 'PutObject', bucket: 'corp-acme', key: 'a' },
    outcome: 'ok',
    ...change,
  };
}

const eventsOfCall = (change: Partial<KmsCallRecord> = {}) => eventsOf(world, { number: 3, call: call(change) });

describe('the events of a call', () => {
  test('tell of a session, its role with the path, and the service that called', () => {
    expect(eventsOfCall()).toEqual([
      expect.objectContaining({
        eventSource: 'kms.amazonaws.com',
        eventName: 'GenerateDataKey',
        eventTime: '2026-01-02T03:04:05.000Z',
        awsRegion: 'eu-west-1',
        sourceIPAddress: 's3.amazonaws.com',
        readOnly: true,
        recipientAccountId: '111122223333',
        userIdentity: {
          type: 'AssumedRole',
          arn: session,
          accountId: '111122223333',
          invokedBy: 's3.amazonaws.com',
          sessionContext: {
            sessionIssuer: { type: 'Role', arn: roleArn, accountId: '111122223333', userName: 'app' },
            attributes: { mfaAuthenticated: 'false' },
          },
        },
        requestParameters: {
          keyId: 'arn:aws:kms:eu-west-1:111122223333:key/1',
          keySpec: 'AES_256',
          encryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::corp-acme' },
        },
      }),
    ]);
  });

  test('are two of one shared id when the key is another account’s, whose record hides the caller', () => {
    const keyArn = 'arn:aws:kms:eu-west-1:444455556666:key/1';
    const [own, foreign] = eventsOfCall({ keyArn });
    expect([own?.recipientAccountId, foreign?.recipientAccountId]).toEqual(['111122223333', '444455556666']);
    expect(own?.sharedEventID).toMatch(/^[0-9a-f]{8}-/);
    expect(foreign?.sharedEventID).toBe(own?.sharedEventID);
    expect(foreign?.eventID).not.toBe(own?.eventID);
    expect(foreign?.userIdentity).toEqual({
      type: 'AWSAccount',
      accountId: '111122223333',
      invokedBy: 's3.amazonaws.com',
    });
  });

  test('name no key that was not asked for when something is decrypted', () => {
    expect(eventsOfCall({ operation: 'Decrypt' })[0]?.requestParameters).toEqual({
      encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      encryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::corp-acme' },
    });
  });

  test.each([
    ['arn:aws:iam::111122223333:root', 'Root'],
    ['arn:aws:iam::111122223333:user/teams/ann', 'IAMUser'],
  ])('come from %s as %s, from this machine when no service called', (principal, type) => {
    const [event] = eventsOfCall({ principal, cause: { operation: 'GenerateDataKey' } });
    expect(event?.userIdentity).toMatchObject({ type, arn: principal });
    expect(event?.userIdentity.invokedBy).toBeUndefined();
    expect(event?.sourceIPAddress).toBe('127.0.0.1');
  });

  test.each([
    ['KMS.DisabledException', 'DisabledException'],
    ['AccessDeniedException', 'AccessDenied'],
  ])('carry %s as KMS’s own error', (outcome, errorCode) => {
    expect(eventsOfCall({ outcome })[0]).toMatchObject({ errorCode });
  });
});
