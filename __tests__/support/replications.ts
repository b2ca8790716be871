import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, type TerraformStack } from 'cdktf';
import {
  BucketReplication,
  EncryptedBucket,
  EnforcementPolicy,
  PlacementStack,
  TenantKey,
  type BucketReplicationProps,
  type Deployment,
} from '../../modules/constructs';
import { replicationRoleArn, type Placement } from '../../modules/core';
import { synthesizeIn, type SynthesizedStack } from './synthesize';
import { deployment } from './tenancy';

/** Where replicas go: another region of the same account. */
export const farPlacement: Placement = { ...deployment, name: 'far', region: 'eu-central-1', namePrefix: 'corp-far' };

export const [sourceBucket, replicaBucket] = ['corp-acme', 'corp-far-acme'] as const;

export const replicatorArn = replicationRoleArn(deployment, sourceBucket);

type Changes = Partial<Omit<BucketReplicationProps, 'source' | 'destination'>> & {
  readonly source?: Partial<BucketReplicationProps['source']>;
  readonly destination?: Partial<BucketReplicationProps['destination']>;
  /** Whether there is a provider for the region of the replicas. @default true */
  readonly provided?: boolean;
};

/** A tenant's bucket and its copy in another region, each under a key and a policy of its own, in one stack. */
export function replicate(changes: Changes = {}): SynthesizedStack {
  return synthesizeIn((stack) => {
    const { provided = true, ...rest } = changes;
    const far = new AwsProvider(stack, 'FarProvider', { region: farPlacement.region, alias: 'far' });
    addReplication(stack, [deployment, farPlacement], { ...(provided && { destinationProvider: far }), ...rest });
  });
}

/** The same with both buckets in one region and with deletions copied, as a stack beside those in a folder. */
export function synthesizeReplication(outdir: string, name: string, ends: readonly [Deployment, Deployment]): void {
  const app = new App({ outdir, stackTraces: false });
  addReplication(new PlacementStack(app, name, { deployment: ends[0], tags: {} }), ends, { deleteMarkers: true });
  app.synth();
}

/** The bucket of the tenant acme in a placement and its copy in another. */
function addReplication(
  stack: TerraformStack,
  [near, far]: readonly [Placement, Placement],
  { source, destination, ...changes }: Omit<Changes, 'provided'> = {},
): void {
  const from = lockedBucket(stack, 'Source', near, near);
  const to = lockedBucket(stack, 'Replica', far, near);
  new BucketReplication(stack, 'Replication', {
    tenantId: 'acme',
    source: { placement: near, bucketName: from.bucketName, keyArn: from.keyArn, ...source },
    destination: { placement: far, bucketName: to.bucketName, keyArn: to.keyArn, ...destination },
    after: [from.bucket.versioning, to.bucket.versioning],
    ...changes,
  });
}

function lockedBucket(
  stack: TerraformStack,
  id: string,
  placement: Placement,
  near: Placement,
): { readonly bucket: EncryptedBucket; readonly bucketName: string; readonly keyArn: string } {
  const bucketName = `${placement.namePrefix}-acme`;
  const key = new TenantKey(stack, `${id}Key`, {
    tenantId: 'acme',
    placement,
    bucketName,
    aliasName: `alias/${bucketName}`,
    granteeArns: [replicationRoleArn(near, `${near.namePrefix}-acme`)],
    grantedAccess: ['reader', 'replicator'],
  });
  const lifecycle = { noncurrentDays: 90, abortUploadDays: 7 };
  const bucket = new EncryptedBucket(stack, `${id}Bucket`, { bucketName, keyArn: key.keyArn, lifecycle });
  new EnforcementPolicy(stack, `${id}Enforcement`, {
    placement,
    bucketName,
    keyArn: key.keyArn,
    publicAccessBlock: bucket.publicAccessBlock,
  });
  return { bucket, bucketName, keyArn: key.keyArn };
}
