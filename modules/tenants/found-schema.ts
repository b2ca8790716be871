import { z } from 'zod';
import type { FoundState } from '../core';

const days = z.int().min(0);
const tags = z.record(z.string(), z.string());
const tag = z.strictObject({ Key: z.string(), Value: z.string() });
const sizes = {
  Prefix: z.string().optional(),
  ObjectSizeGreaterThan: z.int().optional(),
  ObjectSizeLessThan: z.int().optional(),
};

/** Strict, so that a field of S3 that this version does not know is refused rather than lost. */
const lifecycleRule = z.strictObject({
  ID: z.string(),
  Status: z.enum(['Enabled', 'Disabled']),
  Prefix: z.string().optional(),
  Filter: z
    .strictObject({
      ...sizes,
      Tag: tag.optional(),
      And: z.strictObject({ ...sizes, Tags: z.array(tag).optional() }).optional(),
    })
    .optional(),
  Expiration: z
    .strictObject({
      Date: z.string().optional(),
      Days: days.optional(),
      ExpiredObjectDeleteMarker: z.boolean().optional(),
    })
    .optional(),
  Transitions: z
    .array(z.strictObject({ Date: z.string().optional(), Days: days.optional(), StorageClass: z.string() }))
    .optional(),
  NoncurrentVersionExpiration: z
    .strictObject({ NoncurrentDays: days, NewerNoncurrentVersions: z.int().optional() })
    .optional(),
  NoncurrentVersionTransitions: z
    .array(
      z.strictObject({ NoncurrentDays: days, NewerNoncurrentVersions: z.int().optional(), StorageClass: z.string() }),
    )
    .optional(),
  AbortIncompleteMultipartUpload: z.strictObject({ DaysAfterInitiation: days }).optional(),
});

/** What is in a statement is its writer's; terraform's own `${…}` is told apart where the policy is written. */
const policy = z.strictObject({
  Version: z.string().optional(),
  Id: z.string().optional(),
  Statement: z.array(z.record(z.string(), z.unknown())),
});

/** What `tenant-buckets adopt` writes. */
export const foundFileSchema: z.ZodType<FoundState & { readonly version: 1 }> = z.strictObject({
  version: z.literal(1),
  bucket: z.strictObject({
    name: z.string(),
    region: z.string(),
    tags,
    versioning: z.enum(['Enabled', 'Suspended', 'Never']),
    publicAccessBlock: z.array(z.string()).optional(),
    ownership: z.string().optional(),
    encryption: z.strictObject({
      algorithm: z.string(),
      keyId: z.string().optional(),
      bucketKeyEnabled: z.boolean(),
    }),
    accessLogs: z.string().optional(),
    objectLock: z.string().optional(),
    policy: policy.optional(),
    lifecycleRules: z.array(lifecycleRule),
  }),
  key: z.strictObject({ arn: z.string(), tags, policy, aliases: z.array(z.string()) }),
});
