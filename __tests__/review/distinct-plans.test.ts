import { describe, expect, test } from '@jest/globals';
import { describeBucket, describeGrant, describeWorld, known, type World } from '../../modules/core';
import { distinctPlans, reviewPlan, type NamedPlan } from '../../modules/review';
import { changeOf, planFacts } from '../support/plan-facts';

const accountId = '111122223333';
const keyArn = (of: string) => `arn:aws:kms:eu-west-1:${accountId}:key/${of}`;

/** One code's stack in an environment: its tenant and its grant are called alike in each. */
function worldIn(environment: string, locked = true): World {
  const bucket = `data-${environment}`;
  return describeWorld({
    buckets: [
      describeBucket({
        name: bucket,
        accountId,
        region: 'eu-west-1',
        encryption: locked
          ? known({
              algorithm: 'aws:kms',
              keyId: known(keyArn(environment)),
              bucketKeyEnabled: known(true),
            })
          : known({ algorithm: 'AES256' }),
      }),
    ],
    grants: [
      describeGrant({
        id: 'aws_kms_grant.g',
        keyArn: keyArn(environment),
        granteePrincipal: known(`arn:aws:iam::${accountId}:role/app-${environment}`),
        operations: known(['Decrypt']),
        constraints: known({ encryptionContextSubset: { 'aws:s3:arn': `arn:aws:s3:::data-${environment}` } }),
      }),
    ],
    tenants: [{ id: 'acme', bucket, keyArn: known(keyArn(environment)) }],
  });
}

function planOf(environment: string, before: World, after: World): NamedPlan {
  const address = 'aws_s3_bucket_server_side_encryption_configuration.e';
  const subject = { kind: 'bucket', id: `data-${environment}` } as const;
  const change = changeOf('aws_s3_bucket_server_side_encryption_configuration', subject, { kind: 'update', address });
  const detail = {
    buckets: { [subject.id]: { address: 'aws_s3_bucket.b', encryptionAddress: address, lifecycleAddress: address } },
  };
  return { name: environment, facts: planFacts(before, after, { changes: [change], before: detail, after: detail }) };
}

const dev = planOf('dev', worldIn('dev'), worldIn('dev'));
const prod = planOf('prod', worldIn('prod'), worldIn('prod', false));

describe('distinctPlans', () => {
  test('leaves a plan alone as it is', () => {
    expect(distinctPlans([prod])[0]).toBe(prod);
  });

  test('calls by its plan what several plans call by one name', () => {
    const after = distinctPlans([dev, prod]).map(({ facts }) => facts.after);
    expect(after.map(({ world }) => [...world.tenants.keys()])).toEqual([['dev/acme'], ['prod/acme']]);
    expect(after.map(({ world }) => [...world.grants.values()].map(({ id }) => id))).toEqual([
      ['dev/aws_kms_grant.g'],
      ['prod/aws_kms_grant.g'],
    ]);
    expect(after.map(({ grants }) => [...grants.keys()])).toEqual([['dev/aws_kms_grant.g'], ['prod/aws_kms_grant.g']]);
    expect(after.map(({ buckets }) => [...buckets.values()].map(({ address }) => address))).toEqual([
      ['dev/aws_s3_bucket.b'],
      ['prod/aws_s3_bucket.b'],
    ]);
    expect(after.map(({ buckets }) => [...buckets.values()].map((one) => one.lifecycleAddress))).toEqual([
      ['dev/aws_s3_bucket_server_side_encryption_configuration.e'],
      ['prod/aws_s3_bucket_server_side_encryption_configuration.e'],
    ]);
  });

  test('leaves one tenant in two plans, as one that moves between them, its name', () => {
    const [first] = distinctPlans([dev, planOf('pool', worldIn('dev'), worldIn('dev'))]);
    expect([...(first?.facts.after.world.tenants.keys() ?? [])]).toEqual(['acme']);
  });
});

describe('a review of plans of one code', () => {
  const review = (suppressions: Parameters<typeof reviewPlan>[0]['suppressions'] = []) =>
    reviewPlan({ plans: [dev, prod], today: '2026-01-01', accessDiff: false, suppressions });

  test('names the tenant and the plan of what it finds', () => {
    expect(review().findings).toMatchObject([
      {
        topic: 'encryption-weakened',
        tenant: 'prod/acme',
        address: 'prod/aws_s3_bucket_server_side_encryption_configuration.e',
      },
    ]);
  });

  test.each([
    { tenant: 'acme' },
    { tenant: 'prod/acme' },
    { address: 'aws_s3_bucket_server_side_encryption_configuration.e' },
  ])('is suppressed by %j', (part) => {
    const { findings } = review([{ of: 'encryption-weakened', reason: 'agreed', until: '2026-02-01', ...part }]);
    expect(findings).toEqual([]);
  });

  test('is not suppressed by what names another', () => {
    const of = { of: 'encryption-weakened', reason: 'agreed', until: '2026-02-01' };
    expect(
      review([
        { ...of, tenant: 'dev/acme' },
        { ...of, tenant: 'me' },
      ]).findings,
    ).toHaveLength(1);
  });
});
