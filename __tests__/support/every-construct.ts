import type { App, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import * as constructs from '../../modules/constructs';
import { withFoundation } from './foundations';
import { handshakeFor } from './handshakes';
import { replicate } from './replications';
import { synthesize, synthesizeIn, type SynthesizedStack } from './synthesize';
import { acme, createdWriter, deployment, existingReader } from './tenancy';

const keyArn = `arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const bucket = { placement: deployment, bucketName: 'corp-acme' };
const shared = { ...acme, isolation: 'shared' } as const;

const lifecycle = { ...acme.lifecycle, objectLock: { mode: 'GOVERNANCE', days: 1 } } as const;

type Build = (stack: TerraformStack) => unknown;

/** Each construct under the id `Id` in a stack, with everything that it can have. */
const inStack: { readonly [name: string]: Build } = {
  AccessLogs: (stack) =>
    new constructs.AccessLogs(stack, 'Id', { ...bucket, target: { bucketName: 'logs', encryption: 'SSE-S3' } }),
  AccessRole: (stack) =>
    new constructs.AccessRole(stack, 'Id', { ...bucket, roleName: 'r', access: 'writer', trustedArns: [] }),
  BucketInventory: (stack) =>
    new constructs.BucketInventory(stack, 'Id', { ...bucket, reportsBucketName: 'corp-reports' }),
  EncryptedBucket: (stack) => new constructs.EncryptedBucket(stack, 'Id', { ...bucket, keyArn, lifecycle }),
  EnforcementPolicy: (stack) => {
    const { publicAccessBlock } = new constructs.EncryptedBucket(stack, 'Bucket', { ...bucket, keyArn, lifecycle });
    new constructs.EnforcementPolicy(stack, 'Id', { ...bucket, keyArn, publicAccessBlock });
  },
  LogBucket: (stack) => new constructs.LogBucket(stack, 'Id', { ...bucket, sourceArns: ['arn:aws:s3:::corp-*'] }),
  ReportsBucket: (stack) =>
    new constructs.ReportsBucket(stack, 'Id', { ...bucket, sourceArns: ['arn:aws:s3:::corp-*'] }),
  SharedBucket: (stack) => new constructs.SharedBucket(stack, 'Id', { ...bucket, lifecycle: acme.lifecycle }),
  SharedTenantBucket: (stack) => {
    const pool = new constructs.SharedBucket(stack, 'Pool', { ...bucket, lifecycle: acme.lifecycle });
    new constructs.SharedTenantBucket(stack, 'Id', { tenant: shared, placement: deployment, pool });
  },
  TenantBucket: (stack) => {
    const principals = [createdWriter, existingReader, { ...existingReader, access: 'writer' as const }];
    new constructs.TenantBucket(stack, 'Id', { tenant: { ...acme, lifecycle, principals }, placement: deployment });
  },
  TenantKey: (stack) =>
    new constructs.TenantKey(stack, 'Id', { ...bucket, tenantId: 'acme', aliasName: 'alias/corp/acme' }),
  TenantKeyGrant: (stack) =>
    new constructs.TenantKeyGrant(stack, 'Id', {
      ...bucket,
      tenantId: 'acme',
      keyArn,
      granteeArn: existingReader.arn,
      preset: 'reader',
      bucketKeyEnabled: true,
    }),
  TenantOwnedKey: (stack) => new constructs.TenantOwnedKey(stack, 'Id', { handshake: handshakeFor() }),
};

/** Each stack, with a tenant or two. */
const stacks: { readonly [name: string]: (app: App) => TerraformStack } = {
  FoundationStack: (app) =>
    new constructs.FoundationStack(app, 'stack', { deployment: withFoundation(), tags: {}, tenants: [acme] }),
  PlacementStack: (app) => new constructs.PlacementStack(app, 'stack', { deployment, tags: {} }),
  PoolStack: (app) =>
    new constructs.PoolStack(app, 'stack', { deployment, tags: {}, bucketName: 'corp-pool-1', tenants: [shared] }),
  ShardStack: (app) => new constructs.ShardStack(app, 'stack', { deployment, tags: {}, tenants: [acme] }),
};

/** Every construct synthesized, by its name. */
export const builtConstructs: { readonly [name: string]: () => SynthesizedStack } = {
  ...Object.fromEntries(
    Object.entries(inStack).map(([name, build]) => [name, () => synthesizeIn((stack) => void build(stack))]),
  ),
  ...Object.fromEntries(Object.entries(stacks).map(([name, build]) => [name, () => synthesize(build)])),
  BucketReplication: () => replicate(),
};

/** The names of the constructs that the door lets through. */
export const constructNames: readonly string[] = Object.entries(constructs)
  .filter(([, one]) => Object.prototype.isPrototypeOf.call(Construct, one))
  .map(([name]) => name)
  .sort();
