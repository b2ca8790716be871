import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { beforeEach } from '@jest/globals';
import type { Environment } from '../../modules/constructs';
import {
  noPins,
  ownedKey,
  plannedHandshakes,
  proposePins,
  type CreatedPrincipal,
  type Tenant,
  type TenantPrincipal,
} from '../../modules/core';
import { s3OfRole } from './assumed-role';
import { duringThisFile } from './during-this-file';
import { gatewayControl, type GatewayControl } from './gateway-control';
import { startLocalDeployment, type LocalDeployment } from './local-deployment';
import { startTogether, type Endless } from './start-together';

const account = '000000000000';
export const tenantAccount = '444455556666';
export const poolBucket = 'example-local-pool-1';
const [shard, pool] = ['localstack-shard-local-1', 'localstack-pool-local-1'] as const;

/** Two with a bucket and key of the platform's, one with its own key, two that share a bucket. */
export type TenantId = 'acme' | 'globex' | 'initech' | 'tern' | 'plover';

/** Every tenant of one environment behind the gateway, applied by terraform, and clients for whoever takes part. */
export interface TenantsAtTheGateway extends AsyncDisposable {
  readonly control: GatewayControl;
  /** Full ARN of a tenant's key. */
  readonly keyOf: (id: string) => string;
  /** S3 as a role of the platform's account sees it. */
  readonly s3: (role: string) => S3Client;
  /** The root user of an account. */
  readonly kmsRoot: (accountId?: string) => KMSClient;
  readonly iamRoot: IAMClient;
  readonly s3Root: S3Client;
  /** Applies the dedicated tenants anew after a change of the environment. */
  readonly change: (change: (tenant: Tenant) => Tenant) => Promise<void>;
}

const trustedArns = [`arn:aws:iam::${account}:root`];
const app: CreatedPrincipal = { kind: 'created', name: 'app', trustedArns, access: 'writer' };
const reports: CreatedPrincipal = { kind: 'created', name: 'reports', trustedArns, access: 'reader' };

export const analystArn = `arn:aws:iam::${account}:role/analyst`;
export const moverArn = `arn:aws:iam::${account}:role/mover`;

function existing(arn: string, access: 'reader' | 'writer'): TenantPrincipal {
  return { kind: 'existing', arn, access };
}

function tenantsLike(acme: Tenant, ownKeyArn: string | undefined): readonly Tenant[] {
  const arn = ownKeyArn === undefined ? {} : { arn: ownKeyArn };
  return [
    { ...acme, principals: [app, reports, existing(analystArn, 'reader'), existing(moverArn, 'reader')] },
    { ...acme, id: 'globex', principals: [app, reports, existing(moverArn, 'writer')] },
    { ...acme, id: 'initech', key: { owner: 'tenant', accountId: tenantAccount, ...arn }, principals: [app, reports] },
    { ...acme, id: 'tern', isolation: 'shared', principals: [app, reports] },
    { ...acme, id: 'plover', isolation: 'shared', principals: [app, reports] },
  ];
}

const limitMs = 600_000;

/** The tenants that a test file needs, applied in a deployment of its own; the gateway is as new before each test. */
export function tenantsDuringThisFile(ids: readonly TenantId[]): () => TenantsAtTheGateway {
  const at = duringThisFile(
    () => startTogether(async (keep) => applyTenants(keep(await startLocalDeployment()), ids)),
    limitMs,
  );
  beforeEach(() => at().control.reset());
  return at;
}

async function applyTenants(
  deployment: LocalDeployment,
  ids: readonly TenantId[],
): Promise<Endless<TenantsAtTheGateway>> {
  const { endpoint, region } = deployment.record;
  const root = (accountId: string) => ({
    endpoint,
    region,
    credentials: { accessKeyId: accountId, secretAccessKey: 'test' },
  });
  const iamRoot = new IAMClient(root(account));
  await makeRole(iamRoot, 'analyst', ['example-local-acme', 'pinned-to-objects']);
  await makeRole(iamRoot, 'mover', ['example-local-acme', 'example-local-globex']);
  let environment = become(deployment, (loaded) => withTenants(loaded, ids, undefined));
  const ownKeyArn = await makeOwnKey(new KMSClient(root(tenantAccount)), environment);
  environment = become(deployment, () => withTenants(environment, ids, ownKeyArn));
  const stacks = environment.tenants.some((one) => one.isolation === 'shared') ? [shard, pool] : [shard];
  await Promise.all(stacks.map((stack) => applied(deployment, stack)));
  const keys = await keysOf(deployment, stacks);
  const clients = await roleClients(deployment, ids);
  return {
    control: gatewayControl(endpoint),
    keyOf: (id) => keys.get(id) ?? '',
    s3: (role) => found(clients, role),
    kmsRoot: (accountId = account) => new KMSClient(root(accountId)),
    iamRoot,
    s3Root: new S3Client({ ...root(account), forcePathStyle: true }),
    change: async (change) => {
      environment = become(deployment, () => ({ ...environment, tenants: environment.tenants.map(change) }));
      await deployment.terraform(shard).apply();
    },
  };
}

function become(deployment: LocalDeployment, change: (loaded: Environment) => Environment): Environment {
  let environment: Environment | undefined;
  deployment.synthesize((loaded) => (environment = change(loaded)));
  if (!environment) throw new Error('there is no environment');
  return environment;
}

function withTenants(loaded: Environment, ids: readonly string[], ownKeyArn: string | undefined): Environment {
  const [acme] = loaded.tenants;
  if (!acme) throw new Error('the environment has no tenant');
  const tenants = tenantsLike(acme, ownKeyArn).filter(({ id }) => ids.includes(id));
  return { ...loaded, tenants, pins: proposePins(loaded.placements, tenants, noPins) };
}

/** A role that is no business of terraform's: it may do everything with the objects of some buckets, by its own policy. */
async function makeRole(iam: IAMClient, RoleName: string, ids: readonly string[]): Promise<void> {
  const trust = { Effect: 'Allow', Principal: { AWS: trustedArns }, Action: 'sts:AssumeRole' };
  const allow = { Effect: 'Allow', Action: 's3:*', Resource: ids.map((id) => `arn:aws:s3:::${id}/*`) };
  const document = (Statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document(trust) }));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'objects', PolicyDocument: document(allow) }));
}

/** The tenant makes the key that was rendered for it; `undefined` when no tenant keeps its own. */
async function makeOwnKey(kms: KMSClient, environment: Environment): Promise<string | undefined> {
  const [planned] = plannedHandshakes(environment);
  if (!planned) return undefined;
  const Policy = JSON.stringify(ownedKey(planned.handshake).policy);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy }));
  kms.destroy();
  return KeyMetadata?.Arn;
}

async function applied(deployment: LocalDeployment, stack: string): Promise<void> {
  const terraform = deployment.terraform(stack);
  await terraform.init();
  await terraform.apply();
}

async function keysOf(deployment: LocalDeployment, stacks: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const outputs = await Promise.all(stacks.map((stack) => deployment.terraform(stack).output()));
  const arn = (value: unknown): string =>
    typeof value === 'object' && value !== null && 'keyArn' in value ? String(value.keyArn) : '';
  return new Map(outputs.flatMap((one) => Object.entries(one).map(([id, { value }]) => [id, arn(value)] as const)));
}

/** `acme-app` and the like, and the two that terraform did not make. */
async function roleClients(
  { record }: LocalDeployment,
  ids: readonly string[],
): Promise<ReadonlyMap<string, S3Client>> {
  const made = ids.flatMap((id) =>
    ['app', 'reports'].map(
      (name) => [`${id}-${name}`, `arn:aws:iam::${account}:role/tenants/example-local-${id}-${name}`] as const,
    ),
  );
  const all = [...made, ['analyst', analystArn] as const, ['mover', moverArn] as const];
  return new Map(await Promise.all(all.map(async ([name, arn]) => [name, await s3OfRole(record, arn)] as const)));
}

function found(clients: ReadonlyMap<string, S3Client>, role: string): S3Client {
  const client = clients.get(role);
  if (!client) throw new Error(`nobody is ${role}`);
  return client;
}
