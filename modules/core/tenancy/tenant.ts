import type { FoundState } from './found-state';
import type { KeyContext } from './key-context';

/** What a principal may do with a tenant's objects. */
export type Access = 'reader' | 'writer';

/** Tags that a principal must carry to be let in; all of them. */
export type PrincipalTags = { readonly [tag: string]: string };

/** A principal that exists already and is named by its ARN. */
export interface ExistingPrincipal {
  readonly kind: 'existing';
  readonly arn: string;
  readonly access: Access;
  /** A grant knows no tags, so such a principal is named in the key policy instead. @default no tag is asked for */
  readonly principalTags?: PrincipalTags;
}

/** A role that is made for the tenant. */
export interface CreatedPrincipal {
  readonly kind: 'created';
  /** Part of the role's name, unique within the tenant. */
  readonly name: string;
  /** ARNs of those who may assume the role. */
  readonly trustedArns: readonly string[];
  readonly access: Access;
  /** @default no tag is asked for */
  readonly principalTags?: PrincipalTags;
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

/** A key that the tenant makes in its own account and can take back. */
export interface TenantOwnedKey {
  readonly owner: 'tenant';
  /** Account of the key, twelve digits. */
  readonly accountId: string;
  /** Full ARN. @default not there yet: the tenant is pending */
  readonly arn?: string;
}

export type TenantKeySource = PlatformKey | TenantOwnedKey;

/** Storage classes to which objects can be moved by age. */
export type TransitionClass = 'STANDARD_IA' | 'INTELLIGENT_TIERING' | 'GLACIER_IR' | 'GLACIER' | 'DEEP_ARCHIVE';

/** A move of every object of at least 128 KB to a colder class, once; S3 never moves one back. */
export interface Transition {
  readonly storageClass: TransitionClass;
  /** Days after an object was written, 0 to 36,500; from 30 for `STANDARD_IA`, and for what follows it 30 days more. */
  readonly days: number;
}

/**
 * Keeps every version from being deleted or overwritten for a time after it was written. It can be turned on, also later
 * and then for what is written from then on, and never off: nor can versioning be suspended again. A locked version stops
 * lifecycle rules and the destruction of the bucket too.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
export interface ObjectLock {
  /**
   * `GOVERNANCE`: whoever has `s3:BypassGovernanceRetention` can still delete. `COMPLIANCE`: nobody can until
   * the days are over, the root user of the account included; only closing the account ends it earlier.
   */
  readonly mode: 'GOVERNANCE' | 'COMPLIANCE';
  /** 1 to 36,500. Another number counts for what is written from then on. */
  readonly days: number;
}

/** When S3 cleans up by itself. */
export interface Lifecycle {
  /** Days after which a version that is no longer current goes away, 1 to 36,500; not before its lock ends. */
  readonly noncurrentDays: number;
  /** Days after which an unfinished upload goes away, 1 to 36,500. */
  readonly abortUploadDays: number;
  /**
   * Days after which an object is deleted, 1 to 36,500 and more than the last transition's. The bucket is versioned: what
   * it held goes away `noncurrentDays` later, and until then it can be brought back. @default never
   */
  readonly expirationDays?: number;
  /** In the order of their days, each to a colder class. @default none, objects stay where they were written */
  readonly transitions?: readonly Transition[];
  /** @default versions can be deleted */
  readonly objectLock?: ObjectLock;
}

/** What a tenant expects to do in a month, for estimates. */
export interface Workload {
  readonly readsPerMonth: number;
  readonly writesPerMonth: number;
  /** How many different roles, or sessions under different policies, read and write. */
  readonly requesters: number;
  readonly storedGigabytes: number;
}

/** A bucket and key that exist already and are taken over. */
export interface Adoption {
  readonly bucketName: string;
  /** Full ARN of a key in the account and region of the placement. */
  readonly keyArn: string;
  /** Whether statements that bucket and key have already stay beside ours. */
  readonly policy: 'merge' | 'replace';
  /** Whether rules that the bucket has already stay beside ours. */
  readonly lifecycle: 'merge' | 'replace';
  /**
   * `both` lets principals use the key for objects from before the Bucket Key as well, whose encryption context is their
   * own ARN. It does not enforce Bucket Keys: `bucket` does, once every object is encrypted anew. @default both
   */
  readonly context?: KeyContext;
  /** What stood there when it was read, without which nothing is taken over. @default never read */
  readonly found?: FoundState;
}

/**
 * `active`: let in. `suspended`: nobody is let in, everything stays. `retiring`: as active, and named in reviews.
 * `retired`: no longer managed here, and nothing is destroyed.
 */
export type TenantState = 'active' | 'suspended' | 'retiring' | 'retired';

/** Who owns data and decides over a key. */
export interface Tenant {
  readonly id: string;
  readonly state: TenantState;
  readonly placement: string;
  /** Regions in which the tenant's data may lie. @default any */
  readonly residency?: readonly string[];
  /** `dedicated`: a bucket of its own. `shared`: a prefix of its own in a shared bucket. */
  readonly isolation: 'dedicated' | 'shared';
  /** `strict` also refuses every write whose key cannot be seen. */
  readonly enforcement: 'standard' | 'strict';
  readonly key: TenantKeySource;
  readonly principals: readonly TenantPrincipal[];
  readonly lifecycle: Lifecycle;
  /** @default nothing is known, and estimates say so */
  readonly workload?: Workload;
  /** @default bucket and key are made new */
  readonly adopt?: Adoption;
  readonly tags: { readonly [key: string]: string };
}
