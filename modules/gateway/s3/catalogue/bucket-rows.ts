import { bucket, service, type ForwardedRow, type RefusedRow, type Shape } from './row';

/** A setting that decisions rest on: answered by the gateway, or taken over from the emulator's answer. */
interface SettingRow {
  readonly shape: Shape;
  readonly action: string;
}

/** Answered by the gateway alone. */
export const ownSettingRows = {
  GetBucketPolicy: { shape: bucket('GET', 'policy'), action: 's3:GetBucketPolicy' },
  PutBucketPolicy: { shape: bucket('PUT', 'policy'), action: 's3:PutBucketPolicy' },
  DeleteBucketPolicy: { shape: bucket('DELETE', 'policy'), action: 's3:DeleteBucketPolicy' },
  GetBucketPolicyStatus: { shape: bucket('GET', 'policyStatus'), action: 's3:GetBucketPolicyStatus' },
  GetBucketEncryption: { shape: bucket('GET', 'encryption'), action: 's3:GetEncryptionConfiguration' },
  PutBucketEncryption: { shape: bucket('PUT', 'encryption'), action: 's3:PutEncryptionConfiguration' },
  DeleteBucketEncryption: { shape: bucket('DELETE', 'encryption'), action: 's3:PutEncryptionConfiguration' },
  GetBucketLocation: { shape: bucket('GET', 'location'), action: 's3:GetBucketLocation' },
  PutBucketAcl: { shape: bucket('PUT', 'acl'), action: 's3:PutBucketAcl' },
} satisfies { readonly [operation: string]: SettingRow };

/** Done by the emulator, and remembered by the gateway. */
export const mirroredSettingRows = {
  PutPublicAccessBlock: { shape: bucket('PUT', 'publicAccessBlock'), action: 's3:PutBucketPublicAccessBlock' },
  DeletePublicAccessBlock: { shape: bucket('DELETE', 'publicAccessBlock'), action: 's3:PutBucketPublicAccessBlock' },
  PutBucketOwnershipControls: {
    shape: bucket('PUT', 'ownershipControls'),
    action: 's3:PutBucketOwnershipControls',
  },
  DeleteBucketOwnershipControls: {
    shape: bucket('DELETE', 'ownershipControls'),
    action: 's3:PutBucketOwnershipControls',
  },
  DeleteBucket: { shape: bucket('DELETE'), action: 's3:DeleteBucket' },
} satisfies { readonly [operation: string]: SettingRow };

/** Answered by functions of their own. */
export const serviceRows = {
  CreateBucket: { shape: bucket('PUT') },
  DeleteObjects: { shape: bucket('POST', 'delete') },
  ListBuckets: { shape: service('GET') },
  PostObject: { shape: bucket('POST') },
} satisfies { readonly [operation: string]: { readonly shape: Shape } };

/** What is read, written and deleted under one parameter of the query, by one name of permission. */
function setting(parameter: string, name: string, permission: string, harmless: string) {
  const read = { shape: bucket('GET', parameter), action: `s3:Get${permission}`, harmless };
  const write = { action: `s3:Put${permission}`, harmless };
  return {
    [`Get${name}`]: read,
    [`Put${name}`]: { ...write, shape: bucket('PUT', parameter) },
  };
}

function removal(name: string, parameter: string, permission: string, harmless: string) {
  return { [name]: { shape: bucket('DELETE', parameter), action: permission, harmless } };
}

/** Settings of which a bucket has many, each with an id. */
function manySettings(parameter: string, name: string, harmless: string) {
  const permission = `s3:Get${name}Configuration`;
  return {
    ...setting(parameter, `Bucket${name}Configuration`, `${name}Configuration`, harmless),
    [`GetBucket${name}Configuration`]: { shape: bucket('GET', parameter, 'id'), action: permission, harmless },
    [`ListBucket${name}Configurations`]: { shape: bucket('GET', parameter), action: permission, harmless },
    ...removal(`DeleteBucket${name}Configuration`, parameter, `s3:Put${name}Configuration`, harmless),
  };
}

const stored = 'the emulator keeps the setting and nobody acts on it:';
const rules = {
  lifecycle: `${stored} nothing expires`,
  cors: `${stored} browsers are not served`,
  replication: `${stored} nothing is replicated`,
  website: `${stored} no website endpoint is served`,
  tagging: 'tags of a bucket decide nothing while ABAC is refused',
};

/**
 * Permitted by S3's policies alone, and kept by the emulator.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export const forwardedBucketRows: { readonly [operation: string]: ForwardedRow } = {
  ...setting('accelerate', 'BucketAccelerateConfiguration', 'AccelerateConfiguration', `${stored} nothing is faster`),
  ...manySettings('analytics', 'Analytics', `${stored} nothing is analysed`),
  ...setting('cors', 'BucketCors', 'BucketCORS', rules.cors),
  ...removal('DeleteBucketCors', 'cors', 's3:PutBucketCORS', rules.cors),
  ...manySettings('intelligent-tiering', 'IntelligentTiering', `${stored} nothing is moved`),
  ...manySettings('inventory', 'Inventory', `${stored} no report is written`),
  ...setting('lifecycle', 'BucketLifecycleConfiguration', 'LifecycleConfiguration', rules.lifecycle),
  ...removal('DeleteBucketLifecycle', 'lifecycle', 's3:PutLifecycleConfiguration', rules.lifecycle),
  ...setting('logging', 'BucketLogging', 'BucketLogging', `${stored} no log is written`),
  ...manySettings('metrics', 'Metrics', `${stored} nothing is measured`),
  ...setting('notification', 'BucketNotificationConfiguration', 'BucketNotification', `${stored} nobody is told`),
  ...setting('object-lock', 'ObjectLockConfiguration', 'BucketObjectLockConfiguration', 'the emulator enforces it'),
  ...setting('replication', 'BucketReplication', 'ReplicationConfiguration', rules.replication),
  ...removal('DeleteBucketReplication', 'replication', 's3:PutReplicationConfiguration', rules.replication),
  ...setting('requestPayment', 'BucketRequestPayment', 'BucketRequestPayment', `${stored} nothing is billed`),
  ...setting('tagging', 'BucketTagging', 'BucketTagging', rules.tagging),
  ...removal('DeleteBucketTagging', 'tagging', 's3:PutBucketTagging', rules.tagging),
  ...setting('versioning', 'BucketVersioning', 'BucketVersioning', 'each answer of the emulator names the version'),
  ...setting('website', 'BucketWebsite', 'BucketWebsite', rules.website),
  ...removal('DeleteBucketWebsite', 'website', 's3:DeleteBucketWebsite', rules.website),
  GetBucketAcl: {
    shape: bucket('GET', 'acl'),
    action: 's3:GetBucketAcl',
    harmless: 'no ACL but that of the owner is ever taken',
  },
  GetBucketOwnershipControls: {
    shape: bucket('GET', 'ownershipControls'),
    action: 's3:GetBucketOwnershipControls',
    harmless: 'it only reads what was mirrored',
  },
  GetPublicAccessBlock: {
    shape: bucket('GET', 'publicAccessBlock'),
    action: 's3:GetBucketPublicAccessBlock',
    harmless: 'it only reads what was mirrored',
  },
};

const tables = 'the emulator keeps no metadata tables';
const abac = 'the engine does not judge the tags of buckets';
const directories = 'there are no directory buckets';

function refusedTables(parameter: string, name: string): { readonly [operation: string]: RefusedRow } {
  return {
    [`CreateBucket${name}`]: { shape: bucket('POST', parameter), why: tables },
    [`GetBucket${name}`]: { shape: bucket('GET', parameter), why: tables },
    [`DeleteBucket${name}`]: { shape: bucket('DELETE', parameter), why: tables },
  };
}

export const refusedBucketRows: { readonly [operation: string]: RefusedRow } = {
  ...refusedTables('metadataConfiguration', 'MetadataConfiguration'),
  ...refusedTables('metadataTable', 'MetadataTableConfiguration'),
  CreateSession: { shape: bucket('GET', 'session'), why: directories },
  GetBucketAbac: { shape: bucket('GET', 'abac'), why: abac },
  ListDirectoryBuckets: { shape: service('GET', 'x-id=ListDirectoryBuckets'), why: directories },
  PutBucketAbac: { shape: bucket('PUT', 'abac'), why: abac },
  UpdateBucketMetadataAnnotationTableConfiguration: { shape: bucket('PUT', 'metadataAnnotationTable'), why: tables },
  UpdateBucketMetadataInventoryTableConfiguration: { shape: bucket('PUT', 'metadataInventoryTable'), why: tables },
  UpdateBucketMetadataJournalTableConfiguration: { shape: bucket('PUT', 'metadataJournalTable'), why: tables },
};
