import { describe, expect, test } from '@jest/globals';
import type { PlanFacts } from '../../../modules/plan';
import { accountId, constant, factsOf, references, unchanged, type PlannedPart } from '../plan-documents';

const other = '444455556666';
const key: PlannedPart = { type: 'aws_kms_key', name: 'K', after: {}, unknown: { arn: true }, written: {} };

async function arnOf(expressions: object, parts: readonly PlannedPart[] = [], members: object = {}): Promise<string> {
  return onlyKey(await read(expressions, parts, members));
}

function read(expressions: object, parts: readonly PlannedPart[] = [], members: object = {}): Promise<PlanFacts> {
  const resources = [key, ...parts].map(({ type, name, mode = 'managed', written = {} }) => ({
    type,
    name,
    mode,
    provider_config_key: 'aws',
    expressions: written,
  }));
  const provider_config = { aws: { name: 'aws', expressions } };
  return factsOf([key, ...parts], { configuration: { provider_config, root_module: { resources } }, ...members });
}

function onlyKey({ after }: PlanFacts): string {
  return [...after.world.keys.keys()].find((arn) => arn.endsWith('aws_kms_key.K')) ?? 'none';
}

const named = (region: string, account: string) => `arn:aws:kms:${region}:${account}:key/aws_kms_key.K`;
const region = { region: constant('eu-west-1') };

describe('the place of a resource', () => {
  test('is what its provider says', async () => {
    expect(await arnOf({ ...region, allowed_account_ids: constant([other]) })).toBe(named('eu-west-1', other));
    const role_arn = constant(`arn:aws:iam::${other}:role/deployer`);
    expect(await arnOf({ ...region, assume_role: [{ role_arn }] })).toBe(named('eu-west-1', other));
  });

  test('is what a variable of the provider holds', async () => {
    const variables = { region: { value: 'eu-north-1' } };
    expect(
      await arnOf({ region: references('var.region'), allowed_account_ids: constant([other]) }, [], { variables }),
    ).toBe(named('eu-north-1', other));
  });

  test('is the region that it names itself, as version 6 of the provider lets it (F31)', async () => {
    const here = { ...key, after: { region: 'ap-south-1' } };
    const { after } = await factsOf([here]);
    expect([...after.world.keys.keys()]).toEqual([named('ap-south-1', accountId)]);
  });

  test('is that of the identity that terraform has looked up', async () => {
    const identity = { account_id: other, id: other };
    const resources = [
      {
        address: 'data.aws_caller_identity.me',
        mode: 'data',
        type: 'aws_caller_identity',
        name: 'me',
        values: identity,
      },
    ];
    expect(await arnOf(region, [], { prior_state: { values: { root_module: { resources } } } })).toBe(
      named('eu-west-1', other),
    );
  });

  test('is the only one that other resources show', async () => {
    const queue = unchanged('aws_iam_role', 'R', { name: 'r', arn: `arn:aws:iam::${other}:role/r` });
    expect(await arnOf(region, [queue])).toBe(named('eu-west-1', other));
  });

  test('is the account that a key policy of the plan lets administer', async () => {
    const policy = JSON.stringify({ Statement: [{ Principal: { AWS: `arn:aws:iam::${other}:root` } }] });
    expect(await arnOf(region, [{ ...key, name: 'L', after: { policy } }])).toBe(named('eu-west-1', other));
  });

  test('is made up, the same all over the plan, and said to be, when nothing tells it', async () => {
    const facts = await read({}, [{ type: 'aws_s3_bucket', name: 'B', after: { bucket: 'b' }, written: {} }]);
    expect(onlyKey(facts)).toBe(named('us-east-1', '000000000000'));
    expect(facts.after.world.buckets.get('b')).toMatchObject({ accountId: '000000000000', region: 'us-east-1' });
    expect(facts.diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ['TB7024', 'the plan does not tell the account, so 000000000000 stands for it'],
      ['TB7024', 'the plan does not tell the region, so us-east-1 stands for it'],
    ]);
  });

  test('is not asked for in a circle when the provider names a role of the same plan', async () => {
    const role = {
      type: 'aws_iam_role',
      name: 'R',
      after: { name: 'r' },
      unknown: { arn: true },
      written: { name: constant('r') },
    };
    const expressions = { ...region, assume_role: [{ role_arn: references('aws_iam_role.R.arn') }] };
    const { after, diagnostics } = await read(expressions, [role]);
    expect([...after.world.principals.keys()]).toEqual(['arn:aws:iam::000000000000:role/r']);
    expect(diagnostics.map(({ code }) => code)).toEqual(['TB7024']);
  });
});
