import type { PolicyStatement } from '../policy/document';

/** Whether the client named an algorithm in a header; default encryption never fills it. */
const algorithm = 's3:x-amz-server-side-encryption';
/** The key that S3 will use. Whether default encryption fills it is disputed, so our statements hold under both readings. */
const keyId = 's3:x-amz-server-side-encryption-aws-kms-key-id';
const customerAlgorithm = 's3:x-amz-server-side-encryption-customer-algorithm';

/** Every action that decides under which key an object lies. */
export const writes = ['s3:PutObject', 's3:ReplicateObject', 's3:UpdateObjectEncryption'];

/** Every list of what is in a bucket: objects, versions, uploads. */
export const lists = 's3:ListBucket*';

/** A statement that denies to everybody to whom its condition applies. */
export function deny(
  Sid: string,
  Action: string | readonly string[],
  Resource: string | readonly string[],
  Condition: NonNullable<PolicyStatement['Condition']>,
): PolicyStatement {
  return { Sid, Effect: 'Deny', Principal: '*', Action, Resource, Condition };
}

export function denyOtherAlgorithms(objects: string): PolicyStatement {
  return deny('DenyOtherAlgorithms', writes, objects, {
    Null: { [algorithm]: 'false' },
    StringNotEquals: { [algorithm]: 'aws:kms' },
  });
}

/** Lets a write pass whose key cannot be seen: under the reading in which headers alone fill the key, a header-less one. */
export function denyOtherKeys(sid: string, objects: string, keyArns: readonly string[]): PolicyStatement {
  return deny(sid, writes, objects, { Null: { [keyId]: 'false' }, StringNotEquals: { [keyId]: keyArns } });
}

/** A negated operator is true of what is absent, so this denies as well whatever does not show its key. */
export function denyAllButKeys(sid: string, objects: string, keyArns: readonly string[]): PolicyStatement {
  return deny(sid, writes, objects, { StringNotEquals: { [keyId]: keyArns } });
}

export function denyKmsWithoutKey(objects: string): PolicyStatement {
  return deny('DenyKmsWithoutKey', 's3:PutObject', objects, {
    StringEquals: { [algorithm]: 'aws:kms' },
    Null: { [keyId]: 'true' },
  });
}

export function denyCustomerKeys(objects: string): PolicyStatement {
  return deny('DenyCustomerKeys', ['s3:PutObject', 's3:ReplicateObject'], objects, {
    Null: { [customerAlgorithm]: 'false' },
  });
}

/** Default encryption of another key would pass every other statement. */
export function denyEncryptionChange(bucket: string, deployerArn: string): PolicyStatement {
  return deny('DenyEncryptionChange', 's3:PutEncryptionConfiguration', bucket, {
    ArnNotLike: { 'aws:PrincipalArn': deployerArn },
  });
}

/** The encryption fields of a form are not known to fill the keys that are tested here. */
export function denyFormUploads(objects: string): PolicyStatement {
  return deny('DenyFormUploads', 's3:PutObject', objects, { StringEquals: { 's3:authType': 'POST' } });
}

export function denyPlainHttp(bucket: string, objects: string): PolicyStatement {
  return deny('DenyPlainHttp', 's3:*', [bucket, objects], { Bool: { 'aws:SecureTransport': 'false' } });
}

/** A bare test whether the key is absent, as the article and the user guide print it. */
export function denyWithoutKey(sid: string, objects: string): PolicyStatement {
  return deny(sid, 's3:PutObject', objects, { Null: { [keyId]: 'true' } });
}

/** Denies what names no algorithm as well, for a negated operator is true of what is absent. */
export function denyWithoutKmsHeader(sid: string, objects: string): PolicyStatement {
  return deny(sid, 's3:PutObject', objects, { StringNotEquals: { [algorithm]: 'aws:kms' } });
}
