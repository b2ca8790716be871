import { describe, expect, test } from '@jest/globals';
import { delimiter } from 'node:path';
import { catalogue, DiagnosticError, type DiagnosticCode } from '../../modules/core';
import { findTerraform, type Environment } from '../../modules/terraform';
import { newFolder, standIn, versionAnswer, write } from './fixtures/stand-in';

/** An environment in which only the stand-ins of the folder, and the shell's own tools, are on the PATH. */
function onlyPath(...folders: readonly string[]): Environment {
  return { PATH: [...folders, '/nowhere'].join(delimiter) };
}

async function refusal(environment: Environment): Promise<DiagnosticError> {
  return findTerraform({ environment }).then(
    () => Promise.reject(new Error('a terraform was found')),
    (error: unknown) => (error instanceof DiagnosticError ? error : Promise.reject(new Error(String(error)))),
  );
}

async function refusalCodes(environment: Environment): Promise<readonly DiagnosticCode[]> {
  return (await refusal(environment)).diagnostics.map(({ code }) => code);
}

describe('findTerraform', () => {
  test('takes terraform from the PATH', async () => {
    const folder = newFolder();
    const path = standIn(folder, 'terraform', versionAnswer('1.11.4'));
    standIn(folder, 'tofu', versionAnswer('1.9.0'));
    expect(await findTerraform({ environment: onlyPath(newFolder(), folder) })).toEqual({
      path,
      product: 'terraform',
      version: '1.11.4',
      platform: 'linux_amd64',
    });
  });

  test('takes tofu when there is no terraform, or only one that is too old', async () => {
    const folder = newFolder();
    standIn(folder, 'tofu', versionAnswer('1.7.0'));
    const alone = await findTerraform({ environment: onlyPath(folder) });
    standIn(folder, 'terraform', versionAnswer('1.6.6'));
    expect(await findTerraform({ environment: onlyPath(folder) })).toEqual(alone);
    expect(alone).toMatchObject({ product: 'tofu', version: '1.7.0' });
  });

  test.each(['TENANT_BUCKETS_TERRAFORM', 'TERRAFORM_BINARY_NAME'])('prefers the program in %s', async (variable) => {
    const folder = newFolder();
    standIn(folder, 'terraform', versionAnswer('1.11.4'));
    const named = standIn(newFolder(), 'tf-next', versionAnswer('1.12.0-beta1'));
    const byPath = { ...onlyPath(folder), [variable]: named };
    expect(await findTerraform({ environment: byPath })).toMatchObject({ path: named, version: '1.12.0-beta1' });
    standIn(folder, 'tf-next', versionAnswer('1.12.1'));
    const byName = { ...onlyPath(folder), [variable]: 'tf-next' };
    expect(await findTerraform({ environment: byName })).toMatchObject({ version: '1.12.1' });
  });

  test('fails when nothing is found, with one line and the cure (F57)', async () => {
    const { diagnostics } = await refusal(onlyPath());
    expect(diagnostics).toEqual([
      {
        code: 'TB3001',
        severity: 'error',
        path: 'PATH',
        message: 'neither terraform nor tofu is on the PATH',
        fix: 'install Terraform or OpenTofu 1.7 or newer, or name the program in TENANT_BUCKETS_TERRAFORM',
      },
    ]);
    expect(catalogue.TB3001.exitCode).toBe(4);
  });

  test('fails when the named program is missing, even if another one is on the PATH', async () => {
    const folder = newFolder();
    standIn(folder, 'terraform', versionAnswer('1.11.4'));
    const plain = write(`${folder}/not-executable`);
    for (const named of ['missing', `${folder}/missing`, plain, folder]) {
      const error = await refusal({ ...onlyPath(folder), TENANT_BUCKETS_TERRAFORM: named });
      expect(error.message).toBe(`TB3001 TENANT_BUCKETS_TERRAFORM: '${named}' is no program that can be run`);
    }
  });

  test('fails when every terraform is too old, and says which version is needed and why (F57)', async () => {
    const folder = newFolder();
    standIn(folder, 'terraform', versionAnswer('1.5.7'));
    standIn(folder, 'tofu', versionAnswer('1.6.3'));
    const error = await refusal(onlyPath(folder));
    expect(error.diagnostics.map(({ code }) => code)).toEqual(['TB3002', 'TB3002']);
    expect(error.message).toMatch(/terraform: version 1\.5\.7 is older than 1\.7\.0, the first with 'removed' blocks/);
  });

  test.each([
    ['it prints something else', 'echo hello'],
    ['it prints nothing', 'exit 1'],
    ['its version is none', versionAnswer('latest')],
  ])('fails when %s', async (_, script) => {
    const folder = newFolder();
    standIn(folder, 'terraform', script);
    expect(await refusalCodes(onlyPath(folder))).toEqual(['TB3003']);
  });

  test('asks without the update check, which would need a network', async () => {
    const folder = newFolder();
    standIn(folder, 'terraform', `[ "$CHECKPOINT_DISABLE" = 1 ] && ${versionAnswer('1.11.4')}`);
    expect(await findTerraform({ environment: onlyPath(folder) })).toMatchObject({ version: '1.11.4' });
  });
});
