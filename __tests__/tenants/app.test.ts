import { describe, expect, test } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnostic, DiagnosticError, type Diagnostic } from '../../modules/core';
import { readDescription, runApp, type AppResult, type FilledEnvironment } from '../../modules/tenants';
import { deployment } from '../support/tenancy';
import { temporaryFolder } from '../support/temporary-folder';

const environments = ['dev', 'prod'].map((name) => ({ name, placements: [deployment], tags: {} }));

interface Run extends AppResult {
  readonly built: readonly FilledEnvironment[];
}

function run(variables: Readonly<Record<string, string>>, fail = false): Run {
  using folder = temporaryFolder();
  for (const { name } of environments) {
    const tenants = join(folder.path, 'environments', 'tenants', name);
    mkdirSync(tenants, { recursive: true });
    writeFileSync(
      join(tenants, 'acme.yaml'),
      `tenants:\n  - id: acme\n    ${name === 'dev' ? 'placment' : 'placement'}: main\n`,
    );
  }
  const built: FilledEnvironment[] = [];
  const synthesize = (all: readonly FilledEnvironment[]): readonly Diagnostic[] => {
    built.push(...all);
    if (fail) throw new DiagnosticError(diagnostic('TB2150', { path: 'prod/acme', message: 'm', fix: 'f' }));
    return [];
  };
  return { ...runApp({ folder: folder.path, environments, variables, synthesize }), built };
}

describe('runApp', () => {
  test('builds the chosen environment with its tenants, whatever is wrong with another', () => {
    const { built, ...result } = run({ TENANT_BUCKETS_ENVIRONMENT: 'prod' });
    expect(result).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    expect(built.map((one) => [one.name, one.tenants.map((tenant) => tenant.id)])).toEqual([['prod', ['acme']]]);
  });

  test('fails when a file is wrong, at its line, and builds nothing', () => {
    const { exitCode, stderr, built } = run({});
    expect(exitCode).toBe(2);
    expect(stderr).toContain('at environments/tenants/dev/acme.yaml:3:5');
    expect(stderr).toContain('  3 |     placment: main\n');
    expect(built).toEqual([]);
  });

  test('fails when what it builds is refused, in words and at the line of the tenant', () => {
    expect(run({ TENANT_BUCKETS_ENVIRONMENT: 'prod' }, true)).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr:
        'error TB2150: m\n  at environments/tenants/prod/acme.yaml:2:9 (prod/acme)\n' +
        '  2 |   - id: acme\n    |         ^^^^\n  fix: f\n',
    });
  });

  test('fails when an environment does not exist', () => {
    expect(run({ TENANT_BUCKETS_ENVIRONMENT: 'prd' }).stderr).toContain('TB2008: "prd" is no environment');
  });

  test('tells of warnings, of the files and of what it builds, and ends well (F12)', () => {
    using folder = temporaryFolder();
    const tenants = join(folder.path, 'environments', 'tenants', 'dev');
    mkdirSync(tenants, { recursive: true });
    const text = 'tenants:\n  - id: acme\n    placement: main\n    tags: { password: hunter2 }\n';
    writeFileSync(join(tenants, 'acme.yaml'), text);
    const warning = diagnostic('TB2205', { path: 'dev/main', message: 'm', fix: 'f' });
    const app = { folder: folder.path, environments: environments.slice(0, 1), variables: {} };
    const file = `warning TB1140: a password seems to stand here
  at environments/tenants/dev/acme.yaml:4:23 (environments/tenants/dev/acme.yaml)
  4 |     tags: { password: ******* }
    |                       ^^^^^^^
  fix: take it out and have it made anew; what is committed is no longer secret
`;
    expect(runApp({ ...app, synthesize: () => [warning] })).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: `warning TB2205: m\n  at dev/main\n  fix: f\n\n${file}`,
    });
    const refuse = (): never => {
      throw new DiagnosticError(diagnostic('TB2158', { path: 'dev/main', message: 'm', fix: 'f' }));
    };
    expect(runApp({ ...app, synthesize: refuse })).toMatchObject({
      exitCode: 2,
      stderr: `error TB2158: m\n  at dev/main\n  fix: f\n\n${file}`,
    });
  });

  test('says which environments there are when it is asked, and reads and builds nothing', () => {
    const { exitCode, stdout, stderr, built } = run({ TENANT_BUCKETS_DESCRIBE: '1' });
    expect({ exitCode, stderr, built }).toEqual({ exitCode: 0, stderr: '', built: [] });
    expect(readDescription(stdout)?.map((one) => one.name)).toEqual(['dev', 'prod']);
    expect(readDescription(stdout)?.[0]?.placements).toMatchObject([{ name: 'main', namePrefix: 'corp' }]);
  });
});

describe('readDescription', () => {
  test.each([[''], ['Synthesizing…'], ['{"environments":[]}'], ['{"schemaVersion":2,"environments":[]}'], ['[1]']])(
    'takes %p for no answer',
    (text) => {
      expect(readDescription(text)).toBeUndefined();
    },
  );
});
