import { bucketArn, objectArn, parseArn } from '../arn';
import { bucketPolicyLimitBytes, policySizeBytes } from '../policy/canonical';
import { policyDocument, type PolicyStatement } from '../policy/document';
import { namedAccessStatements, type NamedPrincipal } from './access';
import {
  deny,
  denyAllButKeys,
  denyCustomerKeys,
  denyEncryptionChange,
  denyFormUploads,
  denyKmsWithoutKey,
  denyOtherAlgorithms,
  denyOtherKeys,
  denyPlainHttp,
  lists,
  writes,
} from './enforcement-statements';
import { principalArn } from './names';
import type { Placement } from './placement';
import type { Tenant } from './tenant';

/** A principal of a tenant in a shared bucket. */
export interface PoolPrincipal extends NamedPrincipal {
  /** `existing` ones are let in by the bucket policy, `created` ones by the policy of their role, which costs it nothing. */
  readonly kind: 'existing' | 'created';
}

/** A tenant's share of a shared bucket. */
export interface PoolTenant {
  readonly id: string;
  /** With its closing slash. */
  readonly prefix: string;
  /** Full ARN of the one key of the prefix. @default there is none yet, and every write is denied */
  readonly keyArn?: string;
  /** `strict` refuses writes that do not show their key as well, such as upload parts where S3 tells nothing of it. */
  readonly enforcement: Tenant['enforcement'];
  readonly principals: readonly PoolPrincipal[];
  /** Whether nobody but the deployer and the spared reaches the prefix. @default false */
  readonly suspended?: boolean;
}

/** The share that a tenant's file asks for, before its key has an ARN. */
export function poolShare(placement: Placement, tenant: Tenant): PoolTenant {
  return {
    id: tenant.id,
    prefix: `${tenant.id}/`,
    enforcement: tenant.enforcement,
    principals: tenant.principals.map((principal) => ({
      kind: principal.kind,
      arn: principalArn(placement, tenant, principal),
      access: principal.access,
      ...(principal.principalTags !== undefined && { principalTags: principal.principalTags }),
    })),
    suspended: tenant.state === 'suspended',
  };
}

export interface Pool {
  readonly placement: Placement;
  readonly bucketName: string;
  readonly tenants: readonly PoolTenant[];
  /** Roles of the platform that work on every prefix, for replication or re-encryption. @default none */
  readonly sparedArns?: readonly string[];
}

/**
 * The policy of a shared bucket: each prefix takes objects under its tenant's key alone and is reached by its tenant's
 * principals alone, and outside the prefixes nobody writes or lists. The same whatever the order of the tenants.
 */
export function poolStatements(pool: Pool): readonly PolicyStatement[] {
  const { partition, deployerArn } = pool.placement;
  const bucket = bucketArn(partition, pool.bucketName);
  const objects = objectArn(partition, pool.bucketName, '*');
  const tenants = [...pool.tenants].sort((a, b) => (a.prefix < b.prefix ? -1 : 1));
  return [
    denyOtherAlgorithms(objects),
    denyKmsWithoutKey(objects),
    denyCustomerKeys(objects),
    denyEncryptionChange(bucket, deployerArn),
    denyFormUploads(objects),
    denyPlainHttp(bucket, objects),
    fenceWrites(pool, tenants),
    fenceLists(pool, tenants),
    ...tenants.flatMap((tenant) => tenantStatements(pool, tenant)),
  ];
}

/** How many bytes AWS will count. */
export function poolPolicySizeBytes(pool: Pool): number {
  return policySizeBytes(policyDocument(poolStatements(pool)));
}

/** How many of the tenants fit into one bucket policy, counted from the first. */
export function poolTenantsThatFit(pool: Pool): number {
  let fitting = 0;
  for (let count = 1; count <= pool.tenants.length; count += 1) {
    if (poolPolicySizeBytes({ ...pool, tenants: pool.tenants.slice(0, count) }) > bucketPolicyLimitBytes) break;
    fitting = count;
  }
  return fitting;
}

/** Nothing is written where no tenant's key is asked for. */
function fenceWrites({ placement, bucketName }: Pool, tenants: readonly PoolTenant[]): PolicyStatement {
  const prefixes = tenants.map(({ prefix }) => objectArn(placement.partition, bucketName, `${prefix}*`));
  const fence = { Sid: 'DenyWritesOutsidePrefixes', Effect: 'Deny', Principal: '*', Action: writes } as const;
  return prefixes.length > 0
    ? { ...fence, NotResource: prefixes }
    : { ...fence, Resource: objectArn(placement.partition, bucketName, '*') };
}

/** A list without a prefix, or with the first letters of one, would name every tenant's objects. */
function fenceLists(pool: Pool, tenants: readonly PoolTenant[]): PolicyStatement {
  return deny('DenyListsOutsidePrefixes', lists, bucketArn(pool.placement.partition, pool.bucketName), {
    ...(tenants.length > 0 && { StringNotLike: { 's3:prefix': tenants.map(({ prefix }) => `${prefix}*`) } }),
    ...otherThan(pool, []),
  });
}

function tenantStatements(pool: Pool, tenant: PoolTenant): readonly PolicyStatement[] {
  const { placement, bucketName } = pool;
  const { id, prefix } = tenant;
  const letIn = tenant.suspended === true ? [] : tenant.principals;
  const others = otherThan(pool, letIn);
  const named = letIn.filter((one) => one.kind === 'existing');
  return [
    bindKey(tenant, objectArn(placement.partition, bucketName, `${prefix}*`)),
    deny(`Only-${id}`, 's3:*', objectArn(placement.partition, bucketName, `${prefix}*`), others),
    deny(`List-${id}`, lists, bucketArn(placement.partition, bucketName), {
      StringLike: { 's3:prefix': `${prefix}*` },
      ...others,
    }),
    ...namedAccessStatements(placement, bucketName, named, { prefix, sidSuffix: `-${id}` }),
  ];
}

function bindKey({ id, keyArn, enforcement }: PoolTenant, objects: string): PolicyStatement {
  const sid = `Key-${id}`;
  if (keyArn === undefined) return { Sid: sid, Effect: 'Deny', Principal: '*', Action: writes, Resource: objects };
  return enforcement === 'strict' ? denyAllButKeys(sid, objects, [keyArn]) : denyOtherKeys(sid, objects, [keyArn]);
}

/** Everybody but the given principals, the deployer and the spared. Service principals have no ARN and are among the others. */
function otherThan(
  { placement, sparedArns = [] }: Pool,
  principals: readonly PoolPrincipal[],
): NonNullable<PolicyStatement['Condition']> {
  const spared = [placement.deployerArn, ...sparedArns, ...principals.map((one) => callersOf(one.arn))];
  return { ArnNotLike: { 'aws:PrincipalArn': spared } };
}

/** The ARNs under which a principal calls: an account stands for everybody in it whom it lets. */
export function callersOf(arn: string): string {
  return accountOf(arn) === undefined ? arn : arn.replace(/root$/, '*');
}

/** The account for which an ARN stands, if it stands for one. */
export function accountOf(arn: string): string | undefined {
  const parsed = parseArn(arn);
  return parsed?.service === 'iam' && parsed.resource === 'root' ? parsed.accountId : undefined;
}
