import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
  type S3BucketLifecycleConfigurationRuleFilter,
} from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { ownRule, type FoundLifecycleRule, type Lifecycle } from '../core';
import { plainAddresses } from './plain-addresses';
import { plainText } from './plain-text';

export interface BucketLifecycle {
  readonly lifecycle: Lifecycle;
  /** Rules that stay beside ours. */
  readonly kept: readonly FoundLifecycleRule[];
  /** Rules about noncurrent versions are refused before versioning is on. */
  readonly versioning: ITerraformDependable;
}

/** S3 cleans up and moves objects by one list of rules: ours first, then what was there and stays. */
export function cleanUp(
  scope: Construct,
  bucket: string,
  { lifecycle, kept, versioning }: BucketLifecycle,
): S3BucketLifecycleConfiguration {
  return new S3BucketLifecycleConfiguration(scope, 'Lifecycle', {
    bucket,
    dependsOn: plainAddresses([versioning]),
    rule: [ownRule(lifecycle), ...plainText(kept)].map(toTerraform),
  });
}

/** A rule in S3's words in those of the provider, field by field. */
function toTerraform(rule: FoundLifecycleRule): S3BucketLifecycleConfigurationRule {
  const { ID: id, Status: status, Prefix: prefix, Filter: filter } = rule;
  const { Expiration: expiration, Transitions: transitions, AbortIncompleteMultipartUpload: abort } = rule;
  return {
    id,
    status,
    ...(prefix !== undefined && { prefix }),
    ...(filter !== undefined && { filter: [toFilter(filter)] }),
    ...(transitions !== undefined && { transition: transitions.map(toTransition) }),
    ...(expiration !== undefined && {
      expiration: [
        withoutAbsent({
          date: expiration.Date,
          days: expiration.Days,
          expiredObjectDeleteMarker: expiration.ExpiredObjectDeleteMarker,
        }),
      ],
    }),
    ...noncurrent(rule),
    ...(abort !== undefined && {
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: abort.DaysAfterInitiation }],
    }),
  };
}

type FoundTransition = NonNullable<FoundLifecycleRule['Transitions']>[number];

function toTransition({ Date: date, Days: days, StorageClass: storageClass }: FoundTransition): {
  readonly storageClass: string;
  readonly date?: string;
  readonly days?: number;
} {
  return { ...withoutAbsent({ date, days }), storageClass };
}

function noncurrent({
  NoncurrentVersionExpiration: expiration,
  NoncurrentVersionTransitions: transitions,
}: FoundLifecycleRule): Partial<S3BucketLifecycleConfigurationRule> {
  return {
    ...(expiration !== undefined && {
      noncurrentVersionExpiration: [
        {
          noncurrentDays: expiration.NoncurrentDays,
          ...withoutAbsent({ newerNoncurrentVersions: expiration.NewerNoncurrentVersions }),
        },
      ],
    }),
    ...(transitions !== undefined && {
      noncurrentVersionTransition: transitions.map((one) => ({
        noncurrentDays: one.NoncurrentDays,
        storageClass: one.StorageClass,
        ...withoutAbsent({ newerNoncurrentVersions: one.NewerNoncurrentVersions }),
      })),
    }),
  };
}

function toFilter(filter: NonNullable<FoundLifecycleRule['Filter']>): S3BucketLifecycleConfigurationRuleFilter {
  const { And: and, Tag: tag } = filter;
  return {
    ...sizes(filter),
    ...(tag !== undefined && { tag: [{ key: tag.Key, value: tag.Value }] }),
    ...(and !== undefined && {
      and: [
        {
          ...sizes(and),
          ...(and.Tags !== undefined && { tags: Object.fromEntries(and.Tags.map((one) => [one.Key, one.Value])) }),
        },
      ],
    }),
  };
}

function sizes(filter: {
  readonly Prefix?: string | undefined;
  readonly ObjectSizeGreaterThan?: number | undefined;
  readonly ObjectSizeLessThan?: number | undefined;
}): { readonly prefix?: string; readonly objectSizeGreaterThan?: number; readonly objectSizeLessThan?: number } {
  return withoutAbsent({
    prefix: filter.Prefix,
    objectSizeGreaterThan: filter.ObjectSizeGreaterThan,
    objectSizeLessThan: filter.ObjectSizeLessThan,
  });
}

type Present<T> = { [key in keyof T]?: Exclude<T[key], undefined> };

function withoutAbsent<T extends object>(fields: T): Present<T>;
function withoutAbsent(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
