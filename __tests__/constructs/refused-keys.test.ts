import { describe, expect, test } from '@jest/globals';
import { checkGrantContext, checkImportedKey, type Placement } from '../../modules/core';
import { problemsOf } from '../support/tenant-folder';
import { accountId, deployment } from '../support/tenancy';

const uuid = '1234abcd-12ab-34cd-56ef-1234567890ab';
const example = 'the full ARN of a key, as arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

describe('a key that a tenant file names wrongly (F04)', () => {
  test.each([
    ['a bare id', uuid],
    ['an alias', 'alias/acme'],
    ['an alias of another account', 'arn:aws:kms:eu-west-1:444455556666:alias/acme'],
    ['a key of another service', `arn:aws:s3:eu-west-1:444455556666:key/${uuid}`],
    ['a key without an account', `arn:aws:kms:eu-west-1::key/${uuid}`],
  ])('fails when it is %s', (_, arn) => {
    const text = `tenants: [{ id: acme, placement: main, key: { owner: tenant, account: '444455556666', arn: '${arn}' } }]`;
    expect(problemsOf(text)).toEqual([`TB1002 1:92 arn is "${arn}"; give ${example}`]);
  });

  test('fails when it is of another account than the tenant says', () => {
    const arn = `arn:aws:kms:eu-west-1:999999999999:key/${uuid}`;
    const text = `tenants: [{ id: acme, placement: main, key: { owner: tenant, account: '444455556666', arn: '${arn}' } }]`;
    expect(problemsOf(text)).toEqual([
      'TB1002 1:45 key has an arn in account 999999999999 and account 444455556666; make the two agree',
    ]);
  });
});

describe('a key that does not lie where its bucket lies (F04)', () => {
  const fix = 'give the ARN of a key in eu-west-1: no alias, no bare id, and no key of another region';
  const found = (keyArn: string, placement: Placement = deployment): readonly string[] =>
    checkImportedKey('p', placement, keyArn).map((one) => `${one.code} ${one.message}; ${one.fix}`);

  test.each([
    [`arn:aws:kms:us-east-1:${accountId}:key/${uuid}`, 'is not in eu-west-1 of partition aws'],
    [`arn:aws-cn:kms:eu-west-1:${accountId}:key/${uuid}`, 'is not in eu-west-1 of partition aws'],
  ])('fails at synth, before any plan, when it is %s', (keyArn, problem) => {
    expect(found(keyArn)).toEqual([`TB2107 key ${keyArn} ${problem}; ${fix}`]);
  });

  test.each([uuid, 'alias/acme', `arn:aws:kms:eu-west-1:${accountId}:alias/acme`])('fails when it is %s', (keyArn) => {
    expect(found(keyArn)).toEqual([`TB2107 key "${keyArn}" is no full key ARN; ${fix}`]);
  });
});

describe('combinations that S3 and KMS cannot serve (F24)', () => {
  test('fails when a grant is to work on a bucket without a Bucket Key', () => {
    const arn = 'arn:aws:s3:::corp-acme';
    const terms = { preset: 'reader', granteeArn: 'arn:g', encryptionContext: { 'aws:s3:arn': arn } } as const;
    expect(checkGrantContext('p', terms, { arn, bucketKeyEnabled: false })).toEqual([
      {
        code: 'TB2003',
        severity: 'error',
        path: 'p',
        message:
          'the grant to arn:g would never match: the bucket has no Bucket Key, so S3 sends the ARN of each object and no grant constraint can match them all',
        fix: 'turn the Bucket Key on, or name the principal in the key policy instead of a grant',
      },
    ]);
  });
});
