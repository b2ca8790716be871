import { describe, expect, test } from '@jest/globals';
import { describeRole, known } from '../../../modules/core';
import { keyArnOf, platformAccount, roleArnOf } from '../../../tools/bench/tenant-worlds';
import { reviewOf, told, withKey, withRole } from '../../support/tenant-plans';

const administer = {
  Sid: 'Administer',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${platformAccount}:root` },
  Action: 'kms:PutKeyPolicy',
  Resource: '*',
};
const viaS3 = { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' };
const bound = {
  ...viaS3,
  'kms:CallerAccount': platformAccount,
  'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::corp-a',
};
const allow = {
  Sid: 'Read',
  Effect: 'Allow',
  Principal: { AWS: roleArnOf('a-reader') },
  Action: 'kms:Decrypt',
  Resource: '*',
  Condition: { StringEquals: bound },
};

const { Condition: _, ...unbound } = allow;

function withStatements(...statements: readonly object[]) {
  return withKey('a', { policy: known({ Version: '2012-10-17', Statement: [administer, ...statements] }) });
}

function review(before: object, ...after: readonly object[]) {
  return reviewOf(withStatements(...after), {}, {}, withStatements(before));
}

function without(key: keyof typeof bound): object {
  const left = Object.entries(bound).filter(([one]) => one !== key);
  return { ...allow, Condition: { StringEquals: Object.fromEntries(left) } };
}

describe('an Allow of a key policy that asks for less', () => {
  test.each([
    ['kms:viaservice', without('kms:ViaService')],
    ['kms:calleraccount', without('kms:CallerAccount')],
    ['kms:encryptioncontext:aws:s3:arn', without('kms:EncryptionContext:aws:s3:arn')],
    ['kms:viaservice', { ...without('kms:ViaService'), Sid: 'Other' }],
    ['kms:viaservice', { ...without('kms:ViaService'), Action: ['kms:Decrypt', 'kms:DescribeKey'] }],
    ['kms:viaservice, kms:calleraccount and kms:encryptioncontext:aws:s3:arn', unbound],
    [
      'kms:viaservice, kms:calleraccount and kms:encryptioncontext:aws:s3:arn',
      { ...allow, Condition: { StringEqualsIfExists: bound } },
    ],
    [
      'kms:calleraccount and kms:encryptioncontext:aws:s3:arn',
      { ...allow, Condition: { StringEquals: { ...viaS3, 'aws:PrincipalTag/team': 'a' } } },
    ],
    [
      'kms:encryptioncontext:aws:s3:arn',
      {
        ...without('kms:EncryptionContext:aws:s3:arn'),
        Condition: {
          StringEquals: { ...viaS3, 'kms:CallerAccount': platformAccount },
          StringLike: { 'kms:EncryptionContext:aws:s3:arn': '*' },
        },
      },
    ],
  ])('is told: it no longer tests %s', (keys, statement) => {
    const found = review(allow, statement);
    expect(told(found)).toEqual(['high access-gained a']);
    expect(found.findings[0]?.message).toContain(`no longer tests ${keys}`);
    expect(found.findings[0]?.reasons).toMatchObject([{ policy: `key policy of ${keyArnOf('a')}`, effect: 'Allow' }]);
  });

  test('is told once where somebody gains access by it', () => {
    const elsewhere = { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::elsewhere' };
    const extra = { ...allow, Principal: { AWS: roleArnOf('extra') }, Condition: { StringEquals: elsewhere } };
    const described = describeRole({ arn: roleArnOf('extra'), identityPolicies: known([]) });
    const [before, after] = [withStatements(extra), withStatements({ ...unbound, Principal: extra.Principal })];
    const found = reviewOf(withRole(described, after), {}, {}, withRole(described, before));
    expect(told(found)).toEqual(['high access-gained a']);
    expect(found.access).not.toEqual([]);
  });

  test('is told of an organization that is not asked for any more', () => {
    const ofOrganization = { ...allow, Condition: { StringEquals: { ...bound, 'aws:PrincipalOrgID': 'o-1' } } };
    expect(review(ofOrganization, allow).findings[0]?.message).toContain('aws:principalorgid');
  });

  test('is told once, as critical, where it then lets in everybody', () => {
    const everybodys = (condition: object) => ({ ...allow, Principal: '*', Condition: condition });
    const before = everybodys({ StringEquals: { 'kms:CallerAccount': platformAccount } });
    expect(told(review(before, everybodys({ StringEquals: viaS3 })))).toContain('critical public-access a');
    const open = { ...unbound, Principal: '*' };
    expect(told(review(before, open))).toEqual(['critical public-access a']);
  });

  test.each([
    ['as before', allow],
    ['for more', { ...allow, Condition: { ...allow.Condition, Bool: { 'aws:SecureTransport': 'true' } } }],
    ['for another value', { ...allow, Condition: { StringEquals: { ...bound, 'kms:CallerAccount': '999988887777' } } }],
  ])('is not told when it asks %s', (_, statement) => {
    expect(told(review(allow, statement)).filter((line) => line.includes('gained'))).toEqual([]);
  });

  test('is not told of a condition in the place of another that bounds nothing', () => {
    const tagged = (team: string) => ({ ...allow, Condition: { StringEquals: { ...bound, [team]: 'x' } } });
    expect(told(review(tagged('kms:RequestAlias'), tagged('aws:UserAgent')))).toEqual([]);
  });

  test('is not told where another statement asked for no more before', () => {
    const free = { ...unbound, Sid: 'Free' };
    const before = withStatements(allow, free);
    expect(told(reviewOf(withStatements({ ...free, Sid: 'Read' }), {}, {}, before))).toEqual([]);
    const all = withStatements(allow, { ...free, Action: ['kms:Describe*', 'kms:Decrypt'] });
    expect(told(reviewOf(withStatements(free, { ...free, Sid: 'Read' }), {}, {}, all))).toEqual([]);
  });
});
