import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { costSubjectsOf, reviewCost } from '../../modules/cli/review-cost';
import {
  describeBucket,
  describeKey,
  describeWorld,
  known,
  unknown,
  type DefaultEncryption,
  type Fact,
  type World,
} from '../../modules/core';
import { publishedPrices } from '../../modules/cost';
import { readPlan, type PlanFacts, type PlanState } from '../../modules/plan';
import { distinctPlans, reviewPlan } from '../../modules/review';
import { amount, workload } from '../support/costs';
import { acme } from '../support/tenancy';

const accountId = '111122223333';
const keyArn = `arn:aws:kms:us-east-1:${accountId}:key/1`;
const foreignArn = 'arn:aws:kms:us-east-1:444455556666:key/2';

function encrypted(bucketKeyEnabled: Fact<boolean>, algorithm: 'aws:kms' | 'aws:kms:dsse' = 'aws:kms') {
  return known<DefaultEncryption>({ algorithm, keyId: known(keyArn), bucketKeyEnabled });
}

function worldWith(encryption: Fact<DefaultEncryption>, arn = keyArn): World {
  return describeWorld({
    buckets: [describeBucket({ name: 'acme-data', accountId, region: 'us-east-1', encryption })],
    keys: [describeKey({ arn })],
    tenants: [
      { id: 'acme', bucket: 'acme-data', keyArn: known(arn) },
      { id: 'globex', bucket: 'not-there', keyArn: known(arn) },
    ],
  });
}

function state(world: World): PlanState {
  const detail = {
    rotationEnabled: known(true),
    rotationPeriodDays: known(365),
    deletionWindowDays: known(30),
  };
  const [buckets, grants, principals] = [new Map(), new Map(), new Map()];
  return { world, buckets, keys: new Map([[keyArn, detail]]), grants, principals, deliveries: [], strays: [] };
}

function facts(before: World, after: World): PlanFacts {
  const source = {
    formatVersion: '1.2',
    producer: 'terraform',
    errored: false,
    deferred: [],
    resourceCount: 0,
  } as const;
  return { before: state(before), after: state(after), changes: [], drift: [], source, diagnostics: [] };
}

function subjectOf(world: World) {
  return costSubjectsOf(state(world), new Map([['acme', workload]]));
}

describe('what tenants of a plan have that costs something', () => {
  test('is their key, and the Bucket Keys of a bucket that is there', () => {
    expect(subjectOf(worldWith(encrypted(known(true))))).toEqual([
      {
        tenant: 'acme',
        region: 'us-east-1',
        accountId,
        keys: [{ owner: 'platform', rotationEnabled: known(true) }],
        bucketKey: known(true),
        workload,
      },
    ]);
  });

  test('is no KMS request under AES256, no Bucket Key under two layers, and unknown where encryption is', () => {
    const keyed = (encryption: Fact<DefaultEncryption>) => subjectOf(worldWith(encryption))[0]?.bucketKey;
    expect(keyed(known({ algorithm: 'AES256' }))).toBe('noKms');
    expect(keyed(encrypted(known(true), 'aws:kms:dsse'))).toEqual(known(false));
    expect(keyed(unknown('later'))).toEqual(unknown('later'));
  });

  test('is a key of another account that its own tenant pays for', () => {
    expect(subjectOf(worldWith(encrypted(known(true)), foreignArn))[0]?.keys).toEqual([
      { owner: 'tenant', rotationEnabled: unknown('the plan does not manage the key') },
    ]);
  });

  test('finds the workload of a tenant that several stacks vend', () => {
    const world = describeWorld({
      ...{ buckets: [...worldWith(encrypted(known(true))).buckets.values()] },
      tenants: [{ id: 'prod-shard-main-1/acme', bucket: 'acme-data', keyArn: unknown('later') }],
    });
    expect(subjectOf(world)).toMatchObject([{ keys: [], workload }]);
  });
});

function named(plan: PlanFacts, name = 'prod-shard-main-1') {
  return { name, facts: plan };
}

/** The same under another bucket's name. */
function elsewhere({ buckets, tenants, ...world }: World): World {
  const moved = [...buckets.values()].map((one) => ({ ...one, name: `${one.name}-2` }));
  return {
    ...world,
    buckets: new Map(moved.map((one) => [one.name, one])),
    tenants: new Map([...tenants].map(([id, one]) => [id, { ...one, bucket: `${one.bucket}-2` }])),
  };
}

describe('the cost of a plan', () => {
  const tenants = [{ ...acme, workload }];

  test('rests on the workload that the environment of each plan declares', () => {
    const made = facts(describeWorld({}), worldWith(encrypted(known(true))));
    const plans = distinctPlans([
      named(made, 'dev-shard-main-1'),
      named(facts(describeWorld({}), elsewhere(worldWith(encrypted(known(true))))), 'prod-shard-main-1'),
    ]);
    const idle = { ...workload, readsPerMonth: 0, writesPerMonth: 0, storedGigabytes: 0 };
    const environments = [
      { name: 'dev', tenants: [{ ...acme, workload: idle }] },
      { name: 'prod', tenants },
    ];
    const { tenants: changed } = reviewCost(plans, environments, publishedPrices);
    expect(changed.map((one) => [one.tenant, one.after])).toEqual([
      ['dev-shard-main-1/acme', amount(1, 3)],
      ['prod-shard-main-1/acme', amount(20.100006, 28.8816)],
    ]);
  });

  test('has a key that two tenants share once', () => {
    const [one, two] = [worldWith(encrypted(known(true))), worldWith(encrypted(known(true)))];
    const second = describeBucket({ ...one.buckets.get('acme-data'), name: 'more', accountId, region: 'us-east-1' });
    const both = {
      ...two,
      buckets: new Map([...two.buckets, ['more', second]]),
      tenants: new Map([...two.tenants, ['acme/more', { id: 'acme/more', bucket: 'more', keyArn: known(keyArn) }]]),
    };
    const { lines } = reviewCost([named(facts(one, both))], [], publishedPrices);
    expect(lines.filter(({ item }) => item === 'kms-key')).toEqual([]);
  });

  test('is what turning Bucket Keys off costs more', () => {
    const [on, off] = [worldWith(encrypted(known(true))), worldWith(encrypted(known(false)))];
    const { lines, total } = reviewCost([named(facts(on, off))], [{ name: 'prod', tenants }], publishedPrices);
    expect(lines.map((one) => [one.tenant, one.item, one.before, one.after])).toEqual([
      ['acme', 'kms-requests', amount(0.000006, 5.7816), amount(30)],
    ]);
    expect(total.delta).toEqual(amount(24.2184, 29.999994));
  });

  test('is nothing where nothing changes that costs something, whoever declares no workload', () => {
    const same = worldWith(encrypted(known(true)));
    expect(reviewCost([named(facts(same, same))], [{ name: 'prod', tenants: [acme] }], publishedPrices)).toMatchObject({
      lines: [],
      tenants: [],
      total: { delta: amount(0) },
    });
  });

  test('is all of a tenant that the plan adds', () => {
    const { tenants: changed } = reviewCost(
      [named(facts(describeWorld({}), worldWith(encrypted(known(true)))))],
      [{ name: 'prod', tenants }],
      publishedPrices,
    );
    expect(changed.map((one) => [one.tenant, one.before, one.after])).toEqual([
      ['acme', amount(0), amount(20.100006, 28.8816)],
    ]);
  });
});

describe('the cost of a recorded plan', () => {
  async function costOf(path: string) {
    const text = readFileSync(join(__dirname, '..', 'plans', `${path}.plan.json`), 'utf8');
    const facts = await readPlan(text);
    const cost = reviewCost(
      [named(facts)],
      [{ name: 'prod', tenants: [acme, { ...acme, id: 'globex' }].map((one) => ({ ...one, workload })) }],
      publishedPrices,
    );
    const { findings } = reviewPlan({ plans: [{ name: path, facts }], cost, costThreshold: 1, today: '2026-01-01' });
    return { cost, findings: findings.filter((one) => one.topic === 'cost-change') };
  }

  test('tells what a Bucket Key that is turned off costs, and makes a finding of it', async () => {
    const { cost, findings } = await costOf('context-flip/off-under-grants');
    expect(cost.tenants.map(({ tenant, delta }) => [tenant, delta])).toEqual([['acme', amount(24.2184, 29.999994)]]);
    expect(findings).toMatchObject([{ topic: 'cost-change', code: 'TB8025' }]);
  });

  test('tells of a tenant that is added, and nothing of the one that stays', async () => {
    const { cost } = await costOf('add-tenant/dedicated');
    expect(cost.tenants.map(({ tenant, before, after }) => [tenant, before, after])).toEqual([
      ['globex', amount(0), amount(20.100006, 28.8816)],
    ]);
  });

  test('is nothing where nothing changes', async () => {
    const { cost, findings } = await costOf('no-change/dedicated');
    expect([cost.tenants, cost.total.delta, findings]).toEqual([[], amount(0), []]);
  });
});
