import { describe, expect, test } from '@jest/globals';
import { selectEnvironments } from '../../environments';
import { DiagnosticError, type Diagnostic } from '../../modules/core';

function namesOf(names?: string): readonly string[] {
  return selectEnvironments({ names }).environments.map((one) => one.name);
}

function refusalOf(names: string): readonly Diagnostic[] {
  try {
    selectEnvironments({ names });
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('selectEnvironments', () => {
  test.each([undefined, ''])('takes every environment when %p is said', (names) => {
    expect(namesOf(names)).toEqual(['localstack', 'dev', 'staging', 'prod']);
  });

  test.each([
    ['prod', ['prod']],
    ['prod, dev', ['dev', 'prod']],
    ['prod,prod', ['prod']],
  ])('takes %p once each, in our order', (names, expected) => {
    expect(namesOf(names)).toEqual(expected);
  });

  test('finds nothing wrong with our own tenant files, and hands their texts on', () => {
    const { diagnostics, sources, environments } = selectEnvironments({});
    expect(diagnostics).toEqual([]);
    expect(Object.keys(sources).sort()).toEqual(
      ['pins/dev.yaml', 'pins/localstack.yaml', 'pins/prod.yaml', 'pins/staging.yaml']
        .concat(['dev', 'localstack', 'prod', 'staging'].map((name) => `tenants/${name}/acme.yaml`))
        .map((file) => `environments/${file}`),
    );
    expect(environments.map((one) => one.tenants.map((tenant) => tenant.id))).toEqual([
      ['acme'],
      ['acme'],
      ['acme'],
      ['acme'],
    ]);
  });

  test('fails when names are unknown, with all of them', () => {
    expect(refusalOf('prd,dev,')).toEqual([
      {
        code: 'TB2008',
        severity: 'error',
        path: 'TENANT_BUCKETS_ENVIRONMENT',
        message: '"prd" is no environment',
        fix: 'write one of localstack, dev, staging, prod, or several with commas',
      },
      expect.objectContaining({ message: '"" is no environment' }),
    ]);
  });

  test.each([
    [undefined, 'http://127.0.0.1:4566'],
    ['', 'http://127.0.0.1:4566'],
    ['http://127.0.0.1:9999', 'http://127.0.0.1:9999'],
  ])('reaches the emulator where %p says', (emulatorEndpoint, expected) => {
    const [localstack] = selectEnvironments({ names: 'localstack', emulatorEndpoint }).environments;
    expect(localstack?.placements.map((one) => one.emulatorEndpoint)).toEqual([expected]);
  });

  test.each(['dev', 'staging', 'prod'])(
    'deploys %s as a role of its own account, its state encrypted there',
    (name) => {
      const [environment] = selectEnvironments({ names: name, emulatorEndpoint: 'http://127.0.0.1:4566' }).environments;
      const [placement, ...more] = environment?.placements ?? [];
      expect(more).toEqual([]);
      const { accountId, region } = placement ?? {};
      expect(placement).toMatchObject({
        deployerArn: `arn:aws:iam::${String(accountId)}:role/platform/tenant-buckets-deployer`,
        assumeRoleArn: `arn:aws:iam::${String(accountId)}:role/platform/tenant-buckets-deployer`,
        backend: {
          kind: 's3',
          kmsKeyArn: `arn:aws:kms:${String(region)}:${String(accountId)}:alias/example-${name}/terraform-state`,
        },
      });
      expect(placement).not.toHaveProperty('emulatorEndpoint');
    },
  );

  test('gives each environment an account of its own', () => {
    const accounts = selectEnvironments({}).environments.flatMap((one) => one.placements.map((two) => two.accountId));
    expect(new Set(accounts).size).toBe(4);
  });
});
