import { Construct } from 'constructs';
import {
  checkPrincipalTags,
  checkShare,
  keyAliasName,
  poolShare,
  principalArn,
  type Placement,
  type Tenant,
} from '../core';
import type { SharedBucket } from './shared-bucket';
import { grantKey, makeRoles } from './tenant-principals';
import { addCheck } from './validation';
import { vendKey } from './vended-key';

export interface SharedTenantBucketProps {
  readonly tenant: Tenant;
  readonly placement: Placement;
  readonly pool: SharedBucket;
  /** The tenant's folder in the shared bucket, with its closing slash. @default the tenant's id and a slash */
  readonly prefix?: string;
}

/** A tenant's share of a shared bucket: a prefix, the key that locks it, and the principals that are let in. */
export class SharedTenantBucket extends Construct {
  readonly bucketName: string;
  readonly prefix: string;
  /** What clients name in the header of every write; nothing as long as a tenant's own key is not there. */
  readonly keyArn: string | undefined;
  /** Nothing for a key of the tenant's own. */
  readonly aliasName: string | undefined;
  /** Whom the tenant names, by ARN, in the order of its file. */
  readonly principalArns: readonly string[];

  constructor(scope: Construct, id: string, props: SharedTenantBucketProps) {
    super(scope, id);
    const { tenant, placement, pool } = props;
    this.bucketName = pool.bucketName;
    this.prefix = props.prefix ?? poolShare(placement, tenant).prefix;
    this.principalArns = tenant.principals.map((principal) => principalArn(placement, tenant, principal));
    addCheck(this, (path) => checkShare(path, tenant, pool.lifecycle));
    addCheck(this, (path) => checkPrincipalTags(path, placement, tenant.principals));
    const place = { tenant, placement, bucketName: pool.bucketName, prefix: this.prefix };
    const roles = makeRoles(this, place);
    const key = vendKey(this, { ...place, roles });
    this.keyArn = key?.keyArn;
    this.aliasName = tenant.key.owner === 'platform' ? keyAliasName(placement, tenant) : undefined;
    pool.addShare({
      ...poolShare(placement, tenant),
      prefix: this.prefix,
      ...(key !== undefined && { keyArn: key.keyArn }),
    });
    if (key === undefined || tenant.key.owner === 'tenant') return;
    const { bucketKeyEnabled, locks } = pool;
    grantKey(this, place, { keyArn: key.keyArn, bucketKeyEnabled, after: locks, roles });
  }
}
