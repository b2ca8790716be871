import { describe, expect, test } from '@jest/globals';
import { runCommandLine } from '../support/command-line';
import { tenantFile, trialProject } from '../support/project';

describe('validate', () => {
  test('finds nothing wrong with what is pinned, and says how much it read', async () => {
    const { folder } = trialProject({ 'environments/tenants/dev/all.yaml': tenantFile('acme') });
    await runCommandLine(['pin'], { folder });
    expect(await runCommandLine(['validate'], { folder })).toEqual({
      exitCode: 0,
      stdout: 'dev-shard-main-1  1 tenant                   1 more fit\n111122223333      1 tenant  0 of 1000 roles\n',
      stderr: '1 tenant in dev, prod: nothing is wrong\n',
    });
  });

  test('fails when somebody is named as the deployer, and no guardrails to judge by', async () => {
    const { exitCode, stderr } = await runCommandLine(['validate', '--deployer', 'arn:aws:iam::111122223333:role/d']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('error TB5001: --deployer says nothing without --guardrails\n');
  });

  test('fails with every mistake of every file of every environment at once (F01)', async () => {
    const { folder } = trialProject({
      'environments/tenants/dev/a.yaml': tenantFile('acme'),
      'environments/tenants/dev/b.yaml': tenantFile('acme'),
      'environments/tenants/prod/a.yaml': 'tenants:\n  - id: acme\n    placment: main\n',
      'environments/pins/prod.yaml': 'version: 7\nplacements: {}\ntenants: {}\n',
    });
    const { exitCode, stderr } = await runCommandLine(['validate'], { folder });
    expect(exitCode).toBe(2);
    expect(stderr.match(/^error .*/gm)).toEqual([
      'error TB1100: version is not what tenant-buckets writes',
      'error TB1004: tenant acme stands at environments/tenants/dev/a.yaml:2 already',
      'error TB1002: placement is missing',
      'error TB1003: "placment" is no key here',
    ]);
  });

  test('fails when tenants are not pinned, and prints it as JSON when asked', async () => {
    const { folder } = trialProject({ 'environments/tenants/dev/a.yaml': tenantFile('acme') });
    const { exitCode, stdout } = await runCommandLine(['validate', '--json', '--environment', 'dev'], { folder });
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, diagnostics: [{ code: 'TB2150', path: 'dev/acme' }] });
  });
});

describe('validate with mistakes in several files', () => {
  test('tells at once what is wrong in files and what their tenants say together, each at its line', async () => {
    const { folder } = trialProject({
      'environments/tenants/dev/a.yaml': 'tenants:\n  - id: Acme\n    placement: mian\n',
      'environments/tenants/dev/b.yaml': 'tenants:\n  - { id: globex, placement: main, residency: [us-east-1] }\n',
    });
    const { exitCode, stderr } = await runCommandLine(['validate', '--environment', 'dev'], { folder });
    expect(exitCode).toBe(2);
    expect(stderr.match(/^(error| {2}at|\d).*/gm)).toEqual([
      'error TB1002: id is "Acme"',
      '  at environments/tenants/dev/a.yaml:2:9 (tenants[0] (Acme).id)',
      'error TB2007: placement "mian" does not exist',
      '  at environments/tenants/dev/a.yaml:3:16 (tenants[0] (Acme).placement)',
      'error TB2200: tenant globex may lie in us-east-1 only, and placement main is in eu-west-1',
      '  at environments/tenants/dev/b.yaml:2:47 (dev/globex)',
      '3 errors, 0 warnings',
    ]);
  });

  test('passes with warnings, and tells them (F12)', async () => {
    const text = 'tenants:\n  - { id: acme, placement: main, tags: { password: hunter2 } }\n';
    const { folder } = trialProject({ 'environments/tenants/dev/a.yaml': text });
    await runCommandLine(['pin', '--environment', 'dev'], { folder });
    const { exitCode, stderr } = await runCommandLine(['validate', '--environment', 'dev'], { folder });
    expect(exitCode).toBe(0);
    expect(stderr).toBe(`warning TB1140: a password seems to stand here
  at environments/tenants/dev/a.yaml:2:52 (environments/tenants/dev/a.yaml)
  2 |   - { id: acme, placement: main, tags: { password: ******* } }
    |                                                    ^^^^^^^
  fix: take it out and have it made anew; what is committed is no longer secret
1 tenant in dev: no errors, 1 warning
`);
  });

  test('shows no control character of a name, in tables and lines alike (F08)', async () => {
    const hostile = 'x\u001b]0;owned\u0007\u202ey';
    const keyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    const adopting = { id: 'acme', placement: 'main', adopt: { bucket: hostile, keyArn } };
    const placed = { id: 'globex', placement: hostile };
    const { folder } = trialProject({
      'environments/tenants/dev/a.json': JSON.stringify({ tenants: [adopting, placed] }),
    });
    for (const command of [['validate'], ['pin'], ['pin', '--check'], ['tenant', 'suspend', hostile]]) {
      const { stdout, stderr } = await runCommandLine(command, { folder });
      expect(`${stdout}${stderr}`).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
    }
  });
});
