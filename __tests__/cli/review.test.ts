import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { CommandIo } from '../../modules/cli/io';
import { runCommandLine, type CommandResult } from '../support/command-line';
import { parseJsonObject } from '../support/json';
import { trialProject } from '../support/project';
import { folderOfThisFile } from '../support/folder-of-this-file';
import { smallPlan } from '../support/small-plan';

const sound = smallPlan();
const weak = smallPlan({ weakened: true });

/** Runs `review` in a folder of these files. */
async function review(
  parameters: readonly string[],
  files: { readonly [path: string]: string } = { 'plan.json': weak },
  change: Partial<CommandIo> = {},
): Promise<CommandResult & { readonly read: (path: string) => string }> {
  const folder = change.folder ?? folderOfThisFile('review');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const result = await runCommandLine(['review', ...parameters], { environment: {}, ...change, folder });
  return { ...result, read: (path) => readFileSync(join(folder, path), 'utf8') };
}

describe('review', () => {
  test('exits 0 on a plan that changes nothing, and says so', async () => {
    const { exitCode, stdout, stderr } = await review(['plan.json'], { 'plan.json': sound });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toBe(
      'Nothing is lost and nobody gains access.\n' +
        'no findings; 1 plan, no change of a resource; passed: no finding is high or worse\n',
    );
  });

  test('exits 1 on a finding as bad as is forbidden, and says what it is', async () => {
    const { exitCode, stdout } = await review(['plan.json']);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/\nhigh {2}TB8008 {2}encryption-weakened {2}acme {2}aws_s3_bucket_server_side_/);
    expect(stdout).toContain('; failed: ');
  });

  test.each([
    ['critical', 0],
    ['high', 1],
    ['info', 1],
    ['none', 0],
  ])('with --fail-on %s exits %i on a finding that is high', async (level, expected) => {
    const { exitCode, stdout } = await review(['plan.json', '--fail-on', level, '--format', 'json']);
    expect(exitCode).toBe(expected);
    expect(parseJsonObject(stdout)).toMatchObject({ gate: { failOn: level, passed: expected === 0 } });
  });

  test('writes every report that is asked for, each in the form of its suffix, and standard output besides', async () => {
    const suffixes = ['txt', 'md', 'json', 'sarif', 'xml', 'github'];
    const out = suffixes.flatMap((suffix) => ['--out', `reports/review.${suffix}`]);
    const { stdout, read } = await review(['plan.json', '--format', 'github', ...out]);
    expect(read('reports/review.github')).toBe(stdout);
    const starts = suffixes.map((suffix) => read(`reports/review.${suffix}`).slice(0, 18));
    expect(starts).toEqual(
      [
        'Nothing is lost, a',
        '<!-- tenant-bucket',
        '{\n  "schemaVersion',
        '{\n  "$schema": "ht',
        '<?xml version="1.0',
        '::error title=TB80',
      ].map((start) => expect.stringContaining(start.slice(0, 10))),
    );
  });

  test('names in the JSON the plan by its digest, so that an apply can be bound to it', async () => {
    const { stdout } = await review(['./plans/a.json', '--format', 'json'], { 'plans/a.json': weak });
    expect(parseJsonObject(stdout)['plans']).toEqual([
      { name: './plans/a.json', sha256: createHash('sha256').update(weak).digest('hex'), file: 'plans/a.json' },
    ]);
  });

  test('reviews several plans together', async () => {
    const files = { 'a.json': weak, 'b.json': smallPlan({ tenant: 'globex', weakened: true }) };
    const { stdout } = await review(['a.json', 'b.json', '--format', 'json', '--no-access'], files);
    const { findings, summary, accessCompared } = parseJsonObject(stdout);
    expect(findings).toMatchObject([{ tenant: 'acme' }, { tenant: 'globex' }]);
    expect({ summary, accessCompared }).toMatchObject({
      summary: { plans: ['a.json', 'b.json'] },
      accessCompared: false,
    });
  });

  test('writes the same bytes each time', async () => {
    const [first, second] = [await review(['plan.json']), await review(['plan.json'])];
    expect(first.stdout).toBe(second.stdout);
  });

  test.each([
    [{ outColumns: 80 }, [], true],
    [{ outColumns: 80 }, ['--no-color'], false],
    [{ outColumns: 80, environment: { NO_COLOR: '1' } }, [], false],
    [{ outColumns: 80, environment: { TERM: 'dumb' } }, [], false],
    [{}, [], false],
    [{ environment: { FORCE_COLOR: '1' } }, [], true],
    [{ outColumns: 80, environment: { FORCE_COLOR: '0' } }, [], false],
  ])('colours only where somebody sees it: %j %j', async (change, flags, coloured) => {
    const { stdout } = await review(['plan.json', ...flags], undefined, change);
    expect(stdout.includes('\u001b[')).toBe(coloured);
  });

  test.each([40, 80])('keeps left of column %i as far as words let it (F54)', async (outColumns) => {
    const { stdout } = await review(['plan.json', '--no-color'], undefined, { outColumns });
    const tooLong = stdout.split('\n').filter((line) => line.length > outColumns);
    expect(tooLong.filter((line) => line.trim().split(/ +/).length > 2)).toEqual([]);
  });
});

describe('review --plan-dir', () => {
  const record = (name: string) => ({ name, changed: true, document: 'd', plan: 'p', json: 'j' });
  const plans = (...names: readonly string[]) =>
    JSON.stringify({ schemaVersion: 1, terraform: { product: 'terraform', version: '1' }, stacks: names.map(record) });

  test('reviews every plan that lies beside a stack, by the names of the stacks', async () => {
    const files = {
      'out/stacks/dev-a/plan.json': sound,
      'out/stacks/dev-b/plan.json': weak,
      'out/stacks/dev-c/cdk.tf.json': '{}',
    };
    const { stdout } = await review(['--plan-dir', 'out', '--format', 'json'], files);
    expect(parseJsonObject(stdout)['plans']).toMatchObject([
      { name: 'dev-a', file: 'out/stacks/dev-a/plan.json' },
      { name: 'dev-b' },
    ]);
  });

  test('reviews those of the last plan alone, when it has left its record', async () => {
    const files = {
      'out/plans.json': plans('dev-b'),
      'out/stacks/dev-a/plan.json': weak,
      'out/stacks/dev-b/plan.json': sound,
    };
    const { exitCode, stdout } = await review(['--plan-dir', 'out', '--format', 'json'], files);
    expect(exitCode).toBe(0);
    expect(parseJsonObject(stdout)['plans']).toMatchObject([{ name: 'dev-b' }]);
  });

  test('fails when a plan of the last run is missing, rather than pass without it', async () => {
    const files = { 'out/plans.json': plans('dev-a', 'dev-b'), 'out/stacks/dev-b/plan.json': sound };
    const { exitCode, stderr } = await review(['--plan-dir', 'out', '--format', 'json'], files);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('error TB5006: the plan cannot be read\n  at dev-a\n');
  });

  test('has nothing against a run in which nothing had to be planned', async () => {
    const { exitCode, stdout } = await review(['--plan-dir', 'out'], { 'out/plans.json': plans() });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('no findings; 0 plans, ');
  });

  test('fails when there is no plan at all', async () => {
    const { exitCode, stderr } = await review(['--plan-dir', 'out'], { 'out/stacks/dev-c/cdk.tf.json': '{}' });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('error TB8051: no stack in this folder has a plan.json\n  at out\n');
  });
});

describe('a review that cannot be', () => {
  test.each([
    [[], 'TB8051: neither a plan nor a folder of plans is named'],
    [['none.json'], 'TB5006: the plan cannot be read'],
    [['.'], 'TB5006: a folder is no plan\n  at .\n  fix: give --plan-dir . for all plans in it'],
    [['plan.json', '--prices', 'p.json', '--environment', 'dev'], 'TB5001: --prices says nothing without --tenants'],
    [['plan.json', '--prices', 'p.json', '--environment', 'dev'], 'TB5001: --environment says nothing without'],
    [['plan.json', '--cost-threshold', '5'], 'TB5001: --cost-threshold says nothing without --tenants'],
    [['plan.json', '--out', 'x.html', '--out', 'y'], 'TB8052: "x.html" does not tell which form'],
    [['plan.json', '--out', 'x.html', '--out', 'y'], 'TB8052: "y" does not tell which form'],
    [['plan.json', '--out', 'plan.json/x.md'], 'TB8052: the report cannot be written'],
    [['plan.json', '--suppressions', 'none.yaml'], 'TB5006: the suppressions cannot be read\n  at none.yaml\n'],
    [['plan.json', '--fail-on', 'worst'], "TB5001: option '--fail-on <severity>' argument 'worst' is invalid."],
    [['plan.json', '--comment-id', 'a b'], "TB5001: option '--comment-id <id>' argument 'a b' is invalid."],
    [['plan.json', '--limit', '12'], "TB5001: option '--limit <bytes>' argument '12' is invalid."],
    [['plan.json', '--cost-threshold', '-1'], "TB5001: option '--cost-threshold <amount>' argument '-1' is invalid."],
  ])('fails when it is asked for %j, with exit code 2', async (parameters, message) => {
    const { exitCode, stdout, stderr } = await review(parameters);
    expect({ exitCode, stdout: parameters.includes('plan.json/x.md') ? '' : stdout }).toEqual({
      exitCode: 2,
      stdout: '',
    });
    expect(stderr).toContain(`error ${message}`);
  });

  test('fails when plans cannot be read, with all of them by their names (F30)', async () => {
    const files = { 'a.json': weak.slice(0, 400), 'b.json': smallPlan({ formatVersion: '2.0' }) };
    const { exitCode, stderr } = await review(['a.json', 'b.json'], files);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/error TB7020: .*\n {2}at a\.json\n/);
    expect(stderr).toMatch(/error TB7021: .*\n {2}at b\.json\n/);
    const missing = await review(['none.json', 'gone.json', 'a.json'], files);
    expect(missing.stderr.match(/ {2}at (none|gone|a)\.json\n/g)).toHaveLength(3);
  });

  test('fails a plan that is only half there, and says so in every report (F30)', async () => {
    const files = { 'plan.json': smallPlan({ errored: true }) };
    const { exitCode, stderr, read } = await review(['plan.json', '--out', 'r.md', '--out', 'r.json'], files);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('warning TB7023: ');
    expect(read('r.md')).toContain('**failed, for what is noted below.**');
    expect(parseJsonObject(read('r.json'))).toMatchObject({ gate: { passed: false }, notes: [{ code: 'TB7023' }] });
    expect((await review(['plan.json', '--fail-on', 'none', '--quiet'], files)).exitCode).toBe(0);
  });
});

describe('the suppressions of a review', () => {
  const entry = (until: string) => `suppressions:
  - { topic: encryption-weakened, tenant: acme, reason: a test bucket, until: ${until} }
  - { topic: access-gained, tenant: acme, reason: a test bucket, until: 2999-12-31 }
`;

  test('let pass what they cover, and every report says it', async () => {
    const files = { 'plan.json': weak, 'review.suppressions.yaml': entry('2999-12-31') };
    const { exitCode, stdout } = await review(['plan.json', '--no-access'], files);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/\nsuppressed\n {2}TB8008 .* until 2999-12-31: a test bucket\n/);
  });

  test('fail the review on the day after, with their line', async () => {
    const files = { 'plan.json': sound, 'mine.yaml': entry('2020-01-31') };
    const { exitCode, stderr } = await review(['plan.json', '--suppressions', 'mine.yaml'], files);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/TB8031: .*\n {2}at mine\.yaml:2:\d+/);
  });

  test('stop the review when they cannot be understood', async () => {
    const files = { 'plan.json': weak, 'review.suppressions.yaml': 'suppressions: [{ topic: all }]' };
    const { exitCode, stdout, stderr } = await review(['plan.json'], files);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('error TB8050: ');
  });
});

describe('review --tenants', () => {
  const tenants = `tenants:
  - id: acme
    placement: main
    workload: { readsPerMonth: 1000000, writesPerMonth: 100000 }
`;

  test('finds the line of the tenant in its file, and what the plan changes of its cost', async () => {
    const { folder } = trialProject({ 'environments/tenants/prod/acme.yaml': tenants });
    const stack = 'cdktf.out/stacks/prod-shard-main-1/plan.json';
    const parameters = ['--plan-dir', 'cdktf.out', '--tenants', '--format', 'json'];
    const { stderr, stdout } = await review(parameters, { [stack]: weak }, { folder, environment: process.env });
    expect(stderr).toBe('');
    const { findings, cost } = parseJsonObject(stdout);
    const location = { file: 'environments/tenants/prod/acme.yaml', line: 2, column: 9 };
    expect(findings).toMatchObject([{ topic: 'encryption-weakened', location }, { topic: 'cost-change' }]);
    expect(cost).toMatchObject({ currency: 'USD', tenants: [{ tenant: 'acme' }] });
  });

  test('names the tenant’s file by its path in the repository that a build server checked out', async () => {
    const { folder } = trialProject({ 'environments/tenants/prod/acme.yaml': tenants });
    const stack = 'cdktf.out/stacks/prod-shard-main-1/plan.json';
    const environment = { ...process.env, GITHUB_WORKSPACE: dirname(folder), CI_PROJECT_DIR: '/elsewhere' };
    const parameters = ['--plan-dir', 'cdktf.out', '--tenants', '--format', 'github', '--no-access'];
    const { stdout } = await review(parameters, { [stack]: weak }, { folder, environment });
    expect(stdout).toMatch(
      new RegExp(`^::error file=${basename(folder)}/environments/tenants/prod/acme\\.yaml,line=2,`),
    );
  });

  test('says nothing about cost when it shall not', async () => {
    const { folder } = trialProject({ 'environments/tenants/prod/acme.yaml': tenants });
    const parameters = ['plan.json', '--tenants', '--no-cost', '--format', 'json'];
    const { stdout } = await review(parameters, { 'plan.json': weak }, { folder, environment: process.env });
    expect(parseJsonObject(stdout)['cost']).toBeUndefined();
  });

  test('fails when a tenant file is wrong', async () => {
    const { folder } = trialProject({ 'environments/tenants/prod/acme.yaml': 'tenants: [{ id: A }]' });
    const parameters = ['plan.json', '--tenants'];
    const { exitCode, stderr } = await review(parameters, { 'plan.json': weak }, { folder, environment: process.env });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('error TB1002: ');
  });
});
