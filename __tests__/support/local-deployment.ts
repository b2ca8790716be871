import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { selectEnvironments } from '../../environments';
import { synthesizeEnvironments, type Environment } from '../../modules/constructs';
import { throwErrors } from '../../modules/core';
import { startEmulator, type EmulatorRecord } from '../../modules/emulator';
import { configureCli, createTerraform, findTerraform, type Terraform } from '../../modules/terraform';
import { startTogether, type Endless, type Keep } from './start-together';

/** An emulator and the stacks of one environment for it, synthesized and initialised, not yet applied. */
export interface LocalDeployment extends AsyncDisposable {
  readonly record: EmulatorRecord;
  /** Where the stacks are synthesized, for an app of a test's own. */
  readonly outdir: string;
  /** Terraform in the folder of a stack. */
  readonly terraform: (stackName: string) => Terraform;
  /** Terraform of somebody else: a document of its own, as the root user of an account of the emulator. */
  readonly elsewhere: (accountId: string, document: object) => Terraform;
  /** Synthesizes again into the same folders, so that the next plan sees the change. */
  readonly synthesize: (change?: (environment: Environment) => Environment) => void;
}

/** Starts an emulator of its own and synthesizes the `localstack` environment for it. */
export function startLocalDeployment(): Promise<LocalDeployment> {
  return startTogether(synthesizedDeployment);
}

async function synthesizedDeployment(keep: Keep): Promise<Endless<LocalDeployment>> {
  const folder = mkdtempSync(join(tmpdir(), 'tenant-buckets-apply-'));
  keep({ [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) });
  const emulator = keep(await startEmulator({ launcher: 'python' }));
  const { endpoint, accessKeyId, secretAccessKey } = emulator.record;
  const binary = await findTerraform({ environment: process.env });
  const { variables } = configureCli({ folder: join(folder, 'terraform'), environment: process.env, binary });
  const outside = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  const environment = {
    ...Object.fromEntries(outside),
    ...variables,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  };
  const outdir = join(folder, 'cdktf.out');
  const deployment: Endless<LocalDeployment> = {
    record: emulator.record,
    outdir,
    terraform: (stackName) =>
      createTerraform({ binary, environment, workingDirectory: join(outdir, 'stacks', stackName) }),
    elsewhere: (accountId, document) => {
      const workingDirectory = join(folder, accountId);
      mkdirSync(workingDirectory, { recursive: true });
      writeFileSync(join(workingDirectory, 'main.tf.json'), JSON.stringify(document));
      const theirs = { ...environment, AWS_ACCESS_KEY_ID: accountId, AWS_ENDPOINT_URL: endpoint };
      return createTerraform({ binary, environment: theirs, workingDirectory });
    },
    synthesize: (change = (same) => same) => {
      const selected = selectEnvironments({ names: 'localstack', emulatorEndpoint: endpoint });
      throwErrors(selected.diagnostics);
      synthesizeEnvironments(selected.environments.map(change), { outdir });
    },
  };
  deployment.synthesize();
  return deployment;
}
