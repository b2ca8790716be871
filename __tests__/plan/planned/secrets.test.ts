import { describe, expect, test } from '@jest/globals';
import type { PlanFacts } from '../../../modules/plan';
import { accountId, constant, factsOf, template, type PlannedPart } from '../plan-documents';

const secret = 'S3KR3T-marker';
const arn = `arn:aws:kms:eu-west-1:${accountId}:key/1`;

/** Everything in facts as one text. */
function written(facts: PlanFacts): string {
  return JSON.stringify(facts, (_, value: unknown) => (value instanceof Map ? [...value] : value));
}

const bucket = (more: Partial<PlannedPart>): PlannedPart => ({
  type: 'aws_s3_bucket',
  name: 'B',
  after: { bucket: 'b', tags: { note: secret }, tags_all: { note: secret, team: 'x' } },
  written: {},
  ...more,
});

describe('sensitive values', () => {
  test('are hidden where they are marked, also inside and before (F30)', async () => {
    const policy = { bucket: 'b', policy: `{"Statement":[],"Id":"${secret}"}` };
    const facts = await factsOf([
      bucket({ sensitive: { tags: { note: true }, tags_all: { note: true } } }),
      { type: 'aws_s3_bucket_policy', name: 'P', before: policy, after: policy, sensitive: { policy: true } },
    ]);
    expect(written(facts)).not.toContain(secret);
    expect(facts.after.world.buckets.get('b')?.policy).toEqual({
      known: false,
      why: 'aws_s3_bucket_policy.P.policy is sensitive',
    });
    expect(facts.after.buckets.get('b')?.tags).toMatchObject({ known: false });
    expect(facts.changes.map(({ address }) => address)).toEqual(['aws_s3_bucket.B']);
  });

  test('are hidden where the provider has copied them without their mark', async () => {
    const facts = await factsOf([bucket({ sensitive: { tags: { note: true } } })]);
    expect(written(facts)).not.toContain(secret);
    expect(facts.after.buckets.get('b')?.tags).toEqual({
      known: false,
      why: 'aws_s3_bucket.B.tags_all.note is sensitive',
    });
  });

  test('are hidden where a name is made of them', async () => {
    const name = `${secret}-name`;
    const role = { name, arn: `arn:aws:iam::${accountId}:role/${name}`, assume_role_policy: '{}' };
    const facts = await factsOf([
      { type: 'aws_iam_role', name: 'R', before: role, after: role, sensitive: { name: true } },
    ]);
    expect(written(facts)).not.toContain(secret);
    expect(facts.diagnostics).toMatchObject([{ code: 'TB7025', path: 'aws_iam_role.R' }]);
  });

  test('are hidden when all of a resource is one', async () => {
    const key = { type: 'aws_kms_key', name: 'K', before: { arn, tags: { a: secret } } };
    const facts = await factsOf([{ ...key, moreOfChange: { before_sensitive: true } }]);
    expect(written(facts)).not.toContain(secret);
  });

  test.each([
    ['var.token', 'var.token is sensitive'],
    ['module.m.out', 'the output out of module.m is sensitive'],
  ])('of %s are not taken to fill what is unknown', async (reference, why) => {
    const key = { type: 'aws_kms_key', name: 'K', before: { arn }, after: { arn } };
    const alias: PlannedPart = {
      type: 'aws_kms_alias',
      name: 'A',
      after: { target_key_id: arn },
      unknown: { name: true },
      written: { name: template(`alias/\${${reference}}`) },
    };
    const root_module = {
      resources: [{ type: alias.type, name: alias.name, mode: 'managed', expressions: alias.written }],
      variables: { token: { sensitive: true } },
      module_calls: { m: { module: { outputs: { out: { sensitive: true, expression: constant(secret) } } } } },
    };
    const variables = { token: { value: secret } };
    const facts = await factsOf([key, alias], { variables, configuration: { root_module } });
    expect(written(facts)).not.toContain(secret);
    expect(facts.after.world.keys.get(arn)?.aliases).toEqual({ known: false, why });
  });

  test('of variables are hidden wherever they stand in the plan', async () => {
    const configuration = { root_module: { variables: { token: { sensitive: true } } } };
    const facts = await factsOf([bucket({})], { variables: { token: { value: secret } }, configuration });
    expect(written(facts)).not.toContain(secret);
  });

  test('of outputs tell no tenant', async () => {
    const after = { bucketName: secret, keyArn: arn };
    const output = { actions: ['create'], before: null, after, after_sensitive: true };
    const facts = await factsOf([], { output_changes: { acme: output } });
    expect(written(facts)).not.toContain(secret);
    expect(facts.after.world.tenants.size).toBe(0);
  });

  test('that are accounts, regions or short words do not hide all that contains them', async () => {
    const region = 'eu-west-1';
    const part = { type: 'aws_kms_key', name: 'K', before: { arn, region, description: 'aws' } };
    const facts = await factsOf([{ ...part, sensitive: { region: true, description: true } }]);
    expect([...facts.before.world.keys.keys()]).toEqual([arn]);
  });
});
