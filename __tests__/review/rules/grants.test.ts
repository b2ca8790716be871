import { describe, expect, test } from '@jest/globals';
import { known } from '../../../modules/core';
import { keyArnOf, roleArnOf } from '../../../tools/bench/tenant-worlds';
import { changeOf } from '../../support/plan-facts';
import { reviewOf, told, twoTenants, withBucket, withGrant, without } from '../../support/tenant-plans';

const context = (arn: string) => known({ encryptionContextEquals: { 'aws:s3:arn': arn } });
const subject = { kind: 'grant', id: 'a-reader' } as const;

describe('a grant without a constraint', () => {
  const open = withGrant('a-reader', { constraints: known({}) });

  test('is told with the context that binds it', () => {
    const review = reviewOf(open);
    expect(told(review)).toEqual(['high grant-unconstrained a']);
    expect(review.findings[0]?.fix).toContain('{ "aws:s3:arn" = "arn:aws:s3:::corp-a" }');
  });

  test('is none where it was so before, or only describes', () => {
    const changes = [changeOf('aws_kms_grant', subject, { kind: 'update' })];
    expect(told(reviewOf(open, { changes }, {}, open))).toEqual([]);
    const describing = withGrant('a-reader', { constraints: known({}), operations: known(['DescribeKey']) });
    expect(told(reviewOf(describing)).filter((line) => line.includes('unconstrained'))).toEqual([]);
  });
});

describe('a grant whose constraint cannot match (F17)', () => {
  test.each([
    ['another bucket', 'arn:aws:s3:::corp-b', 'with the Bucket Key of corp-a S3 sends arn:aws:s3:::corp-a'],
    ['an object', 'arn:aws:s3:::corp-a/report.csv', 'with the Bucket Key of corp-a S3 sends arn:aws:s3:::corp-a'],
    ['a prefix', 'arn:aws:s3:::corp-a/in/', 'with the Bucket Key of corp-a S3 sends arn:aws:s3:::corp-a'],
  ])('because it names %s is told once', (_name, arn, words) => {
    const review = reviewOf(withGrant('a-reader', { constraints: context(arn) }));
    expect(told(review)).toEqual(['high grant-context-mismatch a']);
    expect(review.findings[0]?.message).toContain(words);
    expect(review.findings[0]?.fix).toContain('"arn:aws:s3:::corp-a"');
  });

  const encryption = known({
    algorithm: 'aws:kms',
    keyId: known(keyArnOf('a')),
    bucketKeyEnabled: known(false),
  } as const);
  const objects = withBucket('a', { encryption });

  test.each([
    ['arn:aws:s3:::corp-a', ['high grant-context-mismatch a']],
    ['arn:aws:s3:::corp-a/one', []],
    ['arn:aws:s3:::corp-a/*', ['high grant-context-mismatch a']],
  ])('without a Bucket Key, naming %s, is %j', (arn, findings) => {
    const before = withGrant('a-reader', { constraints: context('arn:aws:s3:::corp-a/two') }, objects);
    const review = reviewOf(withGrant('a-reader', { constraints: context(arn) }, objects), {}, {}, before);
    expect(told(review).filter((line) => line.includes('grant'))).toEqual(findings);
  });
});

describe('a grant that is made anew', () => {
  const replaced = (parts: object) => [changeOf('aws_kms_grant', subject, { kind: 'replace', ...parts })];

  test('leaves its grantee without access in between', () => {
    const review = reviewOf(twoTenants, { changes: replaced({}) });
    expect(told(review)).toEqual(['medium grant-replaced a']);
    expect(review.findings[0]?.message).toContain(
      'role/tenants/a-reader has no access until KMS has spread the new one',
    );
  });

  test('is lost when it is made first under its own name and terms', () => {
    expect(told(reviewOf(twoTenants, { changes: replaced({ createsFirst: true }) }))).toEqual([
      'high grant-replaced a',
    ]);
  });

  test('is nothing to tell when it is made first under another name', () => {
    const after = { grants: { 'a-reader': { name: known('another') } } };
    expect(told(reviewOf(twoTenants, { after, changes: replaced({ createsFirst: true }) }))).toEqual([]);
  });

  test('is followed from one id to the next at its address', () => {
    const [old] = [...twoTenants.grants.values()].filter(({ id }) => id === 'a-reader');
    const gone = without({ grants: ['a-reader'] });
    const after = old ? { ...gone, grants: new Map([...gone.grants, ['new', { ...old, id: 'new' }]]) } : gone;
    const parts = { after: { grants: { new: { address: 'aws_kms_grant.a-reader' } } } };
    const change = changeOf('aws_kms_grant', subject, { kind: 'replace' });
    const made = changeOf('aws_kms_grant', { kind: 'grant', id: 'new' }, { kind: 'replace', address: change.address });
    expect(told(reviewOf(after, { ...parts, changes: [{ ...made, subject }] }))).toEqual(['medium grant-replaced a']);
  });
});

describe('a grant that is revoked', () => {
  test('is told once, with what the grantee did with it', () => {
    const review = reviewOf(without({ grants: ['a-writer'] }));
    expect(told(review)).toEqual(['medium grant-removed a']);
    expect(review.findings[0]?.message).toContain('(Decrypt and GenerateDataKey)');
    expect(review.access.filter(({ principal }) => principal === roleArnOf('a-writer'))).not.toEqual([]);
  });

  test('takes its grantee along in one finding', () => {
    const review = reviewOf(without({ grants: ['a-reader'], roles: ['a-reader'] }));
    expect(told(review)).toEqual(['medium grant-removed a']);
    expect(review.findings[0]?.message).toContain('and the grantee is deleted, too');
  });

  test('is nothing to tell when it only leaves the state', () => {
    const changes = [changeOf('aws_kms_grant', subject, { kind: 'forget' })];
    expect(
      told(reviewOf(without({ grants: ['a-reader'] }), { changes })).filter((line) => line.includes('grant')),
    ).toEqual([]);
  });
});
