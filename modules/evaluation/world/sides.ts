import { known, noPublicAccessBlock, unknown, type Bucket, type Fact, type KmsKey } from '../../core';
import type { ResourceSide } from '../model';
import { contextOf, shared, type Context, type Facts } from './context';
import { organizationId, resourceControlPolicies } from './organization';
import { grantOf } from './policies';
import type { WorldIndex } from './world-index';

/** What a bucket brings to decisions about itself and its objects. */
export interface BucketSide {
  /** With Block Public Access where it is known. */
  readonly side: ResourceSide;
  /** Whether Block Public Access ends all foreign access once the policy is public. */
  readonly restricted: Fact<boolean>;
  /** The condition keys that speak of the bucket. */
  readonly context: Context;
}

/** What a key brings to decisions about itself. */
export interface KeySide {
  readonly side: ResourceSide;
  /** The condition keys of a call that comes from the caller itself. */
  readonly direct: Context;
  /** The condition keys of a call that S3 makes for the caller in the key's region. */
  readonly viaS3: Context;
}

export function bucketSide(index: WorldIndex, bucket: Bucket): BucketSide {
  const resourcePolicy = index.shelf.policy(`bucket policy of ${bucket.name}`, 'resource', bucket.policy);
  const restrictPublicBuckets = restricted(index, bucket);
  return {
    side: {
      ...(resourcePolicy ? { resourcePolicy } : {}),
      resourceControlPolicies: resourceControlPolicies(index, bucket.accountId),
      ...(restrictPublicBuckets.known
        ? { publicAccessBlock: { restrictPublicBuckets: restrictPublicBuckets.value } }
        : {}),
    },
    restricted: restrictPublicBuckets,
    context: shared(
      contextOf({
        'aws:RequestedRegion': known(bucket.region),
        'aws:ViaAWSService': known('false'),
        'aws:ResourceOrgID': organizationId(index, bucket.accountId),
      }),
    ),
  };
}

/** Either the bucket's own setting or its account's is enough. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
function restricted(index: WorldIndex, bucket: Bucket): Fact<boolean> {
  const account = index.world.accounts.get(bucket.accountId)?.publicAccessBlock ?? undescribed(index, bucket);
  const facts = [bucket.publicAccessBlock, account];
  if (facts.some((fact) => fact.known && fact.value.restrictPublicBuckets)) return known(true);
  return facts.find((fact) => !fact.known) ?? known(false);
}

function undescribed(index: WorldIndex, bucket: Bucket) {
  if (index.world.complete) return known(noPublicAccessBlock);
  return unknown(`account ${bucket.accountId} is not described`);
}

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service */
export function keySide(index: WorldIndex, key: KmsKey): KeySide {
  const facts: Facts = {
    'aws:RequestedRegion': known(key.region),
    'aws:SecureTransport': known('true'),
    'aws:ResourceOrgID': organizationId(index, key.accountId),
  };
  return {
    side: key.awsManaged ? managedKeySide(index, key) : customerKeySide(index, key),
    direct: shared(contextOf({ ...facts, 'aws:ViaAWSService': known('false') })),
    viaS3: shared(
      contextOf({
        ...facts,
        'aws:ViaAWSService': known('true'),
        'kms:ViaService': known(`s3.${key.region}.amazonaws.com`),
      }),
    ),
  };
}

/** A key that AWS manages has its usual policy where none is described, and no resource control policies. */
function managedKeySide(index: WorldIndex, key: KmsKey): ResourceSide {
  const resourcePolicy = index.shelf.policy(`key policy of ${key.arn}`, 'resource', key.policy);
  return { awsManagedKey: true, ...(resourcePolicy ? { resourcePolicy } : {}) };
}

function customerKeySide(index: WorldIndex, key: KmsKey): ResourceSide {
  const resourcePolicy = index.shelf.policy(`key policy of ${key.arn}`, 'resource', key.policy);
  return {
    ...(resourcePolicy ? { resourcePolicy } : {}),
    resourceControlPolicies: resourceControlPolicies(index, key.accountId),
    grants: index.grantsOf(key.arn).flatMap((grant) => grantOf(grant) ?? []),
  };
}
