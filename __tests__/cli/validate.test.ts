import { describe, expect, test } from '@jest/globals';
import { runCommandLine } from '../support/command-line';
import { tenantFile, trialProject } from '../support/project';

describe('validate', () => {
  test('finds nothing wrong with what is pinned, and says how much it read', async () => {
    const { folder } = trialProject({ 'environments/tenants/dev/all.yaml': tenantFile('acme') });
    await runCommandLine(['pin'], { folder });
    expect(await runCommandLine(['validate'], { folder })).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: '1 tenants in dev, prod: nothing is wrong\n',
    });
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
