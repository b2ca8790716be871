import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { tenantConstructId, type Lifecycle, type Tenant } from '../core';
import { PlacementStack, type PlacementStackProps } from './placement-stack';
import { SharedBucket } from './shared-bucket';
import { SharedTenantBucket } from './shared-tenant-bucket';

export interface PoolStackProps extends PlacementStackProps {
  /** The shared bucket's name. It never changes: a full pool opens the next one. */
  readonly bucketName: string;
  readonly tenants: readonly Tenant[];
  /** When S3 cleans up by itself, in the whole bucket. @default after 90 days for noncurrent versions, 7 for unfinished uploads */
  readonly lifecycle?: Lifecycle;
  /** Roles of the platform that work on every prefix, for replication or re-encryption. @default none */
  readonly sparedArns?: readonly string[];
}

/** One shared bucket and the tenants who live in it. */
export class PoolStack extends PlacementStack {
  constructor(scope: Construct, id: string, props: PoolStackProps) {
    super(scope, id, props);
    const { deployment: placement, bucketName, tenants } = props;
    const pool = new SharedBucket(this, 'Pool', {
      placement,
      bucketName,
      lifecycle: props.lifecycle ?? { noncurrentDays: 90, abortUploadDays: 7 },
      ...(props.sparedArns !== undefined && { sparedArns: props.sparedArns }),
    });
    for (const tenant of tenants) this.addTenant(tenant, props, pool);
  }

  private addTenant(tenant: Tenant, { deployment: placement }: PoolStackProps, pool: SharedBucket): void {
    const { bucketName, prefix, keyArn, aliasName, principalArns } = new SharedTenantBucket(
      this,
      tenantConstructId(tenant),
      {
        tenant,
        placement,
        pool,
      },
    );
    const output = new TerraformOutput(this, `Output-${tenant.id}`, {
      value: { bucketName, prefix, keyArn, aliasName, principalArns },
    });
    output.overrideLogicalId(tenant.id);
  }
}
