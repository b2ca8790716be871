import { Construct } from 'constructs';
import {
  checkAdoption,
  checkPrincipalTags,
  dedicatedBucketName,
  keyAliasName,
  principalArn,
  tenantTags,
  type Placement,
  type Tenant,
} from '../core';
import { reportOn } from './bucket-reports';
import { EncryptedBucket } from './encrypted-bucket';
import { EnforcementPolicy } from './enforcement-policy';
import type { ITenantKey } from './tenant-key';
import { grantKey, makeRoles } from './tenant-principals';
import { addCheck } from './validation';
import { vendKey } from './vended-key';

export interface TenantBucketProps {
  readonly tenant: Tenant;
  readonly placement: Placement;
}

/**
 * A bucket of its own for one tenant, locked with that tenant's key, and the principals that are let in. As long as a
 * tenant's own key is not there, it has its roles, its name is reserved, and its bucket refuses every write.
 */
export class TenantBucket extends Construct {
  readonly bucketName: string;
  /** Of a key that is made here known only after apply; nothing as long as a tenant's own key is not there. */
  readonly keyArn: string | undefined;
  /** Nothing for a key of the tenant's own. */
  readonly aliasName: string | undefined;
  /** Whom the tenant names, by ARN, in the order of its file. */
  readonly principalArns: readonly string[];

  constructor(scope: Construct, id: string, props: TenantBucketProps) {
    super(scope, id);
    const { tenant, placement } = props;
    this.bucketName = dedicatedBucketName(placement, tenant);
    this.principalArns = tenant.principals.map((principal) => principalArn(placement, tenant, principal));
    addCheck(this, (path) => checkPrincipalTags(path, placement, tenant.principals));
    addCheck(this, (path) => checkAdoption(path, placement, tenant));
    const place = { tenant, placement, bucketName: this.bucketName };
    const roles = makeRoles(this, place);
    const key = vendKey(this, { ...place, roles });
    this.keyArn = key?.keyArn;
    this.aliasName = tenant.key.owner === 'platform' ? keyAliasName(placement, tenant) : undefined;
    const { bucket, enforcement } = this.lockBucket(props, key);
    if (key === undefined || tenant.key.owner === 'tenant') return;
    const after = [...bucket.locks, enforcement.resource];
    grantKey(this, place, { keyArn: key.keyArn, bucketKeyEnabled: bucket.bucketKeyEnabled, after, roles });
  }

  private lockBucket(
    { tenant, placement }: TenantBucketProps,
    key: ITenantKey | undefined,
  ): { readonly bucket: EncryptedBucket; readonly enforcement: EnforcementPolicy } {
    const adopted = tenant.adopt !== undefined && { adopt: tenant.adopt };
    const bucket = new EncryptedBucket(this, 'Bucket', {
      bucketName: this.bucketName,
      keyArn: key?.keyArn,
      after: key?.resources ?? [],
      lifecycle: tenant.lifecycle,
      ...adopted,
      tags: tenantTags(tenant),
    });
    reportOn(this, placement, this.bucketName, [bucket.publicAccessBlock]);
    const enforcement = new EnforcementPolicy(this, 'Enforcement', {
      placement,
      bucketName: this.bucketName,
      keyArn: key?.keyArn,
      enforcement: tenant.enforcement,
      letIn: tenant.principals.filter((one) => one.kind === 'existing'),
      suspended: tenant.state === 'suspended',
      publicAccessBlock: bucket.publicAccessBlock,
      ...((tenant.key.owner === 'tenant' || adopted !== false) && { after: bucket.locks }),
      ...adopted,
    });
    return { bucket, enforcement };
  }
}
