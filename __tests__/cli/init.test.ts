import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { runCommandLine, type CommandResult } from '../support/command-line';
import { installInto } from '../support/own-repository';
import { runApp, type AppRun } from '../support/run-app';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder';

describe('a repository made by init', () => {
  let place: TemporaryFolder;
  let made: CommandResult;
  let app: AppRun;
  let folder = '';

  beforeAll(async () => {
    place = temporaryFolder();
    folder = join(place.path, 'vending');
    made = await runCommandLine(['init', 'vending', '--name', 'corp'], { folder: place.path });
    installInto(folder);
    app = await runApp({ folder, outdir: join(place.path, 'out') });
  }, 60_000);

  afterAll(() => place[Symbol.dispose]());

  test('has what it says, and the next step is told', () => {
    expect(made).toMatchObject({ exitCode: 0, stderr: 'next: cd vending && npm install && npx cdktf synth\n' });
    const paths = made.stdout.trimEnd().split('\n');
    expect(paths).toEqual(paths.toSorted());
    for (const path of paths) expect(readFileSync(join(folder, path), 'utf8')).not.toBe('');
    expect(
      readdirSync(folder)
        .filter((name) => name !== 'node_modules')
        .toSorted(),
    ).toEqual([...new Set(paths.map((path) => path.split('/')[0] ?? ''))].toSorted());
  });

  test('has an app of ten lines', () => {
    expect(readFileSync(join(folder, 'main.ts'), 'utf8').trimEnd().split('\n')).toHaveLength(10);
  });

  test('synthesizes as it is', () => {
    expect(app).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
    expect(Object.keys(app.stacks).sort()).toEqual(['dev-shard-main-1', 'local-shard-main-1']);
    expect(app.stacks['dev-shard-main-1']).toContain('"corp-dev-acme"');
  });

  test('is pinned as its app says, and valid', async () => {
    expect(await runCommandLine(['pin', '--check'], { folder })).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    expect((await runCommandLine(['validate'], { folder })).stderr).toBe('2 tenants in dev, local: nothing is wrong\n');
  }, 60_000);

  test('has a pipeline that is YAML, and asks for commands that there are', async () => {
    const pipeline = readFileSync(join(folder, '.github', 'workflows', 'tenants.yml'), 'utf8');
    expect(parse(pipeline)).toMatchObject({ jobs: { check: {}, review: { permissions: { 'id-token': 'write' } } } });
    const commands = [...pipeline.matchAll(/npx tenant-buckets (\S+)/g)].map(([, command = '']) => command);
    expect(commands).toEqual(['validate', 'pin', 'plan', 'review', 'comment']);
    for (const command of commands) expect((await runCommandLine([command, '--help'])).exitCode).toBe(0);
  });

  test('names no machine, and the account and region that were asked for', () => {
    for (const path of made.stdout.trimEnd().split('\n')) {
      const text = readFileSync(join(folder, path), 'utf8');
      expect(text).not.toContain(place.path);
    }
    expect(readFileSync(join(folder, 'environments', 'index.ts'), 'utf8')).toContain("accountId: '111122223333'");
  });
});

describe('init', () => {
  test('knows the partition of a region', async () => {
    using folder = temporaryFolder();
    const parameters = ['init', '--name', 'corp', '--region', 'cn-north-1', '--account', '444455556666'];
    expect((await runCommandLine(parameters, { folder: folder.path })).stderr).toBe(
      'next: npm install && npx cdktf synth\n',
    );
    const text = readFileSync(join(folder.path, 'environments', 'index.ts'), 'utf8');
    expect(text).toContain("deployerArn: 'arn:aws-cn:iam::444455556666:role/platform/tenant-buckets-deployer'");
  });

  test('fails when files are in the way, with all of them, and writes nothing', async () => {
    using folder = temporaryFolder();
    writeFileSync(join(folder.path, 'main.ts'), 'mine');
    mkdirSync(join(folder.path, 'environments', 'pins'), { recursive: true });
    const { exitCode, stdout, stderr } = await runCommandLine(['init', '--name', 'corp'], { folder: folder.path });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr.match(/^error .*/gm)).toEqual([
      'error TB5109: main.ts stands there already',
      'error TB5109: environments/pins stands there already',
    ]);
    expect(readdirSync(folder.path).toSorted()).toEqual(['environments', 'main.ts']);
    expect(readFileSync(join(folder.path, 'main.ts'), 'utf8')).toBe('mine');
  });

  test('fails when name, account or region cannot be one, with all of them', async () => {
    using folder = temporaryFolder();
    const parameters = ['init', '--name', 'Corp!', '--account', '12', '--region', "eu'west"];
    const { exitCode, stderr } = await runCommandLine(parameters, { folder: folder.path });
    expect(exitCode).toBe(2);
    expect(stderr.match(/^error .*/gm)?.toSorted()).toEqual([
      'error TB5110: --account is "12"',
      'error TB5110: --name is "Corp!"',
      `error TB5110: --region is "eu'west"`,
    ]);
    expect(readdirSync(folder.path)).toEqual([]);
  });
});
