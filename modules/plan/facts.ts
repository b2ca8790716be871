import type { Diagnostic, Fact, World } from '../core';

/** What a plan does, in the words of S3, KMS and IAM. */
export interface PlanFacts {
  /** As terraform found it. */
  readonly before: PlanState;
  /** As it will be; what only the apply can tell is unknown, or a symbol such as `key of acme`. */
  readonly after: PlanState;
  /** Every managed resource that the plan touches, in the plan's order. */
  readonly changes: readonly ResourceChange[];
  /** What was found otherwise than the state remembered it. */
  readonly drift: readonly ResourceChange[];
  /** As the state remembered it before terraform looked. @default as it was found */
  readonly remembered?: PlanState;
  readonly source: PlanSource;
  /** What could not be read, and what had to be left out. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Where a plan comes from, and how much of a plan it is. */
export interface PlanSource {
  /** Such as `1.2`. */
  readonly formatVersion: string;
  readonly producer: 'terraform' | 'opentofu' | 'unknown';
  /** @default not said */
  readonly producerVersion?: string;
  /** Whether planning failed half-way. */
  readonly errored: boolean;
  /** Changes that a later plan has to make. */
  readonly deferred: readonly { readonly address: string; readonly reason: string }[];
  /** How many managed resources the plan knows, of any type. */
  readonly resourceCount: number;
}

export type ChangeKind = 'create' | 'update' | 'replace' | 'delete' | 'forget' | 'import' | 'move';

/** One thing of the worlds: by the name under which its table knows it. */
export interface Subject {
  readonly kind: 'bucket' | 'key' | 'grant' | 'principal';
  readonly id: string;
}

/** What happens to one managed resource. */
export interface ResourceChange {
  /** `module.m.aws_kms_key.k["a"]` */
  readonly address: string;
  /** @default it had the same address */
  readonly previousAddress?: string;
  readonly type: string;
  readonly kind: ChangeKind;
  /** Of a replacement: whether the new one is there before the old one goes. @default false */
  readonly createsFirst?: boolean;
  /** Arguments that force a replacement, such as `bucket` or `constraints[0].encryption_context_equals`. */
  readonly replacedBecause: readonly string[];
  /** Terraform's `action_reason`. @default none given */
  readonly reason?: string;
  /** Top-level arguments that differ, or will be known after the apply. */
  readonly changed: readonly string[];
  /** What it is, or belongs to. @default nothing that the worlds hold */
  readonly subject?: Subject;
}

/** The world at one moment, with what resources say beyond access. */
export interface PlanState {
  readonly world: World;
  /** By the bucket's name. */
  readonly buckets: ReadonlyMap<string, BucketDetail>;
  /** By the key's ARN. */
  readonly keys: ReadonlyMap<string, KeyDetail>;
  /** By the grant's id. */
  readonly grants: ReadonlyMap<string, GrantDetail>;
  /** By the principal's ARN. */
  readonly principals: ReadonlyMap<string, PrincipalDetail>;
  /** What writes to or reads from buckets for S3 or another service. */
  readonly deliveries: readonly Delivery[];
  /** By the bucket's name. @default none is known */
  readonly acls?: ReadonlyMap<string, BucketAcl>;
  /** Policies of roles and users that are not in the plan. */
  readonly strays: readonly StrayPolicy[];
}

/** Whom the ACL of a bucket lets in who is nobody in particular. */
export interface BucketAcl {
  /** Of the resource that says so. */
  readonly address: string;
  /** `AllUsers`, `AuthenticatedUsers` */
  readonly publicGroups: Fact<readonly string[]>;
}

/** A policy whose role or user the plan names and does not manage. */
export interface StrayPolicy {
  /** Of the resource that gives it. */
  readonly address: string;
  readonly kind: 'role' | 'user';
  /** Its name. */
  readonly holder: string;
  readonly document: Fact<unknown>;
}

export interface PublicAccessSettings {
  readonly blockPublicAcls: boolean;
  readonly ignorePublicAcls: boolean;
  readonly blockPublicPolicy: boolean;
  readonly restrictPublicBuckets: boolean;
}

export interface BucketDetail {
  /** @default the plan names the bucket but does not manage it */
  readonly address?: string;
  /** Of the resource that holds the policy. @default the bucket has none in the plan */
  readonly policyAddress?: string;
  readonly encryptionAddress?: string;
  readonly publicAccessBlockAddress?: string;
  readonly lifecycleAddress?: string;
  readonly versioningAddress?: string;
  readonly objectLockAddress?: string;
  readonly replicationAddress?: string;
  readonly publicAccess: Fact<PublicAccessSettings>;
  readonly forceDestroy: Fact<boolean>;
  readonly versioning: Fact<'Enabled' | 'Suspended' | 'Disabled'>;
  /** By what rules S3 deletes objects; what only moves them or cleans up after them is left out. */
  readonly expirations: Fact<readonly Expiration[]>;
  /** How long Object Lock keeps new objects by default; `undefined` when it keeps none. */
  readonly retention: Fact<Retention | undefined>;
  /** Where its objects are copied to. */
  readonly replications: Fact<readonly Replication[]>;
  readonly tags: Fact<{ readonly [key: string]: string }>;
}

/** One expiry of a lifecycle rule that is enabled. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html */
export interface Expiration {
  readonly rule: string;
  readonly of: 'current' | 'noncurrent';
  readonly scope: ExpirationScope;
  /** Of age; of a noncurrent version since it is one. A day of the calendar is ISO 8601. */
  readonly after: { readonly days: number } | { readonly date: string };
  /** Newest noncurrent versions that stay whatever their age. */
  readonly keeps: number;
}

/** To which objects a rule applies: to those that meet all of it. */
export interface ExpirationScope {
  /** Empty is every object. */
  readonly prefix: string;
  readonly tags: { readonly [key: string]: string };
  /** Bytes; infinite when objects of any size are meant. */
  readonly largerThan: number;
  readonly smallerThan: number;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html */
export interface Retention {
  readonly mode: string;
  readonly days: number;
}

/** One replication rule that is enabled. */
export interface Replication {
  readonly rule: string;
  /** Name of the bucket that gets the copies. */
  readonly destination: Fact<string>;
  /** Who owns that bucket, where the rule says so. */
  readonly accountId: Fact<string | undefined>;
  /** Under which copies lie of what lies under a key. @default such objects are not copied */
  readonly keyArn?: Fact<string>;
}

export interface KeyDetail {
  readonly address?: string;
  readonly policyAddress?: string;
  readonly rotationEnabled: Fact<boolean>;
  /** @default the year that KMS takes */
  readonly rotationPeriodDays: Fact<number | undefined>;
  readonly deletionWindowDays: Fact<number>;
}

export interface GrantDetail {
  readonly address: string;
  readonly name: Fact<string | undefined>;
  readonly retiringPrincipal: Fact<string | undefined>;
}

export interface PrincipalDetail {
  readonly address?: string;
}

/** A service or role that moves objects by itself, and so uses the key of a bucket. */
export interface Delivery {
  readonly kind: 'replication' | 'inventory' | 'accessLog' | 'firehose' | 'cloudTrail' | 'terraformState';
  readonly address: string;
  /** Buckets it reads from or writes to. */
  readonly buckets: readonly string[];
  /** @default a service of AWS does it itself */
  readonly role?: Fact<string>;
  /** @default the bucket's own */
  readonly keyArn?: Fact<string>;
}
