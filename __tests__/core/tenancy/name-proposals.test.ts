import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkBucketName } from '../../../modules/core';
import { proposeBucketName, proposeTenantId } from '../../../modules/core/tenancy/name-proposals';
import { brokenBucketNameRules } from '../../../modules/core/tenancy/names';

const fixes = (name: string): ReadonlySet<string> => new Set(checkBucketName('p', name).map((one) => one.fix));

describe('a bucket name that S3 refuses', () => {
  test.each([
    ['ab', 'ab-bucket'],
    ['', 'bucket'],
    ['Corp-Acme', 'corp-acme'],
    ['corp_acme', 'corp-acme'],
    ['corp-äcme', 'corp-acme'],
    ['日本', 'bucket'],
    ['-corp-', 'corp'],
    ['corp.acme', 'corp-acme'],
    ['corp..acme', 'corp-acme'],
    ['192.168.5.4', '192-168-5-4'],
    ['xn--corp', 'b-xn--corp'],
    ['sthree-configurator', 'b-sthree-configurator'],
    ['amzn-s3-demo-corp', 'b-amzn-s3-demo-corp'],
    ['corp-s3alias', 'corp-s3alias-b'],
    ['corp--ol-s3', 'corp--ol-s3-b'],
    ['corp.mrap', 'corp-mrap'],
    ['corp--x-s3', 'corp--x-s3-b'],
    ['corp--table-s3', 'corp--table-s3-b'],
    [`corp-${'b'.repeat(60)}`, `corp-${'b'.repeat(45)}-22ab6fa8`],
  ])('fails when it is %p, with a rule and a proposal (F02)', (name, proposal) => {
    expect(fixes(name)).toEqual(new Set([`choose another tenant id or name prefix: S3 would take ${proposal}`]));
  });

  test('gets a proposal that S3 takes, the same every time, whatever it is (F02)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (name) => {
        expect(brokenBucketNameRules(proposeBucketName(name))).toEqual([]);
        expect(proposeBucketName(name)).toBe(proposeBucketName(name));
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  test('gets another proposal than one that begins with the same 63 letters (F03)', () => {
    const long = 'x'.repeat(63);
    expect(proposeBucketName(`${long}a`)).not.toBe(proposeBucketName(`${long}b`));
  });
});

describe('proposeTenantId', () => {
  test('offers an id that a tenant can have, and another for each seed (F03)', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z][a-z0-9-]{1,29}$/), fc.string(), (id, seed) => {
        expect(proposeTenantId(id, seed)).toMatch(/^[a-z][a-z0-9-]{1,29}$/);
      }),
      { seed: 3 },
    );
    expect(proposeTenantId('acme', 'dev/main/acme')).toBe(proposeTenantId('acme', 'dev/main/acme'));
    expect(proposeTenantId('acme', 'dev/main/acme')).not.toBe(proposeTenantId('acme', 'prod/main/acme'));
  });
});
