import { bucketArn, objectArn, type Bucket } from '../../core';
import type { Asked } from './asked';
import { noEncryptionKeys, partEncryptionKeys, sentEncryptionKeys, type EncryptionKeys } from './condition-keys';
import { contextOf, mergeContexts, type Context } from './context';
import { decideOnBucket, doubtfulLeg, type LegDecision } from './legs';
import { operationNeeds, type S3Need } from './operations';

/** Asks S3's own policies for one permission that a request needs. */
export function askS3(asked: Asked, need: S3Need): LegDecision {
  if (need.on === 'source') return askSource(asked, need);
  const { world, subject, request, bucket } = asked;
  const { partition, name } = bucket;
  const resource = need.on === 'bucket' ? bucketArn(partition, name) : objectArn(partition, name, request.key ?? '');
  return decideOnBucket(world, subject, {
    action: actionOf(need, request.versionId),
    resource,
    bucket,
    context: contextWith(encryptionKeys(asked), request.context),
    ...(request.objectOwner === undefined || isOwnerEnforced(bucket) ? {} : { objectOwner: request.objectOwner }),
  });
}

function askSource({ world, subject, request }: Asked, need: S3Need): LegDecision {
  const { source } = request;
  const action = actionOf(need, source?.versionId);
  if (!source) return doubtfulLeg(action, 'the source of the copy is not given');
  const bucket = world.world.buckets.get(source.bucket);
  if (!bucket) return doubtfulLeg(action, `bucket ${source.bucket} is not described`);
  const resource = objectArn(bucket.partition, bucket.name, source.key);
  return decideOnBucket(world, subject, {
    action,
    resource,
    bucket,
    context: contextWith(noEncryptionKeys, request.context),
  });
}

function actionOf(need: S3Need, versionId: string | undefined): string {
  return versionId === undefined ? need.action : (need.versioned ?? need.action);
}

function contextWith(keys: EncryptionKeys, more: Context | undefined): Context {
  const own = contextOf({ ...keys });
  return more ? mergeContexts(own, more) : own;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html */
function isOwnerEnforced({ objectOwnership }: Bucket): boolean {
  return objectOwnership.known && objectOwnership.value === 'BucketOwnerEnforced';
}

function encryptionKeys({ request, encryption, bucket, settings }: Asked): EncryptionKeys {
  const { encrypts } = operationNeeds[request.operation];
  if (encrypts === 'upload') return partEncryptionKeys(request.upload, settings);
  if (!encryption) return noEncryptionKeys;
  const headers = encrypts === 'update' ? { ...request.headers, algorithm: 'aws:kms' } : (request.headers ?? {});
  return sentEncryptionKeys(headers, encryption, bucket.encryption, settings);
}
