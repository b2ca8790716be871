import { bucketArn, known, type Fact } from '../../core';
import type { Located } from '../stacks/located';
import type { Place } from '../stacks/place';
import { follow } from '../world/attachment';
import { roleArnOf } from '../world/roles';
import { tagsOf } from '../world/tags';
import { isImported, tagFacts, targetsOf, told, type Ask, type Asking, type Askings, type Others } from './ask';
import { requestKeys, s3RequestKeys } from './need';

/** What terraform reads of every bucket, be it set there or not. @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
const bucketReads = [
  's3:GetAccelerateConfiguration',
  's3:GetBucketAcl',
  's3:GetBucketCORS',
  's3:GetBucketLogging',
  's3:GetBucketObjectLockConfiguration',
  's3:GetBucketPolicy',
  's3:GetBucketRequestPayment',
  's3:GetBucketTagging',
  's3:GetBucketVersioning',
  's3:GetBucketWebsite',
  's3:GetEncryptionConfiguration',
  's3:GetLifecycleConfiguration',
  's3:GetReplicationConfiguration',
  's3:ListBucket',
];

/** What terraform does for a resource that sets one thing at a bucket. @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
const settings = {
  aws_s3_bucket_inventory: ['s3:GetInventoryConfiguration', 's3:PutInventoryConfiguration'],
  aws_s3_bucket_lifecycle_configuration: ['s3:GetLifecycleConfiguration', 's3:PutLifecycleConfiguration'],
  aws_s3_bucket_logging: ['s3:GetBucketLogging', 's3:PutBucketLogging'],
  aws_s3_bucket_object_lock_configuration: [
    's3:GetBucketObjectLockConfiguration',
    's3:PutBucketObjectLockConfiguration',
  ],
  aws_s3_bucket_ownership_controls: ['s3:GetBucketOwnershipControls', 's3:PutBucketOwnershipControls'],
  aws_s3_bucket_policy: ['s3:GetBucketPolicy', 's3:PutBucketPolicy'],
  aws_s3_bucket_public_access_block: ['s3:GetBucketPublicAccessBlock', 's3:PutBucketPublicAccessBlock'],
  aws_s3_bucket_replication_configuration: ['s3:GetReplicationConfiguration', 's3:PutReplicationConfiguration'],
  aws_s3_bucket_server_side_encryption_configuration: [
    's3:GetEncryptionConfiguration',
    's3:PutEncryptionConfiguration',
  ],
  aws_s3_bucket_versioning: ['s3:GetBucketVersioning', 's3:PutBucketVersioning'],
};

/** What buckets and their settings ask for. */
export const bucketAskings: Askings = {
  aws_s3_bucket: (located, place) =>
    targetsOf(located.section.text('bucket'), []).flatMap((name) => bucketAsks(located, place, name)),
  ...Object.fromEntries(Object.entries(settings).map(([type, actions]) => [type, settingAsking(actions)])),
  aws_s3_bucket_inventory: inventoryAsks,
  aws_s3_bucket_replication_configuration: replicationAsks,
};

function bucketAsks(located: Located, place: Place, name: string): readonly Ask[] {
  const tags = tagFacts(tagsOf(located));
  const taken = [...(Object.keys(tags).length > 0 ? ['s3:PutBucketTagging'] : []), ...bucketReads];
  const made = isImported(located) ? [] : creationAsks(located, place, name);
  return [...made, ...onBucket(place, name, taken)];
}

/** Only later versions of the provider send the tags along. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
function creationAsks(located: Located, place: Place, name: string): readonly Ask[] {
  const { region } = place;
  const values = { ...s3RequestKeys(region), ...(region === 'us-east-1' ? {} : { 's3:LocationConstraint': region }) };
  const unknown = Object.keys(tagFacts(tagsOf(located)));
  const locked = located.section.flag('object_lock_enabled', false);
  const withLock = ['s3:PutBucketObjectLockConfiguration', 's3:PutBucketVersioning'];
  return [
    ...onBucket(place, name, ['s3:CreateBucket']).map((ask) => ({ ...ask, values, unknown })),
    ...(locked.known && !locked.value ? [] : onBucket(place, name, withLock)),
  ];
}

function onBucket({ partition, region }: Place, name: string, actions: readonly string[]): readonly Ask[] {
  const resource = bucketArn(partition, name);
  return actions.map((action) => ({ action, resource, values: s3RequestKeys(region) }));
}

function settingAsking(actions: readonly string[]): Asking {
  return ({ section }, place, others) => {
    const buckets = others('aws_s3_bucket').map((one) => one.section.text('bucket'));
    return targetsOf(section.text('bucket'), buckets).flatMap((name) => onBucket(place, name, actions));
  };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-s3-inventory-2 */
function inventoryAsks(located: Located, place: Place, others: Others): readonly Ask[] {
  const fields = follow(located.section.texts('optional_fields'), (listed): Fact<readonly string[] | undefined> =>
    known(listed.length > 0 ? listed : undefined),
  );
  const written = told(s3RequestKeys(place.region), { 's3:InventoryAccessibleOptionalFields': fields });
  return settingAsking(settings.aws_s3_bucket_inventory)(located, place, others).map((ask) =>
    ask.action === 's3:PutInventoryConfiguration' ? { ...ask, ...written } : ask,
  );
}

/** S3 is given the role with which it replicates. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html */
function replicationAsks(located: Located, place: Place, others: Others): readonly Ask[] {
  const values = { ...requestKeys(place.region), 'iam:PassedToService': 's3.amazonaws.com' };
  const roles = targetsOf(located.section.text('role'), others('aws_iam_role').map(roleArnOf));
  return [
    ...settingAsking(settings.aws_s3_bucket_replication_configuration)(located, place, others),
    ...roles.map((resource) => ({
      action: 'iam:PassRole',
      resource,
      values,
      unknown: ['iam:AssociatedResourceArn'],
    })),
  ];
}
