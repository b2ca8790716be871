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
import { attemptAll, type Attempt } from './attempts';
import type { Connection, DeployedTenant } from './connection';
import { emptyBucket } from './empty-bucket';
import { reportHeadline, type HeadlineReport } from './headline/report-headline';
import { runHeadline } from './headline/run-headline';
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

/** What one tenant got, did and left, and what was tried with its bucket. */
export interface TenantReport {
  readonly tenantId: string;
  readonly facts: readonly Fact[];
  readonly work: WorkDone;
  readonly attempts: readonly Attempt[];
}

/** Everything that the demo has seen. */
export interface DemoReport {
  readonly tenants: readonly TenantReport[];
  readonly headline: HeadlineReport;
}

/** The environment that is deployed, and its one stack. */
const environmentName = 'localstack';
const stackName = 'localstack-shard-local-1';

/** Deploys the `localstack` environment to an emulator, lets its tenants work, reads back what stands, and cleans up. */
export async function runDemo(options: DemoOptions): Promise<DemoReport> {
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
  const tenants: TenantReport[] = [];
  for (const tenant of readTenants(await terraform.output())) {
    signal.throwIfAborted();
    tenants.push(await step(onProgress, `tenant ${tenant.id} at work`, () => reportOn(connection, tenant)));
  }
  const headline = await step(onProgress, 'what Bucket Keys save', () => runHeadline(connection, signal));
  await runCdktf({ ...common, parameters: ['destroy', ...stack] });
  return { tenants, headline: reportHeadline(headline) };
}

async function reportOn(connection: Connection, tenant: DeployedTenant): Promise<TenantReport> {
  const work = await workAsTenant(connection, tenant);
  const attempts = await attemptAll(connection, tenant);
  const facts = await readBack(connection, tenant);
  await emptyBucket(connection, tenant.bucketName);
  return { tenantId: tenant.id, work, attempts, facts };
}

async function step<T>(onProgress: ProgressListener, name: string, work: () => Promise<T>): Promise<T> {
  onProgress({ step: name, state: 'started' });
  const done = await work();
  onProgress({ step: name, state: 'done' });
  return done;
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
