import { describe, expect, test } from '@jest/globals';
import { checkImportedKey, checkPrincipalTags } from '../../../modules/core';
import { accountId, createdWriter, deployment, existingReader } from '../../support/tenancy';

const principalTags = { team: 'a' };

describe('checkPrincipalTags', () => {
  test('takes tags of principals of the placement’s account, and no tags of any', () => {
    const own = { ...existingReader, arn: `arn:aws:iam::${accountId}:role/analyst`, principalTags };
    const created = { ...createdWriter, principalTags };
    expect(checkPrincipalTags('p', deployment, [own, created, existingReader])).toEqual([]);
  });

  test('fails when tags are asked of a principal whose account can give it any', () => {
    expect(checkPrincipalTags('p', deployment, [{ ...existingReader, principalTags }])).toEqual([
      {
        code: 'TB2103',
        severity: 'error',
        path: 'p',
        message: `principal ${existingReader.arn} is to carry tags, and its account can give it any`,
        fix: `take its principalTags out, or name a principal of account ${accountId}`,
      },
    ]);
  });
});

describe('checkImportedKey', () => {
  const id = '11111111-2222-3333-4444-555555555555';
  const fix = 'give the ARN of a key in eu-west-1: no alias, no bare id, and no key of another region';

  test.each([
    [`arn:aws:kms:eu-west-1:${accountId}:key/${id}`],
    [`arn:aws:kms:eu-west-1:444455556666:key/mrk-${id.replaceAll('-', '')}`],
  ])('takes %s', (keyArn) => {
    expect(checkImportedKey('p', deployment, keyArn)).toEqual([]);
  });

  test.each([
    [id],
    ['alias/acme'],
    [`arn:aws:kms:eu-west-1:${accountId}:alias/acme`],
    ['arn:aws:s3:::corp-acme'],
    [''],
  ])('fails when the key is %p, which is resolved elsewhere or is none', (keyArn) => {
    expect(checkImportedKey('p', deployment, keyArn)).toEqual([
      { code: 'TB2107', severity: 'error', path: 'p', message: `key "${keyArn}" is no full key ARN`, fix },
    ]);
  });

  test.each([[`arn:aws:kms:us-east-1:${accountId}:key/${id}`], [`arn:aws-cn:kms:eu-west-1:${accountId}:key/${id}`]])(
    'fails when the key is %s, in another place than the bucket',
    (keyArn) => {
      expect(checkImportedKey('p', deployment, keyArn)).toEqual([
        {
          code: 'TB2107',
          severity: 'error',
          path: 'p',
          message: `key ${keyArn} is not in eu-west-1 of partition aws`,
          fix,
        },
      ]);
    },
  );
});
