import {
  describeBucket,
  describeKey,
  describeRole,
  known,
  type Bucket,
  type KmsKey,
  type WorldParts,
} from '../../modules/core';
import { compile } from '../../modules/evaluation/world/compiled-world';
import { contextOf } from '../../modules/evaluation/world/context';
import { decideObjectRequest } from '../../modules/evaluation/world/decide-object-request';
import type { ObjectEncryption } from '../../modules/evaluation/world/object-encryption';
import {
  defaultObjectSettings,
  type ObjectDecision,
  type ObjectRequest,
  type ObjectSettings,
} from '../../modules/evaluation/world/object-request';
import {
  bucketNameOf,
  keyArnOf,
  named,
  platformAccount,
  region,
  roleArnOf,
  tenantWorld,
} from '../../tools/bench/tenant-worlds';

export const ownKey = keyArnOf('acme');
export const foreignKey = keyArnOf('other');
export const bucketName = bucketNameOf('acme');
export const tls = contextOf({ 'aws:SecureTransport': known('true') });

/** How an object of the tenant lies there, under its Bucket Key and without one. */
export const stored: ObjectEncryption = { kind: 'aws:kms', keyArn: ownKey, bucketKeyEnabled: true };
export const storedWithoutBucketKey: ObjectEncryption = { ...stored, bucketKeyEnabled: false };

/** A role with every permission in S3 and KMS, under key policies that leave the say to its account. */
export const master = describeRole({
  arn: roleArnOf('master'),
  identityPolicies: known([named('all', [{ Sid: 'All', Effect: 'Allow', Action: ['s3:*', 'kms:*'], Resource: '*' }])]),
});
const delegated = known({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { AWS: platformAccount }, Action: 'kms:*', Resource: '*' },
});

export function openKey(arn: string, parts: Partial<KmsKey> = {}): KmsKey {
  return describeKey({ arn, policy: delegated, ...parts });
}

/** Adds the master, and keys that it may use. */
export function openWorld(parts: Partial<KmsKey> = {}): WorldParts {
  return { principals: [master], keys: [openKey(ownKey, parts), openKey(foreignKey)] };
}

/** The tenant's bucket with nothing but the given parts. */
export function plainBucket(parts: Partial<Bucket> = {}): Bucket {
  return describeBucket({ name: bucketName, accountId: platformAccount, region, ...parts });
}

/** Decides a request of the master, unless it says otherwise, in a world of two tenants and what is added. */
export function decideIn(
  more: WorldParts,
  request: Partial<ObjectRequest>,
  settings: Partial<ObjectSettings> = {},
): ObjectDecision {
  const world = compile(tenantWorld(['acme', 'other'], more));
  const complete: ObjectRequest = {
    operation: 'PutObject',
    principal: master.arn,
    bucket: bucketName,
    key: 'dir/file',
    context: tls,
    ...request,
  };
  return decideObjectRequest(world, complete, { ...defaultObjectSettings, ...settings });
}
