import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import {
  asksForTags,
  checkKeyPolicySize,
  checkOwnedKeyAccount,
  handshakeOf,
  keyAliasName,
  ownedKeyStatements,
  principalArn,
  principalsLetIn,
  tenantTags,
  type KeyUser,
  type Placement,
  type PlatformKey,
  type Tenant,
  type TenantOwnedKey,
} from '../core';
import { TenantKey, type ITenantKey } from './tenant-key';
import { addCheck } from './validation';

interface VendedKeyProps {
  readonly tenant: Tenant;
  readonly placement: Placement;
  /** The bucket that the key locks, alone or beside the keys of others. */
  readonly bucketName: string;
  /** Roles that are made here and may be named in the key's policy. */
  readonly roles: ReadonlyMap<string, ITerraformDependable>;
}

/** The key of a tenant: made here, or its own by its ARN; none as long as the tenant has not given that ARN. */
export function vendKey(scope: Construct, props: VendedKeyProps): ITenantKey | undefined {
  const { key } = props.tenant;
  if (key.owner === 'platform') return makeKey(scope, key, props);
  checkOwnedKey(scope, key, props);
  return key.arn === undefined
    ? undefined
    : TenantKey.fromArn(scope, 'Key', { keyArn: key.arn, placement: props.placement });
}

/** What the tenant will be asked for has to fit into a key policy, and what it has given lies where it said. */
function checkOwnedKey(scope: Construct, key: TenantOwnedKey, { tenant, placement, bucketName }: VendedKeyProps): void {
  const handshake = handshakeOf({ environment: '', placement, tenant, keyAccountId: key.accountId, bucketName });
  addCheck(scope, (path) => [
    ...checkOwnedKeyAccount(path, key),
    ...checkKeyPolicySize(path, ownedKeyStatements(handshake)),
  ]);
}

/** Principals of whom tags are asked stand in the key policy, for a grant knows no tags; the others are given grants. */
function makeKey(scope: Construct, key: PlatformKey, props: VendedKeyProps): TenantKey {
  const { tenant, placement, bucketName, roles } = props;
  const letIn = principalsLetIn(tenant);
  const granted = letIn.filter((one) => !asksForTags(one.principalTags));
  // A grant compares whole values, so what has an ARN of its own as context can only be let in by the key policy.
  const both = tenant.adopt !== undefined && (tenant.adopt.context ?? 'both') === 'both';
  const users = letIn.filter((one) => both || asksForTags(one.principalTags));
  return new TenantKey(scope, 'Key', {
    tenantId: tenant.id,
    placement,
    bucketName,
    aliasName: keyAliasName(placement, tenant),
    granteeArns: granted.map((one) => principalArn(placement, tenant, one)),
    grantedAccess: granted.map((one) => one.access),
    users: users.map((one): KeyUser => ({
      arns: [principalArn(placement, tenant, one)],
      access: one.access,
      principalTags: one.principalTags ?? {},
    })),
    rotationDays: key.rotationDays,
    deletionWindowDays: key.deletionWindowDays,
    tags: tenantTags(tenant),
    ...(both && { context: 'both' }),
    ...(tenant.adopt !== undefined && { adopt: tenant.adopt }),
    after: users.flatMap((one) =>
      one.kind === 'created' ? [roles.get(one.name)].filter((role) => role !== undefined) : [],
    ),
  });
}
