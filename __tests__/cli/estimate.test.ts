import { describe, expect, test } from '@jest/globals';
import { runCommandLine } from '../support/command-line';
import { trialProject } from '../support/project';

const acme = `tenants:
  - id: acme
    placement: main
    workload: { readsPerMonth: 9000000, writesPerMonth: 1000000, requesters: 1, storedGigabytes: 100 }
`;
const globex = 'tenants:\n  - { id: globex, placement: main }\n';
const thing = (price: number, per: number) => ({ price, per });
/** Prices of the region that the trial project is in. */
const irish = {
  version: 1,
  currency: 'EUR',
  source: 'a contract',
  date: '2026-01-01',
  freeKmsRequestsPerAccount: 20_000,
  regions: {
    'eu-west-1': {
      kmsKeys: thing(1, 1),
      kmsRotations: thing(1, 1),
      kmsRequests: thing(0.03, 10_000),
      s3PutRequests: thing(0.005, 1_000),
      s3GetRequests: thing(0.0004, 1_000),
      s3Storage: thing(0.02, 1),
      s3BatchObjects: thing(1, 1_000_000),
    },
  },
};

function project(prices: unknown, ...files: readonly string[]) {
  const { folder, write } = trialProject({ 'prices.json': JSON.stringify(prices, undefined, 1) });
  for (const [index, text] of files.entries()) write(`environments/tenants/dev/${String(index)}.yaml`, text);
  return folder;
}

const priced = ['estimate', '--environment', 'dev', '--prices', 'prices.json'];

describe('estimate', () => {
  test('prices each tenant with Bucket Keys off and on, and what they save, before anything is pinned', async () => {
    const { exitCode, stdout, stderr } = await runCommandLine(priced, { folder: project(irish, acme) });
    expect(exitCode).toBe(0);
    expect(stdout).toBe(`a month in EUR, prices: a contract, 2026-01-01

tenant    Bucket Keys off  Bucket Keys on  saving
dev/acme  41.60 to 43.60   11.60 to 16.49  27.11 to 30.00
total     41.60 to 43.60   11.60 to 16.49  27.11 to 30.00
`);
    expect(stderr).toContain('about 9.00 EUR for a million objects in eu-west-1');
    expect(stderr).toContain('--free-tier');
  });

  test('says unknown of who declares no workload, and why (F56)', async () => {
    const { exitCode, stdout } = await runCommandLine(priced, { folder: project(irish, acme, globex) });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^dev\/globex {2}unknown +unknown +unknown$/m);
    expect(stdout).toMatch(/^total +unknown +unknown +unknown$/m);
    expect(stdout).toMatch(/^unknown:\n {2}dev\/globex declares no workload\n/m);
  });

  test('says unknown where the prices of a region are not built in, and which they are (F56)', async () => {
    const { exitCode, stdout, stderr } = await runCommandLine(['estimate', '--tenant', 'acme'], {
      folder: project({}, acme),
    });
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^--prices takes prices of your own for other regions\n/);
    expect(stdout).toContain('a month in USD, prices: AWS price list, 2026-10-03');
    expect(stdout).toContain('  the price book has no prices for eu-west-1\n');
    expect(stdout).not.toContain('NaN');
  });

  test('lists what one tenant pays for, and takes the free tier off when asked', async () => {
    const folder = project(irish, acme, globex);
    const { stdout } = await runCommandLine([...priced, '--tenant', 'acme', '--free-tier'], { folder });
    expect(stdout).toMatch(/^KMS requests with Bucket Keys +1 to 963,600 requests +< 0.01 to 2.89$/m);
    expect(stdout).toMatch(/^KMS free tier, at least +1 free requests +> -0.01$/m);
    expect(stdout).not.toContain('globex');
  });

  test('prints every line and what it rests on as JSON', async () => {
    const { stdout } = await runCommandLine([...priced, '--json'], { folder: project(irish, acme) });
    const report: unknown = JSON.parse(stdout);
    const saving = { kind: 'known', low: 27.1092, high: 29.999997 };
    expect(report).toMatchObject({
      schemaVersion: 1,
      currency: 'EUR',
      prices: { source: 'a contract', date: '2026-01-01' },
      assumptions: { bucketKeys: { shortestLifetimeSeconds: 60, longestLifetimeSeconds: 'sliding' }, freeTier: false },
      tenants: [{ tenant: 'dev/acme', saving }],
      total: { saving },
    });
    expect(report).toHaveProperty('withBucketKeys.length', 6);
    expect(report).toHaveProperty('withoutBucketKeys.length', 6);
  });

  test('turns the table into a list on a narrow terminal (F54)', async () => {
    const { stdout } = await runCommandLine(priced, { folder: project(irish, acme), outColumns: 40 });
    expect(stdout).toContain('dev/acme\n  Bucket Keys off: 41.60 to 43.60\n');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40);
  });

  test('is unsure of the Bucket Keys of objects from before a takeover, and lets a tenant pay for its own key', async () => {
    const key = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    const entry = (id: string, more: string) =>
      `tenants:\n  - { id: ${id}, placement: main, ${more}, workload: { readsPerMonth: 10000, writesPerMonth: 0 } }\n`;
    const old = entry('oldone', `adopt: { bucket: old, keyArn: '${key}' }`);
    const own = entry('owner', "key: { owner: tenant, account: '444455556666' }");
    const { stdout, stderr } = await runCommandLine([...priced, '--json'], { folder: project(irish, old, own) });
    expect(stderr).not.toContain('error');
    expect(stdout).toContain('"name":"KMS requests, perhaps with Bucket Keys"');
    expect(stdout).toContain('"name":"KMS keys, paid by the tenant"');
  });
});

describe('estimate refuses', () => {
  test('a price book with mistakes, each at its line', async () => {
    const broken = { ...irish, currency: 'euro', regions: { 'eu-west-1': { kmsRequest: thing(1, 1) } } };
    const { exitCode, stdout, stderr } = await runCommandLine(priced, { folder: project(broken, acme) });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr.match(/^(error| {2}(at|fix)).*/gm)).toEqual([
      'error TB8040: currency is "euro"',
      '  at prices.json:3:14 (currency)',
      '  fix: give a currency of three capitals, such as EUR',
      'error TB8040: "kmsRequest" is no key here',
      '  at prices.json:9:4 (regions.eu-west-1.kmsRequest)',
      '  fix: write kmsRequests',
    ]);
  });

  test('a price book that is not there, and one that is no JSON', async () => {
    const folder = project(irish, acme);
    expect(await runCommandLine(['estimate', '--prices', 'none.json'], { folder })).toMatchObject({ exitCode: 2 });
    const { folder: other, write } = trialProject({ 'environments/tenants/dev/a.yaml': acme });
    write('prices.json', '{"version": 1,');
    const { exitCode, stderr } = await runCommandLine(priced, { folder: other });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^error TB1001: .*\n {2}at prices\.json:1:/);
  });

  test('tenant files with mistakes, and a tenant that is not there', async () => {
    const wrong = await runCommandLine(priced, {
      folder: project(irish, 'tenants:\n  - { id: acme, placement: mian }\n'),
    });
    expect(wrong).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining('TB2007') });
    const missing = await runCommandLine([...priced, '--tenant', 'nobody'], { folder: project(irish, acme) });
    expect(missing).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining('TB5103') });
  });
});
