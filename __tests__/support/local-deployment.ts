import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { selectEnvironments } from '../../environments';
import { synthesizeEnvironments, type Environment } from '../../modules/constructs';
import { throwErrors } from '../../modules/core';
import { startEmulator, type EmulatorRecord } from '../../modules/emulator';
import { configureCli, createTerraform, findTerraform, type Terraform } from '../../modules/terraform';

/** An emulator and the stacks of one environment for it, synthesized and initialised, not yet applied. */
export interface LocalDeployment extends AsyncDisposable {
  readonly record: EmulatorRecord;
  /** Terraform in the folder of a stack. */
  readonly terraform: (stackName: string) => Terraform;
  /** Synthesizes again into the same folders, so that the next plan sees the change. */
  readonly synthesize: (change?: (environment: Environment) => Environment) => void;
}

/** Starts an emulator of its own and synthesizes the `localstack` environment for it. */
export async function startLocalDeployment(): Promise<LocalDeployment> {
  const folder = mkdtempSync(join(tmpdir(), 'tenant-buckets-apply-'));
  const emulator = await startEmulator({ launcher: 'python' });
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
  const deployment: LocalDeployment = {
    record: emulator.record,
    terraform: (stackName) =>
      createTerraform({ binary, environment, workingDirectory: join(outdir, 'stacks', stackName) }),
    synthesize: (change = (same) => same) => {
      const selected = selectEnvironments({ names: 'localstack', emulatorEndpoint: endpoint });
      throwErrors(selected.diagnostics);
      synthesizeEnvironments(selected.environments.map(change), { outdir });
    },
    [Symbol.asyncDispose]: async () => {
      await emulator.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  deployment.synthesize();
  return deployment;
}
