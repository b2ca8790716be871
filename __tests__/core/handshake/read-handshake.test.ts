import { describe, expect, test } from '@jest/globals';
import { DiagnosticError, readHandshake } from '../../../modules/core';
import { handshakeFor, pendingTenant } from '../../support/handshakes';
import { createdWriter } from '../../support/tenancy';

const handshake = handshakeFor();
const [writer, reader] = handshake.principals;

describe('readHandshake', () => {
  test('reads what was written, with the tags of its principals', () => {
    const tagged = { ...createdWriter, principalTags: { team: 'a' } };
    for (const one of [handshake, handshakeFor({ ...pendingTenant, principals: [tagged] })])
      expect(readHandshake(JSON.parse(JSON.stringify(one)))).toEqual(one);
  });

  test.each<readonly [unknown, string]>([
    [[], 'the handshake is []'],
    ['no', 'the handshake is "no"'],
    [{ ...handshake, schemaVersion: 2 }, 'schemaVersion is 2'],
    [{ ...handshake, tenant: '' }, 'tenant is ""'],
    [{ ...handshake, keyAccountId: '123' }, 'keyAccountId is "123"'],
    [{ ...handshake, viaService: 'ec2.eu-west-1.amazonaws.com' }, 'viaService is "ec2.eu-west-1.amazonaws.com"'],
    [
      { ...handshake, bucketArn: 'arn:aws:s3:::other' },
      'the constraint is {"aws:s3:arn":"arn:aws:s3:::corp-acme"} and the bucket arn:aws:s3:::other',
    ],
    [
      { ...handshake, constraint: { encryptionContextEquals: {} } },
      'the constraint is {} and the bucket arn:aws:s3:::corp-acme',
    ],
    [{ ...handshake, principals: {} }, 'principals is {}'],
    [{ ...handshake, principals: [{ ...writer, access: 'owner' }] }, 'principals[0].access is "owner"'],
    [
      { ...handshake, principals: [writer, { ...reader, operations: ['Decrypt', 'CreateGrant'] }] },
      'principals[1].operations is ["Decrypt","CreateGrant"], and a reader needs Decrypt',
    ],
    [
      { ...handshake, principals: [{ ...writer, accountId: '999999999999' }] },
      `principals[0] is ${writer?.arn ?? ''} in account 999999999999`,
    ],
    [{ ...handshake, principals: [{ ...writer, arn: undefined }] }, 'principals[0].arn is missing'],
    [
      { ...handshake, principals: [{ ...writer, principalTags: { team: 1 } }] },
      'principals[0].principalTags.team is 1',
    ],
  ])('fails when it was changed on its way: %#', (value, message) => {
    let thrown: unknown;
    try {
      readHandshake(value);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(DiagnosticError);
    expect(thrown).toMatchObject({ diagnostics: [{ code: 'TB1110', message }] });
  });
});
