import { describe, expect, test } from '@jest/globals';
import { describeAccount, known, policyDocument, type PolicyStatement } from '../../../modules/core';
import { bucketNameOf, platformAccount } from '../../../tools/bench/tenant-worlds';
import { allBlocked, changeOf, type PlanParts } from '../../support/plan-facts';
import { bucketStatements, reviewOf, told, twoTenants, withBucket } from '../../support/tenant-plans';

const name = bucketNameOf('a');
const block = changeOf('aws_s3_bucket_public_access_block', { kind: 'bucket', id: name }, { kind: 'update' });

const web: PolicyStatement = {
  Sid: 'Web',
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: `arn:aws:s3:::${name}/*`,
};

function opened(parts: Partial<PolicyStatement> = {}, restrictPublicBuckets = false): ReturnType<typeof reviewOf> {
  return reviewOf(
    withBucket('a', {
      policy: known(policyDocument([...bucketStatements, { ...web, ...parts }])),
      publicAccessBlock: known({ blockPublicPolicy: restrictPublicBuckets, restrictPublicBuckets }),
    }),
  );
}

describe('a policy that lets in everybody', () => {
  test('is told once, with the statement', () => {
    const review = opened();
    expect(told(review)).toEqual(['critical public-access a']);
    expect(review.findings[0]).toMatchObject({ reasons: [{ policy: `bucket policy of ${name}`, statement: 'Web' }] });
  });

  test('is less where Block Public Access ends what it gives', () => {
    expect(told(opened({}, true))).toEqual(['high public-access a']);
  });

  test('is none where a condition ties it to fixed values', () => {
    const Condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-1234' } };
    expect(told(opened({ Condition })).filter((line) => line.includes('public'))).toEqual([]);
  });
});

describe('Block Public Access that is turned off', () => {
  function settings(after: Partial<typeof allBlocked>): PlanParts {
    return { after: { buckets: { [name]: { publicAccess: known({ ...allBlocked, ...after }) } } }, changes: [block] };
  }

  test('is told by the settings', () => {
    const review = reviewOf(twoTenants, settings({ blockPublicAcls: false, ignorePublicAcls: false }));
    expect(told(review)).toEqual(['high public-access a']);
    expect(review.findings[0]?.fix).toBe('set block_public_acls = true and ignore_public_acls = true');
  });

  test('is none where it was off before', () => {
    const off = known({ ...allBlocked, blockPublicAcls: false });
    const parts = settings({ blockPublicAcls: false });
    expect(told(reviewOf(twoTenants, { ...parts, before: { buckets: { [name]: { publicAccess: off } } } }))).toEqual(
      [],
    );
  });

  test('is told of a whole account', () => {
    const account = (blocked: boolean) =>
      describeAccount({
        id: platformAccount,
        publicAccessBlock: known({ blockPublicPolicy: blocked, restrictPublicBuckets: blocked }),
      });
    const world = (blocked: boolean) => ({ ...twoTenants, accounts: new Map([[platformAccount, account(blocked)]]) });
    const type = 'aws_s3_account_public_access_block';
    const changes = [{ address: `${type}.account`, type, kind: 'update', replacedBecause: [], changed: [] } as const];
    expect(told(reviewOf(world(false), { changes }, {}, world(true)))).toEqual(['high public-access -']);
    expect(told(reviewOf(world(true), { changes }, {}, world(false)))).toEqual([]);
    expect(told(reviewOf(world(false), { changes }))).toEqual([]);
  });
});
