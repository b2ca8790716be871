import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from '../support/json';
import { plannedProject } from '../support/planned-project';

const three = { 'dev-shard-main-1': ['dev-foundation-main'], 'dev-pool-main-1': [], 'dev-foundation-main': [] };

describe('plan', () => {
  test('saves a plan and its JSON beside each stack, in the order of an apply, and says what to do next', async () => {
    using project = plannedProject(three);
    const { exitCode, stdout, stderr } = await project.run(['plan', '--quiet']);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: 'next: tenant-buckets review --plan-dir cdktf.out, then tenant-buckets apply\n',
    });
    expect(stdout).toBe(
      'dev-foundation-main  2 to add, 1 to remove\n' +
        'dev-pool-main-1      2 to add, 1 to remove\n' +
        'dev-shard-main-1     2 to add, 1 to remove\n',
    );
    expect(project.calls().slice(0, 3)).toEqual([
      'dev-foundation-main: init -no-color -input=false',
      'dev-foundation-main: plan -json -input=false -detailed-exitcode -out=plan.tfplan',
      'dev-foundation-main: show -no-color -json plan.tfplan',
    ]);
    expect(parseJson(project.read('cdktf.out/stacks/dev-pool-main-1/plan.json'))).toMatchObject({
      format_version: '1.2',
      stack: 'dev-pool-main-1',
    });
  });

  test('puts what a stack rests on before it, then foundations before pools before shards', async () => {
    using project = plannedProject({
      'a-shard-m-1': ['z-network'],
      'b-foundation-m': [],
      'c-pool-m-1': [],
      'd-extra': [],
      'z-network': [],
    });
    const { stdout } = await project.run(['plan', '--quiet']);
    expect(stdout.match(/^\S+/gm)).toEqual(['b-foundation-m', 'c-pool-m-1', 'd-extra', 'z-network', 'a-shard-m-1']);
  });

  test('writes down the digest of each file, terraform, its providers and the commit', async () => {
    using project = plannedProject({ 'dev-shard-main-1': [] });
    const git = (...words: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=n', '-c', 'user.email=e@example.com', ...words], { cwd: project.folder });
    git('init', '--quiet');
    git('commit', '--quiet', '--allow-empty', '--message', 'first');
    const commit = String(git('rev-parse', 'HEAD')).trim();
    const { stdout } = await project.run(['plan', '--json']);
    const digest = (name: string) =>
      createHash('sha256')
        .update(project.read(`cdktf.out/stacks/dev-shard-main-1/${name}`))
        .digest('hex');
    const record = {
      schemaVersion: 1,
      terraform: { product: 'terraform', version: '1.11.4' },
      commit,
      stacks: [
        {
          name: 'dev-shard-main-1',
          changed: true,
          changes: { add: 2, change: 0, remove: 1, import: 0 },
          document: digest('cdk.tf.json'),
          plan: digest('plan.tfplan'),
          json: digest('plan.json'),
          lockFile: digest('.terraform.lock.hcl'),
          providers: { 'registry.terraform.io/hashicorp/aws': '5.100.0' },
        },
      ],
    };
    expect(parseJson(stdout)).toEqual(record);
    expect(parseJson(project.read('cdktf.out/plans.json'))).toEqual(record);
  });

  test('keeps plans for their owner alone: they hold what terraform calls sensitive', async () => {
    using project = plannedProject({ a: [] });
    await project.run(['plan']);
    for (const name of ['plans.json', 'stacks/a/plan.json', 'stacks/a/plan.tfplan'])
      expect([name, statSync(join(project.folder, 'cdktf.out', name)).mode & 0o077]).toEqual([name, 0]);
  });

  test('plans the stacks that are named, with stars, of the environment that is named', async () => {
    using project = plannedProject(three);
    const { stdout } = await project.run(['plan', 'dev-*-main-1', '--environment', 'dev', '--out-dir', 'out']);
    expect(stdout.match(/^\S+/gm)).toEqual(['dev-pool-main-1', 'dev-shard-main-1']);
    expect(project.read('asked')).toBe('asked for: dev\n');
    expect(existsSync(join(project.folder, 'out', 'plans.json'))).toBe(true);
  });

  test('says when no plan changes anything', async () => {
    using project = plannedProject({ a: [] });
    project.write('synthesized/stacks/a/unchanged', '');
    const { stderr } = await project.run(['plan', '--quiet']);
    expect(stderr).toBe('nothing to review or apply: no plan changes anything\n');
  });

  test('with --changed leaves out what was applied as it is', async () => {
    using project = plannedProject({ a: [], b: [] });
    const first = await project.run(['plan', '--changed', '--quiet']);
    expect(first.stderr).toContain('cdktf.out/applied.json is not there: every stack counts as changed\n');
    await project.run(['apply', '--yes']);
    const second = await project.run(['plan', '--changed', '--quiet']);
    expect(second).toMatchObject({ stdout: '', stderr: 'nothing has changed: there is nothing to plan\n' });
    project.write('synthesized/stacks/b/cdk.tf.json', '{"name":"changed"}');
    expect((await project.run(['plan', '--changed'])).stdout).toMatch(/^b /);
  });

  test('with --changed FILE compares with what an apply elsewhere has kept', async () => {
    using project = plannedProject({ a: [], b: [] });
    await project.run(['plan', 'a']);
    await project.run(['apply', '--yes']);
    project.write('kept.json', project.read('cdktf.out/applied.json'));
    rmSync(join(project.folder, 'cdktf.out'), { recursive: true });
    expect((await project.run(['plan', '--changed', 'kept.json'])).stdout).toMatch(/^b .*\n$/);
  });

  test('fails when a stack does not exist, with all of them and the one that was meant', async () => {
    using project = plannedProject(three);
    const { exitCode, stderr } = await project.run(['plan', 'dev-shard-main-2', 'prod-*']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('error TB8054: there is no stack "dev-shard-main-2"');
    expect(stderr).toContain('fix: did you mean dev-shard-main-1?');
    expect(stderr).toContain('error TB8054: there is no stack "prod-*"');
    expect(project.calls()).toEqual([]);
  });

  test('fails when the app fails, shows what it said, and leaves no older plan to apply', async () => {
    using project = plannedProject({ a: [] });
    await project.run(['plan']);
    project.write('app.sh', 'echo "error TB1002: a tenant file is wrong" >&2; exit 2');
    const { exitCode, stderr } = await project.run(['plan']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('error TB1002: a tenant file is wrong\n');
    expect(stderr).toContain('error TB8065: the app ended with 2\n');
    expect((await project.run(['apply', '--yes'])).stderr).toContain('error TB8056: no plans.json stands there');
  });

  test('fails when a package of the app is not installed, and says which', async () => {
    using project = plannedProject({ a: [] });
    project.write('app.sh', `echo "Error: Cannot find package 'tsx' imported from /" >&2; exit 1`);
    const { stderr } = await project.run(['plan']);
    expect(stderr).toContain('  fix: install the packages of the project: tsx is not there\n');
  });

  test('fails when an app writes no stacks', async () => {
    using project = plannedProject({ a: [] });
    project.write('app.sh', 'true');
    expect((await project.run(['plan'])).stderr).toContain('error TB8065: the app wrote no manifest.json');
  });

  test('fails when terraform fails, and saves no plans', async () => {
    using project = plannedProject({ a: [], b: [] });
    const lock = JSON.stringify({
      type: 'diagnostic',
      diagnostic: {
        severity: 'error',
        summary: 'Error acquiring the state lock',
        detail:
          'Lock Info:\n  ID:        1234\n  Operation: OperationTypeApply\n  Who:       ann@build\n  Created:   2026-11-30 03:00:00 UTC\n',
      },
    });
    project.write('synthesized/stacks/b/fails-plan', `${lock}\n`);
    const { exitCode, stderr } = await project.run(['plan', '--quiet']);
    expect(exitCode).toBe(4);
    expect(stderr).toContain('error TB3013: the state is locked by ann@build since 2026-11-30 03:00:00 UTC (apply');
    expect(existsSync(join(project.folder, 'cdktf.out', 'plans.json'))).toBe(false);
  });
});
