import { bucketArn, objectArn, type Bucket } from '../../core';
import type { Asked } from './asked';
import { noEncryptionKeys, partEncryptionKeys, sentEncryptionKeys } from './condition-keys';
import { contextOf, shared, type Context } from './context';
import { decideOnBucket, doubtfulLeg, type LegDecision } from './legs';
import type { ObjectRequest } from './object-request';
import { operationNeeds, type S3Need } from './operations';

/** Asks S3's own policies for one permission that a request needs. */
export function askS3(asked: Asked, need: S3Need): LegDecision {
  if (need.on === 'source') return askSource(asked, need);
  const { world, subject, request, bucket, key } = asked;
  const { partition, name } = bucket;
  const resource = need.on === 'bucket' ? bucketArn(partition, name) : objectArn(partition, name, key);
  const action = actionOf(need, request.versionId);
  const contexts = contextsWith(encryptionContext(asked), request);
  const { objectOwner } = request;
  const asking = { action, resource, bucket, contexts };
  return decideOnBucket(
    world,
    subject,
    objectOwner === undefined || isOwnerEnforced(bucket) ? asking : { ...asking, objectOwner },
  );
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
    contexts: contextsWith(noEncryption, request),
  });
}

function actionOf(need: S3Need, versionId: string | undefined): string {
  return versionId === undefined ? need.action : (need.versioned ?? need.action);
}

function contextsWith(own: Context, { context, contextDefaults }: ObjectRequest): readonly Context[] {
  if (!contextDefaults) return context ? [own, context] : [own];
  return context ? [own, contextDefaults, context] : [own, contextDefaults];
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html */
function isOwnerEnforced({ objectOwnership }: Bucket): boolean {
  return objectOwnership.known && objectOwnership.value === 'BucketOwnerEnforced';
}

const noEncryption = shared(contextOf(noEncryptionKeys));

function encryptionContext({ request, encryption, settings }: Asked): Context {
  const { encrypts } = operationNeeds[request.operation];
  if (encrypts === 'upload') return contextOf(partEncryptionKeys(request.upload, settings));
  if (!encryption) return noEncryption;
  const sent = request.headers ?? {};
  const headers = encrypts === 'update' ? { ...sent, algorithm: 'aws:kms' } : sent;
  return contextOf(sentEncryptionKeys(headers, encryption, settings));
}
