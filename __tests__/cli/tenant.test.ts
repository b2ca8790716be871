import { describe, expect, test } from '@jest/globals';
import { runCommandLine } from '../support/command-line';
import { pinnedProjects, tenantFile } from '../support/project';

const prodFile = 'environments/tenants/prod/all.yaml';
const prodPins = 'environments/pins/prod.yaml';

const pinnedProject = pinnedProjects({
  'environments/tenants/dev/all.yaml': tenantFile('acme'),
  [prodFile]: `# customers\n${tenantFile('acme', 'globex')}`,
});

describe('tenant add', () => {
  test('writes a file for the tenant and pins it, and the project is valid', async () => {
    const { folder, read } = await pinnedProject();
    const add = ['tenant', 'add', 'initech', '--placement', 'main', '--environment', 'prod'];
    expect(await runCommandLine(add, { folder })).toEqual({
      exitCode: 0,
      stdout: `environments/tenants/prod/initech.yaml\n${prodPins}\n`,
      stderr: 'write its principals into it, and commit it together with environments/pins\n',
    });
    expect(read('environments/tenants/prod/initech.yaml')).toContain(
      '  - id: initech\n    placement: main\n    principals: []\n',
    );
    expect(read(prodPins)).toContain('  initech: { placement: main, shard: 2, ');
    expect((await runCommandLine(['validate'], { folder })).exitCode).toBe(0);
  });

  test('takes the only placement that the environment has', async () => {
    const { folder, read } = await pinnedProject();
    const { exitCode } = await runCommandLine(['tenant', 'add', 'initech', '--environment', 'dev'], { folder });
    expect(exitCode).toBe(0);
    expect(read('environments/tenants/dev/initech.yaml')).toContain('  - id: initech\n    placement: main\n');
  });

  test('gives a shared tenant a pool', async () => {
    const { folder, read } = await pinnedProject();
    const add = ['tenant', 'add', 'initech', '--placement', 'main', '--isolation', 'shared', '--environment', 'prod'];
    expect((await runCommandLine(add, { folder })).exitCode).toBe(0);
    expect(read(prodPins)).toContain(
      '  initech: { placement: main, pool: 1, key: platform, construct: initech, bucket: corp-pool-1 }',
    );
  });

  test.each([
    [['acme', '--placement', 'main', '--environment', 'prod'], 'TB5107: tenant acme is there already'],
    [['Acme', '--placement', 'main', '--environment', 'prod'], 'TB1002: id is "Acme"'],
    [
      ['x1', '--placement', 'mian', '--environment', 'prod'],
      'TB2007: placement "mian" does not exist\n  at --placement\n  fix: did you mean main?',
    ],
    [
      ['x1', '--placement', 'main'],
      'TB5103: several environments have a placement main\n  at --placement\n  fix: name one with --environment: dev, prod',
    ],
    [['x1'], 'TB5103: it can live in several places\n  at x1\n  fix: name one with --environment: dev, prod'],
  ])('fails when it is asked for %j, and writes nothing', async (parameters, message) => {
    const { folder, read } = await pinnedProject();
    const before = read(prodPins);
    const { exitCode, stdout, stderr } = await runCommandLine(['tenant', 'add', ...parameters], { folder });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(`error ${message}\n`);
    expect(read(prodPins)).toBe(before);
  });
});

describe('tenant suspend, resume and retire', () => {
  const change = (verb: string, folder: string, id = 'globex'): ReturnType<typeof runCommandLine> =>
    runCommandLine(['tenant', verb, id], { folder });

  test('change one word and leave the rest of the file, and the pins, as they are', async () => {
    const { folder, read } = await pinnedProject();
    const [before, pins] = [read(prodFile), read(prodPins)];
    const { exitCode, stdout, stderr } = await change('suspend', folder);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `${prodFile}\n` });
    expect(stderr).toContain('bucket-key cache works until it expires');
    expect(read(prodFile)).toBe(before.replace('id: globex\n', 'id: globex\n    state: suspended\n'));
    await change('resume', folder);
    expect(read(prodFile)).toBe(before.replace('id: globex\n', 'id: globex\n    state: active\n'));
    expect(read(prodPins)).toBe(pins);
  });

  test('retire writes it into the pin as well, and the project is valid', async () => {
    const { folder, read } = await pinnedProject();
    const { stdout, stderr } = await change('retire', folder);
    expect(stdout).toBe(`${prodFile}\n${prodPins}\n`);
    expect(stderr).toBe(
      'commit it, then deploy its stack\nthe plan forgets what the tenant has, and destroys nothing\n',
    );
    expect(read(prodPins)).toContain('bucket: corp-globex, retired: true }');
    expect((await runCommandLine(['validate'], { folder })).exitCode).toBe(0);
  });

  test.each([
    [['resume'], 'tenant globex is active', 'resume a tenant that is suspended'],
    [['suspend', 'suspend'], 'tenant globex is suspended', 'suspend a tenant that is active or retiring'],
    [['retire', 'retire'], 'tenant globex is retired', 'retire a tenant that is active or suspended or retiring'],
    [['retire', 'resume'], 'tenant globex is retired', 'resume a tenant that is suspended'],
  ])('fails when %j is not possible', async (verbs, message, fix) => {
    const { folder } = await pinnedProject();
    const results = [];
    for (const verb of verbs) results.push(await change(verb, folder));
    expect(results.map((one) => one.exitCode)).toEqual([...verbs.slice(1).map(() => 0), 2]);
    expect(results.at(-1)?.stderr).toBe(`error TB5111: ${message}\n  at prod/globex\n  fix: ${fix}\n`);
  });

  test('fails when the tenant stands in several environments or in none', async () => {
    const { folder } = await pinnedProject();
    expect((await change('suspend', folder, 'acme')).stderr).toBe(
      'error TB5103: tenant acme stands in several environments\n  at acme\n  fix: name one with --environment: dev, prod\n',
    );
    expect((await change('suspend', folder, 'umbrella')).stderr).toContain(
      'tenant umbrella stands in no file of dev, prod\n',
    );
    expect((await change('suspend', folder, 'acmee')).stderr).toContain('\n  fix: did you mean acme?\n');
  });

  test('fails when the tenant to retire is on its way to another shard', async () => {
    const { folder, read, write } = await pinnedProject();
    write('environments/pins/prod.moves.yaml', 'version: 1\nmoves:\n  globex: { from: 1, to: 2, resources: {} }\n');
    write(
      prodPins,
      read(prodPins).replace('globex: { placement: main, shard: 1', 'globex: { placement: main, shard: 2'),
    );
    const { exitCode, stderr } = await change('retire', folder);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('TB5111: tenant globex is on its way to another shard\n');
    expect(stderr).toContain('tenant-buckets move globex --done');
  });
});
