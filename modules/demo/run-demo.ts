import { join } from 'node:path';
import type { ProgressListener } from '../core';
import { startEmulator } from '../emulator';
import {
  configureCli,
  createTerraform,
  findTerraform,
  runCdktf,
  type Environment,
  type TerraformBinary,
} from '../terraform';
import type { Connection } from './connection';
import { emptyBucket } from './empty-bucket';
import { readBack, type Fact } from './read-back';
import { readTenants } from './stack-outputs';
import { workAsTenant, type WorkDone } from './tenant-at-work';

export interface DemoOptions {
  /** Folder of the project, the one with `cdktf.json`. */
  readonly projectFolder: string;
  /** Folder for this run's stacks and state, empty at the start; relative to the project's. */
  readonly workFolder: string;
  readonly environment: Environment;
  readonly signal: AbortSignal;
  readonly force: AbortSignal;
  readonly onProgress: ProgressListener;
}

/** What one tenant got, did and left. */
export interface DemoReport {
  readonly tenantId: string;
  readonly facts: readonly Fact[];
  readonly work: WorkDone;
}

/** The environment that is deployed, and its one stack. */
const environmentName = 'localstack';
const stackName = 'localstack-shard-local-1';

/** Deploys the `localstack` environment to an emulator, lets its tenants work, reads back what stands, and cleans up. */
export async function runDemo(options: DemoOptions): Promise<readonly DemoReport[]> {
  const { signal, force, onProgress, projectFolder } = options;
  const binary = await findTerraform({ environment: options.environment });
  await using emulator = await startEmulator({ root: projectFolder, signal, onProgress });
  const { endpoint, region, accessKeyId, secretAccessKey } = emulator.record;
  const connection: Connection = { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
  const environment = deployEnvironment(options, binary, connection);
  const common = { workingDirectory: projectFolder, environment, binary, signal, force, onProgress };
  const stack = [
    stackName,
    '--auto-approve',
    '--skip-provider-lock',
    '--output',
    join(options.workFolder, 'cdktf.out'),
  ];
  await runCdktf({ ...common, parameters: ['deploy', ...stack] });
  const terraform = createTerraform({
    ...common,
    onProgress: undefined,
    workingDirectory: join(projectFolder, options.workFolder, 'cdktf.out', 'stacks', stackName),
  });
  const tenants = readTenants(await terraform.output());
  const reports: DemoReport[] = [];
  for (const tenant of tenants) {
    signal.throwIfAborted();
    const step = `tenant ${tenant.id} writes and reads`;
    onProgress({ step, state: 'started' });
    const work = await workAsTenant(connection, tenant);
    reports.push({ tenantId: tenant.id, work, facts: await readBack(connection, tenant) });
    await emptyBucket(connection, tenant.bucketName);
    onProgress({ step, state: 'done' });
  }
  await runCdktf({ ...common, parameters: ['destroy', ...stack] });
  return reports;
}

/** The caller's own AWS settings stay out, so that nothing here can ever reach a real account. */
function deployEnvironment(options: DemoOptions, binary: TerraformBinary, connection: Connection): Environment {
  const { variables } = configureCli({
    folder: join(options.projectFolder, options.workFolder, 'terraform'),
    environment: options.environment,
    binary,
  });
  const others = Object.entries({ ...options.environment, ...variables }).filter(([name]) => !name.startsWith('AWS_'));
  return {
    ...Object.fromEntries(others),
    AWS_ACCESS_KEY_ID: connection.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: connection.credentials.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
    TENANT_BUCKETS_ENVIRONMENT: environmentName,
    TENANT_BUCKETS_ENDPOINT: connection.endpoint,
  };
}
