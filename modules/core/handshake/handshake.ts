import { bucketArn, parseArn } from '../arn';
import { bucketContext, type EncryptionContext } from '../encryption-context';
import { grantOperations } from '../tenancy/grant';
import { principalArn } from '../tenancy/names';
import { s3ViaService, type Placement } from '../tenancy/placement';
import { asksForTags } from '../tenancy/principal-tags';
import type { Access, PrincipalTags, Tenant, TenantPrincipal } from '../tenancy/tenant';

/** A principal that the tenant's key has to let in. */
export interface HandshakePrincipal {
  readonly arn: string;
  readonly accountId: string;
  readonly access: Access;
  /** KMS operations without `kms:` in front, sorted. */
  readonly operations: readonly string[];
  /** @default no tag is asked for */
  readonly principalTags?: PrincipalTags;
}

/** All that a tenant in another account needs to make the key of its bucket. Its JSON form is a contract. */
export interface Handshake {
  readonly schemaVersion: 1;
  readonly environment: string;
  readonly tenant: string;
  readonly partition: string;
  /** Where the bucket is and the key has to be. */
  readonly region: string;
  readonly keyAccountId: string;
  readonly platformAccountId: string;
  readonly bucketArn: string;
  /** The name under which KMS sees a call that S3 makes for somebody. */
  readonly viaService: string;
  readonly constraint: { readonly encryptionContextEquals: EncryptionContext };
  /** In the order of the tenant's file. */
  readonly principals: readonly HandshakePrincipal[];
}

/** A tenant with a key of its own, and where its objects lie. */
export interface HandshakePlace {
  readonly environment: string;
  readonly placement: Placement;
  readonly tenant: Tenant;
  readonly keyAccountId: string;
  /** Its own bucket, or the one of its pool. */
  readonly bucketName: string;
}

/** What the platform tells a tenant: principals that are suspended now are named too, for they come back. */
export function handshakeOf({ environment, placement, tenant, keyAccountId, bucketName }: HandshakePlace): Handshake {
  const { partition, region, accountId } = placement;
  return {
    schemaVersion: 1,
    environment,
    tenant: tenant.id,
    partition,
    region,
    keyAccountId,
    platformAccountId: accountId,
    bucketArn: bucketArn(partition, bucketName),
    viaService: s3ViaService(placement),
    constraint: { encryptionContextEquals: bucketContext(partition, bucketName) },
    principals: tenant.principals.map((one) => handshakePrincipal(placement, tenant, one)),
  };
}

function handshakePrincipal(placement: Placement, tenant: Tenant, principal: TenantPrincipal): HandshakePrincipal {
  const { access, principalTags } = principal;
  const arn = principalArn(placement, tenant, principal);
  return {
    arn,
    accountId: parseArn(arn)?.accountId ?? '',
    access,
    operations: grantOperations([access]),
    ...(asksForTags(principalTags) && { principalTags }),
  };
}
