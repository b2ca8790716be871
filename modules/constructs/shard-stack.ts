import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { tenantConstructId, type Tenant } from '../core';
import { PlacementStack, type PlacementStackProps } from './placement-stack';
import { TenantBucket } from './tenant-bucket';

export interface ShardStackProps extends PlacementStackProps {
  readonly tenants: readonly Tenant[];
}

/** A share of a placement's dedicated tenants, small enough to plan in seconds. */
export class ShardStack extends PlacementStack {
  constructor(scope: Construct, id: string, props: ShardStackProps) {
    super(scope, id, props);
    for (const tenant of props.tenants) {
      const { bucketName, keyArn, aliasName, principalArns } = new TenantBucket(this, tenantConstructId(tenant), {
        tenant,
        placement: props.deployment,
      });
      const output = new TerraformOutput(this, `Output-${tenant.id}`, {
        value: { bucketName, keyArn, aliasName, principalArns },
      });
      output.overrideLogicalId(tenant.id);
    }
  }
}
