import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runHeadline, type Headline } from '../../../modules/demo/headline/run-headline';
import { startMeteredGateway, type MeteredGateway } from '../../support/metered-gateway';

let stage: MeteredGateway;
let headline: Headline;

beforeAll(async () => {
  stage = await startMeteredGateway();
  const connection = { endpoint: stage.gateway.endpoint, region: 'eu-west-1', credentials: stage.admin };
  headline = await runHeadline(connection, new AbortController().signal);
});

afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

describe('the headline, measured through the gateway', () => {
  test('is 150 requests to KMS without a Bucket Key, two with one, and four where keys are kept in two places', () => {
    expect(headline.trace.map(({ metered }) => metered)).toEqual([
      { requests: 150, calls: { GenerateDataKey: 50, Decrypt: 100 }, events: 150 },
      { requests: 150, calls: { GenerateDataKey: 1, Decrypt: 1 }, events: 2 },
      { requests: 150, calls: { GenerateDataKey: 2, Decrypt: 2 }, events: 4 },
    ]);
  });

  test('spans an interval: what is saved depends on how long keys are kept, on roles and on tenants', () => {
    const saved = new Map(headline.sweep.map(({ name, savedShare }) => [name, savedShare]));
    const of = (name: string): number => saved.get(name) ?? -1;
    const base = of('15 minutes: one role, one tenant, keys kept 300 s');
    expect(base).toBeCloseTo(1 - 4 / 48, 10);
    expect(of('keys kept 60 s')).toBeLessThan(base);
    expect(of('keys kept 900 s')).toBeGreaterThan(base);
    expect(of('keys kept 300 s since their last use')).toBeGreaterThan(base);
    expect(of('four roles')).toBeLessThan(base);
    expect(of('four tenants')).toBeLessThan(base);
    expect(of('four roles, four tenants')).toBeLessThan(Math.min(of('four roles'), of('four tenants')));
  });

  test('comes to 99 % where one role reads one tenant’s objects at once, and to less for many of them', () => {
    const saved = headline.sweep.filter(({ workload }) => workload.reads > 100).map((one) => one.savedShare);
    const kmsRequests = [2, 8, 20];
    expect(saved.slice(0, 3)).toEqual(kmsRequests.map((count) => 1 - count / 200));
    expect(saved[3]).toBeLessThan(saved[2] ?? 0);
  });

  test('leaves the gateway with its own settings and an empty ledger', async () => {
    expect((await stage.control('GET', 'settings')).body).toMatchObject({ settings: { bucketKeyPartitions: 1 } });
    expect((await stage.control('GET', 'ledger')).body).toMatchObject({ calls: [] });
  });
});
