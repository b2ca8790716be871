import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyApp, runApp, type AppRun } from '../support/run-app';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder';

const brokenTenant = `tenants:
  - id: acme
    placment: eu-west-1
`;

interface Runs {
  readonly all: AppRun;
  readonly misspelt: AppRun;
  readonly prodBesideBrokenDev: AppRun;
  readonly brokenDev: AppRun;
}

/** Four processes in all, at once: each costs a second or two. */
async function runAll(folder: string): Promise<Runs> {
  const copy = join(folder, 'copy');
  mkdirSync(copy);
  copyApp(copy);
  writeFileSync(join(copy, 'environments', 'tenants', 'dev', 'acme.yaml'), brokenTenant);
  const out = (name: string): string => join(folder, name);
  const [all, misspelt, prodBesideBrokenDev, brokenDev] = await Promise.all([
    runApp({ outdir: out('all'), environment: { TZ: 'UTC', LC_ALL: 'C' } }),
    runApp({ outdir: out('misspelt'), environment: { TENANT_BUCKETS_ENVIRONMENT: 'prd' } }),
    runApp({
      folder: copy,
      outdir: out('prod'),
      environment: { TENANT_BUCKETS_ENVIRONMENT: 'prod,staging', TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8' },
    }),
    runApp({ folder: copy, outdir: out('dev'), environment: { TENANT_BUCKETS_ENVIRONMENT: 'dev' } }),
  ]);
  return { all, misspelt, prodBesideBrokenDev, brokenDev };
}

describe('main.ts', () => {
  let folder: TemporaryFolder;
  let runs: Runs;

  beforeAll(async () => {
    folder = temporaryFolder();
    runs = await runAll(folder.path);
  }, 60_000);

  afterAll(() => folder[Symbol.dispose]());

  test('synthesizes every environment and says nothing', () => {
    expect(runs.all).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
    expect(Object.keys(runs.all.stacks).sort()).toEqual([
      'dev-foundation-eu-west-1',
      'dev-shard-eu-west-1-1',
      'localstack-shard-local-1',
      'prod-foundation-eu-west-1',
      'prod-shard-eu-west-1-1',
      'staging-foundation-eu-west-1',
      'staging-shard-eu-west-1-1',
    ]);
  });

  test('fails when the environment is unknown, in words and without a stack trace', () => {
    expect(runs.misspelt).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        'error TB2008: "prd" is no environment\n' +
        '  at TENANT_BUCKETS_ENVIRONMENT\n' +
        '  fix: write one of localstack, dev, staging, prod, or several with commas\n',
      stacks: {},
    });
  });

  test('fails when a tenant file is wrong, at its line, and writes nothing', () => {
    expect(runs.brokenDev).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `error TB1002: placement is missing
  at environments/tenants/dev/acme.yaml:2:5 (tenants[0] (acme).placement)
  2 |   - id: acme
    |     ^
  fix: add the name of a placement

error TB1003: "placment" is no key here
  at environments/tenants/dev/acme.yaml:3:5 (tenants[0] (acme).placment)
  3 |     placment: eu-west-1
    |     ^^^^^^^^
  fix: write placement
`,
      stacks: {},
    });
  });

  test('deploys prod although the files of dev are broken', () => {
    expect(runs.prodBesideBrokenDev).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
    expect(Object.keys(runs.prodBesideBrokenDev.stacks).sort()).toEqual([
      'prod-foundation-eu-west-1',
      'prod-shard-eu-west-1-1',
      'staging-foundation-eu-west-1',
      'staging-shard-eu-west-1-1',
    ]);
  });

  test.each(['prod-shard-eu-west-1-1', 'staging-shard-eu-west-1-1'])(
    'writes the same bytes of %s in another time zone, locale and folder (F25)',
    (stack) => {
      expect(runs.prodBesideBrokenDev.stacks[stack]).toBe(runs.all.stacks[stack]);
      expect(runs.all.stacks[stack]).toContain('aws_kms_key');
    },
  );

  test('writes no credentials, no time and no path of this machine', () => {
    for (const text of Object.values(runs.all.stacks)) {
      expect(text).not.toMatch(/access_key|secret_key|"token"|shared_credentials|"profile"/);
      expect(text).not.toMatch(/\d{4}-\d\d-\d\dT\d\d/);
      expect(text).not.toContain(process.cwd());
      expect(text).not.toContain(folder.path);
    }
  });
});
