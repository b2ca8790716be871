/** What a principal may do with a tenant's objects. */
export type Access = 'reader' | 'writer';

/** A principal that exists already and is named by its ARN. */
export interface ExistingPrincipal {
  readonly kind: 'existing';
  readonly arn: string;
  readonly access: Access;
}

/** A role that is made for the tenant. */
export interface CreatedPrincipal {
  readonly kind: 'created';
  /** Part of the role's name, unique within the tenant. */
  readonly name: string;
  /** ARNs of those who may assume the role. */
  readonly trustedArns: readonly string[];
  readonly access: Access;
}

export type TenantPrincipal = ExistingPrincipal | CreatedPrincipal;

/** A key that the platform makes for the tenant. */
export interface PlatformKey {
  readonly owner: 'platform';
  /** Days between rotations, 90 to 2560. */
  readonly rotationDays: number;
  /** Days in which a deleted key can still be rescued, 7 to 30. */
  readonly deletionWindowDays: number;
}

/** When S3 cleans up by itself. */
export interface Lifecycle {
  /** Days after which a version that is no longer current goes away. */
  readonly noncurrentDays: number;
  /** Days after which an unfinished upload goes away. */
  readonly abortUploadDays: number;
}

/** Who owns data and decides over a key. */
export interface Tenant {
  readonly id: string;
  readonly placement: string;
  readonly isolation: 'dedicated';
  readonly key: PlatformKey;
  readonly principals: readonly TenantPrincipal[];
  readonly lifecycle: Lifecycle;
  readonly tags: { readonly [key: string]: string };
}
