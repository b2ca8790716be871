import type { Fact } from '../../core';
import type { PlannedResource } from '../planned/planned-resource';
import type { PlannedResources } from '../planned/planned-resources';
import type { Described, Resources } from '../stacks/described';
import type { JsonObject } from '../stacks/json';
import type { Attachments } from '../world/attachment';
import { aboutBuckets } from '../world/buckets';
import { aboutKeys, keyArnOf, keyTypes } from '../world/keys';
import { correctedRoles } from './effective-roles';

/** What a bucket says itself, and the resource that may say it instead. */
export const splitOff: readonly (readonly [string, string])[] = [
  ['policy', 'aws_s3_bucket_policy'],
  ['server_side_encryption_configuration', 'aws_s3_bucket_server_side_encryption_configuration'],
  ['versioning', 'aws_s3_bucket_versioning'],
  ['logging', 'aws_s3_bucket_logging'],
  ['replication_configuration', 'aws_s3_bucket_replication_configuration'],
  ['lifecycle_rule', 'aws_s3_bucket_lifecycle_configuration'],
  ['object_lock_configuration', 'aws_s3_bucket_object_lock_configuration'],
];

const nothingBlocked = {
  block_public_acls: false,
  block_public_policy: false,
  ignore_public_acls: false,
  restrict_public_buckets: false,
};

/**
 * Resources with what is true of them. Buckets, keys and roles show in attributes of their own what other resources set
 * at them, as it was when they were read; so that goes as soon as such a resource is there, or was and is taken away.
 */
export class EffectiveResources implements Resources {
  readonly source = 'the plan';
  readonly #corrected: ReadonlyMap<string, readonly Described[]>;

  constructor(
    readonly planned: PlannedResources,
    before: PlannedResources,
  ) {
    this.#corrected = new Map<string, readonly Described[]>([
      ['aws_s3_bucket', buckets(planned, before)],
      ['aws_s3_bucket_public_access_block', publicAccessBlocks(planned, before)],
      ['aws_iam_role', correctedRoles(planned, before)],
      ...keys(planned, before),
    ]);
  }

  all(type: string): readonly Described[] {
    return this.#corrected.get(type) ?? this.planned.all(type);
  }
}

function buckets(planned: PlannedResources, before: PlannedResources): readonly PlannedResource[] {
  const split = splitOff
    .filter(([, type]) => before.all(type).length > 0)
    .map(([argument, type]) => ({ argument, about: aboutBuckets(before, type) }));
  return planned.all('aws_s3_bucket').map((bucket) => {
    const name = bucket.section.text('bucket');
    const gone = split.filter(({ about }) => has(about, name));
    return gone.length > 0 ? bucket.corrected(nothing(gone)) : bucket;
  });
}

function nothing(gone: readonly { readonly argument: string }[]): JsonObject {
  return Object.fromEntries(gone.map(({ argument }): [string, unknown] => [argument, undefined]));
}

/** A block that is taken away leaves the bucket without one. */
function publicAccessBlocks(planned: PlannedResources, before: PlannedResources): readonly PlannedResource[] {
  const type = 'aws_s3_bucket_public_access_block';
  const now = aboutBuckets(planned, type);
  const removed = before.all(type).filter((block) => !has(now, block.section.text('bucket')));
  return removed.length === 0
    ? planned.all(type)
    : [...planned.all(type), ...removed.map((block) => block.corrected(nothingBlocked))];
}

function keys(planned: PlannedResources, before: PlannedResources): readonly [string, readonly PlannedResource[]][] {
  const policies = aboutKeys(before, 'aws_kms_key_policy');
  if (before.all('aws_kms_key_policy').length === 0) return [];
  return keyTypes.map((type) => [
    type,
    planned.all(type).map((key) => (has(policies, keyArnOf(key)) ? key.corrected({ policy: undefined }) : key)),
  ]);
}

function has(attachments: Attachments, name: Fact<string>): boolean {
  return name.known && attachments.of(name.value).length > 0;
}
