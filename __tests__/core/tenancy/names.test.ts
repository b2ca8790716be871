import { describe, expect, test } from '@jest/globals';
import { accessRoleName, dedicatedBucketName, keyAliasName, principalArn } from '../../../modules/core';
import { brokenBucketNameRules, brokenRoleNameRules } from '../../../modules/core/tenancy/names';
import { accountId, acme, createdWriter, deployment, existingReader } from '../../support/tenancy';

describe('names of what a tenant gets', () => {
  test('are made of the prefix of the placement and the id of the tenant', () => {
    expect(dedicatedBucketName(deployment, acme)).toBe('corp-acme');
    expect(keyAliasName(deployment, acme)).toBe('alias/corp/acme');
    expect(accessRoleName(deployment, acme, createdWriter)).toBe('corp-acme-app');
  });

  test('make the ARN of a role before the role is there', () => {
    expect(principalArn(deployment, acme, createdWriter)).toBe(`arn:aws:iam::${accountId}:role/tenants/corp-acme-app`);
    expect(principalArn(deployment, acme, existingReader)).toBe(existingReader.arn);
  });
});

const length = 'a bucket name has 3 to 63 characters';
const letters = 'a bucket name has only a-z, 0-9, dots and hyphens';
const ends = 'a bucket name begins and ends with a letter or digit';
const twoDots = 'a bucket name has no two dots in a row';
const dot = 'a dot in a bucket name breaks TLS on virtual-host addresses';
const address = 'a bucket name does not look like an IP address';
const prefix = 'the prefixes xn--, sthree- and amzn-s3-demo- are reserved';
const suffix = 'the suffixes -s3alias, --ol-s3, .mrap, --x-s3 and --table-s3 are reserved';

describe('brokenBucketNameRules', () => {
  test.each([['abc'], ['a-b'], ['123'], ['x'.repeat(63)], ['corp-acme-2'], ['s3alias'], ['corp-xn--acme'], ['a--b']])(
    'takes %s',
    (name) => {
      expect(brokenBucketNameRules(name)).toEqual([]);
    },
  );

  test.each([
    ['ab', [length]],
    ['', [length, ends]],
    ['x'.repeat(64), [length]],
    ['Acme', [letters, ends]],
    ['corp-Acme-x', [letters]],
    ['corp_acme', [letters]],
    ['corp acme', [letters]],
    ['corp-äcme', [letters]],
    ['corp\nacme', [letters, ends]],
    ['-corp', [ends]],
    ['corp-', [ends]],
    ['corp.acme', [dot]],
    ['corp..acme', [twoDots, dot]],
    ['.corp', [ends, dot]],
    ['192.168.5.4', [dot, address]],
    ['xn--corp', [prefix]],
    ['sthree-corp', [prefix]],
    ['sthree-configurator', [prefix]],
    ['amzn-s3-demo-corp', [prefix]],
    ['corp-s3alias', [suffix]],
    ['corp--ol-s3', [suffix]],
    ['corp.mrap', [dot, suffix]],
    ['corp--x-s3', [suffix]],
    ['corp--table-s3', [suffix]],
  ])('fails when the name is %p (F02)', (name, rules) => {
    expect(brokenBucketNameRules(name)).toEqual(rules);
  });
});

describe('brokenRoleNameRules', () => {
  test.each([['a'], ['corp-acme-app'], ['A_b+c=d,e.f@g-1'], ['x'.repeat(64)]])('takes %s', (name) => {
    expect(brokenRoleNameRules(name)).toEqual([]);
  });

  test.each([
    ['', ['a role name has 1 to 64 characters']],
    ['x'.repeat(65), ['a role name has 1 to 64 characters']],
    ['a/b', ['a role name has only letters, digits and + = , . @ _ -']],
    ['ä', ['a role name has only letters, digits and + = , . @ _ -']],
  ])('fails when the name is %p', (name, rules) => {
    expect(brokenRoleNameRules(name)).toEqual(rules);
  });
});
