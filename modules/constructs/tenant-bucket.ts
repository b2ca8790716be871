import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import {
  accessRoleName,
  dedicatedBucketName,
  keyAliasName,
  parseArn,
  principalArn,
  type Placement,
  type Tenant,
  type TenantKeySource,
  type TenantPrincipal,
} from '../core';
import { AccessRole } from './access-role';
import { EncryptedBucket } from './encrypted-bucket';
import { EnforcementPolicy } from './enforcement-policy';
import { TenantKey } from './tenant-key';
import { TenantKeyGrant } from './tenant-key-grant';

export interface TenantBucketProps {
  readonly tenant: Tenant;
  readonly placement: Placement;
}

/** A bucket of its own for one tenant, locked with that tenant's key, and the principals that are let in. */
export class TenantBucket extends Construct {
  readonly bucketName: string;
  /** Known only after apply. */
  readonly keyArn: string;
  readonly aliasName: string;
  /** Who is let in, by ARN, in the order of the tenant's file. */
  readonly principalArns: readonly string[];

  constructor(scope: Construct, id: string, props: TenantBucketProps) {
    super(scope, id);
    const { tenant, placement } = props;
    this.bucketName = dedicatedBucketName(placement, tenant);
    this.principalArns = tenant.principals.map((principal) => principalArn(placement, tenant, principal));
    const key = makeKey(this, props, tenant.key, this.bucketName, this.principalArns);
    this.keyArn = key.keyArn;
    this.aliasName = key.aliasName;
    const bucket = new EncryptedBucket(this, 'Bucket', {
      bucketName: this.bucketName,
      keyArn: key.keyArn,
      after: [key.resource],
      lifecycle: tenant.lifecycle,
      tags: tenant.tags,
    });
    const enforcement = new EnforcementPolicy(this, 'Enforcement', {
      placement,
      bucketName: this.bucketName,
      keyArn: key.keyArn,
      publicAccessBlock: bucket.publicAccessBlock,
    });
    const locks = [...bucket.locks, enforcement.resource];
    for (const principal of tenant.principals) this.letIn(props, principal, bucket.bucketKeyEnabled, locks);
  }

  /** A role first when it is to be made, then its grant; both named after the principal, not after its place in the list. */
  private letIn(
    props: TenantBucketProps,
    principal: TenantPrincipal,
    bucketKeyEnabled: boolean,
    locks: readonly ITerraformDependable[],
  ): void {
    const { tenant, placement } = props;
    const role = principal.kind === 'created' ? makeRole(this, props, principal, this.bucketName) : undefined;
    new TenantKeyGrant(this, `Grant-${principalId(principal)}`, {
      placement,
      tenantId: tenant.id,
      keyArn: this.keyArn,
      granteeArn: principalArn(placement, tenant, principal),
      preset: principal.access,
      bucketName: this.bucketName,
      bucketKeyEnabled,
      after: [...locks, ...(role ? [role.resource] : [])],
    });
  }
}

function makeKey(
  scope: Construct,
  props: TenantBucketProps,
  terms: TenantKeySource,
  bucketName: string,
  granteeArns: readonly string[],
): TenantKey {
  const { tenant, placement } = props;
  return new TenantKey(scope, 'Key', {
    tenantId: tenant.id,
    placement,
    bucketName,
    aliasName: keyAliasName(placement, tenant),
    granteeArns,
    grantedAccess: tenant.principals.map((principal) => principal.access),
    ...(terms.owner === 'platform' && {
      rotationDays: terms.rotationDays,
      deletionWindowDays: terms.deletionWindowDays,
    }),
    tags: tenant.tags,
  });
}

function makeRole(
  scope: Construct,
  props: TenantBucketProps,
  principal: Extract<TenantPrincipal, { kind: 'created' }>,
  bucketName: string,
): AccessRole {
  const { tenant, placement } = props;
  return new AccessRole(scope, `Role-${principal.name}`, {
    placement,
    roleName: accessRoleName(placement, tenant, principal),
    bucketName,
    access: principal.access,
    trustedArns: principal.trustedArns,
    tags: tenant.tags,
  });
}

/** Different for different principals: a slash would become two hyphens, which names may have, and a colon they have not. */
function principalId(principal: TenantPrincipal): string {
  if (principal.kind === 'created') return principal.name;
  const arn = parseArn(principal.arn);
  return (arn ? `${arn.accountId}-${arn.resource}` : principal.arn).replaceAll('/', ':');
}
