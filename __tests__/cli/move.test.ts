import { describe, expect, test } from '@jest/globals';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommandLine } from '../support/command-line';
import { describedProject } from '../support/own-repository';
import { pinnedProjects, tenantFile } from '../support/project';
import { deployment } from '../support/tenancy';

const pins = 'environments/pins/prod.yaml';
const moves = 'environments/pins/prod.moves.yaml';

const state = JSON.stringify({
  format_version: '1.0',
  values: {
    root_module: {
      resources: ['acme', 'globex'].map((id) => ({
        address: `aws_s3_bucket.${id}_Bucket_1`,
        mode: 'managed',
        type: 'aws_s3_bucket',
        name: `${id}_Bucket_1`,
        values: { id: `corp-${id}` },
      })),
    },
  },
});

const pinnedProject = pinnedProjects({
  'environments/tenants/prod/all.yaml': tenantFile('acme', 'globex'),
  'state.json': state,
});

describe('move', () => {
  test('writes the new shard and what terraform hands over, and says what to do next', async () => {
    const { folder, read } = await pinnedProject();
    const { exitCode, stdout, stderr } = await runCommandLine(['move', 'acme', '--to', '2', '--state', 'state.json'], {
      folder,
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toBe(
      '1  commit environments/pins\n' +
        '2  cdktf deploy prod-shard-main-2   imports 1 resources, and destroys nothing\n' +
        '3  cdktf deploy prod-shard-main-1   forgets them, and destroys nothing\n' +
        '4  tenant-buckets move acme --done  then commit environments/pins again\n',
    );
    expect(read(pins)).toContain('  acme: { placement: main, shard: 2, ');
    expect(read(pins)).toContain('  globex: { placement: main, shard: 1, ');
    expect(read(moves)).toMatch(
      /\n {2}acme:\n {4}from: 1\n {4}to: 2\n {4}resources:\n {6}aws_s3_bucket.acme_Bucket_1: corp-acme\n$/,
    );
    expect((await runCommandLine(['validate'], { folder })).exitCode).toBe(0);
  });

  test('leaves the foundation of the placement alone', async () => {
    const { folder } = await pinnedProject();
    const placements = [{ ...deployment, shardSize: 2, foundation: {} }];
    describedProject(folder, [{ name: 'prod', placements, tags: {} }]);
    const { stdout } = await runCommandLine(['move', 'acme', '--to', '2', '--state', 'state.json'], { folder });
    expect(stdout).toContain('cdktf deploy prod-shard-main-2 --ignore-missing-stack-dependencies  imports');
    expect(stdout).toContain('cdktf deploy prod-shard-main-1 --ignore-missing-stack-dependencies  forgets');
  });

  test('drops the blocks when it is done', async () => {
    const { folder, read } = await pinnedProject();
    await runCommandLine(['move', 'acme', '--to', '2', '--state', 'state.json'], { folder });
    expect(await runCommandLine(['move', 'acme', '--done'], { folder })).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: 'acme lives in shard 2; commit environments/pins\n',
    });
    expect(existsSync(join(folder, moves))).toBe(false);
    expect(read(pins)).toContain('  acme: { placement: main, shard: 2, ');
  });

  test.each([
    [['acme'], 'TB5001: move takes either --to SHARD or --done'],
    [['acme', '--to', '2', '--done'], 'TB5001: move takes either --to SHARD or --done'],
    [['acme', '--to', 'two'], "TB5001: option '--to <shard>' argument 'two' is invalid. It is a number from 1."],
    [['acme', '--to', '3', '--state', 'state.json'], 'TB5104: there is no shard 3 in placement main'],
    [['acme', '--done'], 'TB5104: tenant acme is on no way'],
    [['umbrella', '--to', '2'], 'TB5103: tenant umbrella stands in no file of dev, prod'],
    [['acme', '--to', '2', '--state', 'none.json'], 'TB5006: the state cannot be read'],
    [['acme', '--to', '2', '--state', 'cdktf.json'], 'TB5106: what was read is no state of terraform'],
    [['acme', '--to', '2'], 'TB5106: the source stack is not synthesized'],
  ])('fails when it is asked for %j, and moves nobody', async (parameters, message) => {
    const { folder, read } = await pinnedProject();
    const before = read(pins);
    const { exitCode, stdout, stderr } = await runCommandLine(['move', ...parameters], { folder });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(`error ${message}\n`);
    expect(read(pins)).toBe(before);
    expect(existsSync(join(folder, moves))).toBe(false);
  });

  test('asks terraform for the state of the source when none is given', async () => {
    const { folder, read } = await pinnedProject();
    const stack = join(folder, 'cdktf.out', 'stacks', 'prod-shard-main-1');
    mkdirSync(stack, { recursive: true });
    const resource = { terraform_data: { acme_Data_1: { input: 'x' } } };
    writeFileSync(join(stack, 'cdk.tf.json'), JSON.stringify({ resource }));
    const { exitCode, stderr } = await runCommandLine(['move', 'acme', '--to', '2'], { folder });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('error TB5106: the state holds nothing of acme\n');
    expect(read(pins)).toContain('acme: { placement: main, shard: 1, ');
  });
});
