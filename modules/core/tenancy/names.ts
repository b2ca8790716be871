import { roleArn } from '../arn';
import type { Placement } from './placement';
import type { CreatedPrincipal, Tenant, TenantPrincipal } from './tenant';

/** The bucket of a dedicated tenant: the one that is taken over, else one that is made. */
export function dedicatedBucketName(placement: Placement, tenant: Tenant): string {
  return tenant.adopt?.bucketName ?? `${placement.namePrefix}-${tenant.id}`;
}

/** The bucket of a pool, by its number. */
export function poolBucketName(placement: Placement, number: number): string {
  return `${placement.namePrefix}-pool-${String(number)}`;
}

/** The construct id that decides the Terraform addresses of all that a tenant gets. Changing it moves every address. */
export function tenantConstructId(tenant: Tenant): string {
  return tenant.id;
}

/** With the `alias/` that KMS wants in front. */
export function keyAliasName(placement: Placement, tenant: Tenant): string {
  return `alias/${placement.namePrefix}/${tenant.id}`;
}

export function accessRoleName(placement: Placement, tenant: Tenant, principal: CreatedPrincipal): string {
  return `${placement.namePrefix}-${tenant.id}-${principal.name}`;
}

/** The ARN of a principal, of a role that is still to be made as well: its parts are all known before. */
export function principalArn(placement: Placement, tenant: Tenant, principal: TenantPrincipal): string {
  if (principal.kind === 'existing') return principal.arn;
  const name = accessRoleName(placement, tenant, principal);
  return roleArn(placement.partition, placement.accountId, placement.rolePath, name);
}

interface NameRule {
  readonly broken: (name: string) => boolean;
  readonly rule: string;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const bucketNameRules: readonly NameRule[] = [
  { broken: (name) => name.length < 3 || name.length > 63, rule: 'a bucket name has 3 to 63 characters' },
  { broken: (name) => !/^[a-z0-9.-]*$/.test(name), rule: 'a bucket name has only a-z, 0-9, dots and hyphens' },
  {
    broken: (name) => !/^[a-z0-9].*[a-z0-9]$/.test(name),
    rule: 'a bucket name begins and ends with a letter or digit',
  },
  { broken: (name) => name.includes('..'), rule: 'a bucket name has no two dots in a row' },
  { broken: (name) => name.includes('.'), rule: 'a dot in a bucket name breaks TLS on virtual-host addresses' },
  { broken: (name) => /^[0-9]+(\.[0-9]+){3}$/.test(name), rule: 'a bucket name does not look like an IP address' },
  {
    broken: (name) => ['xn--', 'sthree-', 'amzn-s3-demo-'].some((prefix) => name.startsWith(prefix)),
    rule: 'the prefixes xn--, sthree- and amzn-s3-demo- are reserved',
  },
  {
    broken: (name) => ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'].some((suffix) => name.endsWith(suffix)),
    rule: 'the suffixes -s3alias, --ol-s3, .mrap, --x-s3 and --table-s3 are reserved',
  },
];

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names */
const roleNameRules: readonly NameRule[] = [
  { broken: (name) => name.length < 1 || name.length > 64, rule: 'a role name has 1 to 64 characters' },
  { broken: (name) => !/^[\w+=,.@-]*$/.test(name), rule: 'a role name has only letters, digits and + = , . @ _ -' },
];

/** The rules that a role name breaks, in words; none for a name that AWS takes. */
export function brokenRoleNameRules(name: string): readonly string[] {
  return roleNameRules.filter((one) => one.broken(name)).map((one) => one.rule);
}

/** The rules that a bucket name breaks, in words; none for a name that AWS takes. */
export function brokenBucketNameRules(name: string): readonly string[] {
  return bucketNameRules.filter((one) => one.broken(name)).map((one) => one.rule);
}
