/** A statement as somebody wrote it: of no shape that is known here, and kept as it stands. */
export type FoundStatement = { readonly [element: string]: unknown };

/** A policy as AWS gives it out. */
export interface FoundPolicy {
  /** @default 2008-10-17, as AWS reads a policy that says none */
  readonly Version?: string | undefined;
  readonly Statement: readonly FoundStatement[];
}

interface FoundFilter {
  readonly Prefix?: string | undefined;
  readonly Tag?: FoundTag | undefined;
  readonly ObjectSizeGreaterThan?: number | undefined;
  readonly ObjectSizeLessThan?: number | undefined;
  readonly And?:
    | {
        readonly Prefix?: string | undefined;
        readonly Tags?: readonly FoundTag[] | undefined;
        readonly ObjectSizeGreaterThan?: number | undefined;
        readonly ObjectSizeLessThan?: number | undefined;
      }
    | undefined;
}

interface FoundTag {
  readonly Key: string;
  readonly Value: string;
}

/** A lifecycle rule in the words of S3. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html */
export interface FoundLifecycleRule {
  readonly ID: string;
  readonly Status: 'Enabled' | 'Disabled';
  /** Of rules from before filters. */
  readonly Prefix?: string | undefined;
  readonly Filter?: FoundFilter | undefined;
  readonly Expiration?:
    | {
        readonly Date?: string | undefined;
        readonly Days?: number | undefined;
        readonly ExpiredObjectDeleteMarker?: boolean | undefined;
      }
    | undefined;
  readonly Transitions?:
    | readonly {
        readonly Date?: string | undefined;
        readonly Days?: number | undefined;
        readonly StorageClass: string;
      }[]
    | undefined;
  readonly NoncurrentVersionExpiration?:
    { readonly NoncurrentDays: number; readonly NewerNoncurrentVersions?: number | undefined } | undefined;
  readonly NoncurrentVersionTransitions?:
    | readonly {
        readonly NoncurrentDays: number;
        readonly NewerNoncurrentVersions?: number | undefined;
        readonly StorageClass: string;
      }[]
    | undefined;
  readonly AbortIncompleteMultipartUpload?: { readonly DaysAfterInitiation: number } | undefined;
}

type FoundTags = { readonly [key: string]: string };

/** What stood at a bucket, as far as it is taken over. */
export interface FoundBucket {
  readonly name: string;
  readonly region: string;
  readonly tags: FoundTags;
  readonly versioning: 'Enabled' | 'Suspended' | 'Never';
  /** Which of the four settings of Block Public Access are on; nothing when it was never set. */
  readonly publicAccessBlock?: readonly string[] | undefined;
  /** Nothing when no ownership controls were ever set. */
  readonly ownership?: string | undefined;
  readonly encryption: {
    readonly algorithm: string;
    /** As it was put: ARN, bare id or alias. */
    readonly keyId?: string | undefined;
    readonly bucketKeyEnabled: boolean;
  };
  /** Bucket and prefix to which requests are logged; nothing when they are not. */
  readonly accessLogs?: string | undefined;
  /** In words such as `GOVERNANCE 30 days`; nothing when the bucket has no Object Lock. */
  readonly objectLock?: string | undefined;
  readonly policy?: FoundPolicy | undefined;
  readonly lifecycleRules: readonly FoundLifecycleRule[];
}

/** What stood at a key, as far as it is taken over. */
export interface FoundKey {
  readonly arn: string;
  readonly tags: FoundTags;
  readonly policy: FoundPolicy;
  /** With `alias/` in front. */
  readonly aliases: readonly string[];
}

/** What stood where a tenant is to be built, read once before it is taken over. */
export interface FoundState {
  readonly bucket: FoundBucket;
  readonly key: FoundKey;
}
