import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  configureCli,
  createTerraform,
  findTerraform,
  type Environment,
  type Terraform,
} from '../../../modules/terraform';
import { leftOver, processesWith, waitFor } from '../../terraform/fixtures/processes';
import { newFolder, write } from '../../terraform/fixtures/stand-in';

jest.setTimeout(300_000);

const providers = { required_providers: { aws: { source: 'hashicorp/aws', version: '>= 5.100.0, < 7.0.0' } } };

let environment: Environment;
let openStack: (configuration: object) => { readonly folder: string; readonly terraform: Terraform };

beforeAll(async () => {
  const binary = await findTerraform({ environment: process.env });
  const { variables } = configureCli({ folder: newFolder(), environment: process.env, binary });
  environment = { ...process.env, ...variables };
  openStack = (configuration) => {
    const folder = newFolder();
    write(join(folder, 'cdk.tf.json'), JSON.stringify(configuration));
    return { folder, terraform: createTerraform({ binary, workingDirectory: folder, environment }) };
  };
});

function provisioned(name: string, command: string): object {
  return { [name]: { provisioner: [{ 'local-exec': { command } }] } };
}

describe('terraform', () => {
  test('validates, plans, applies, shows and destroys', async () => {
    const { terraform } = openStack({
      resource: { terraform_data: { word: { input: 'locked' } } },
      output: { word: { value: '${terraform_data.word.output}', sensitive: true } },
    });
    await terraform.init();
    await terraform.validate();
    expect(await terraform.plan({ out: 'plan.bin' })).toMatchObject({ changed: true, changes: { add: 1 } });
    const plan = await terraform.show({ planFile: 'plan.bin' });
    expect(plan).toMatchObject({
      resource_changes: [{ address: 'terraform_data.word', change: { actions: ['create'] } }],
    });
    expect(await terraform.apply({ planFile: 'plan.bin' })).toMatchObject({ add: 1, remove: 0 });
    expect(await terraform.output()).toEqual({ word: { value: 'locked', sensitive: true } });
    expect(await terraform.plan()).toMatchObject({ changed: false });
    expect(await terraform.destroy()).toMatchObject({ add: 0, remove: 1 });
    await expect(terraform.apply({ planFile: 'plan.bin' })).rejects.toThrow(/^TB3016 .*Saved plan is stale/);
  });

  test('fails when a configuration breaks the schema of the provider it found, with all errors and their places', async () => {
    const { terraform } = openStack({
      terraform: providers,
      resource: { aws_s3_bucket: { b: { no_such_argument: 1 } }, aws_s3_buckett: { b: {} } },
    });
    await terraform.init();
    await expect(terraform.validate()).rejects.toMatchObject({
      diagnostics: expect.arrayContaining([
        expect.objectContaining({
          message: expect.stringContaining('Invalid resource type'),
          location: expect.objectContaining({ file: 'cdk.tf.json' }),
        }),
        expect.objectContaining({
          message: expect.stringContaining('"no_such_argument"'),
          location: expect.objectContaining({ file: 'cdk.tf.json' }),
        }),
      ]),
    });
  });

  test('fails when another run holds the state lock, and says who and since when (F29)', async () => {
    const { folder, terraform } = openStack({
      resource: { terraform_data: { ...provisioned('slow', 'while [ ! -e go ]; do sleep 0.1; done'), quick: {} } },
    });
    await terraform.init();
    const holder = terraform.apply();
    await waitFor(
      () => existsSync(join(folder, '.terraform.tfstate.lock.info')),
      (locked) => locked,
    );
    await expect(terraform.apply()).rejects.toThrow(
      /^TB3013 terraform apply: the state is locked by \S+@\S+ since \d{4}-\S+ .*\(apply, lock [0-9a-f-]{36}\)$/,
    );
    write(join(folder, 'go'));
    expect(await holder).toMatchObject({ add: 2 });
  });

  test('saves its state and leaves no process when the program that runs it is killed by kill -9 (F27)', async () => {
    const { folder, terraform } = openStack({
      resource: { terraform_data: provisioned('slow', 'sleep 600 && true "in $PWD"') },
    });
    await terraform.init();
    const host = join(__dirname, '..', '..', 'terraform', 'fixtures', 'leashed-host.ts');
    const { path } = await findTerraform({ environment });
    const command = [path, `-chdir=${folder}`, 'apply', '-auto-approve', '-input=false'];
    const program = spawn(process.execPath, ['--import', 'tsx', host, folder, ...command], {
      stdio: 'ignore',
      env: environment,
    });
    await waitFor(
      () => processesWith('sleep 600 && true').length,
      (count) => count > 0,
    );
    program.kill('SIGKILL');
    expect(await leftOver(folder)).toEqual([]);
    expect(await leftOver('sleep 600 && true')).toEqual([]);
    expect(existsSync(join(folder, '.terraform.tfstate.lock.info'))).toBe(false);
    expect(readFileSync(join(folder, 'terraform.tfstate'), 'utf8')).toContain('"slow"');
    expect(await terraform.plan()).toMatchObject({ changed: true, changes: { add: 1, remove: 1 } });
  });
});
