import { bucketArn, objectArn } from '../arn';
import type { PolicyStatement } from '../policy/document';
import type { Placement } from './placement';

/** Whether the client named an algorithm in a header; default encryption never fills it. */
const algorithm = 's3:x-amz-server-side-encryption';
/** The key that S3 will use. Whether default encryption fills it is disputed, so our statements hold under both readings. */
const keyId = 's3:x-amz-server-side-encryption-aws-kms-key-id';
const customerAlgorithm = 's3:x-amz-server-side-encryption-customer-algorithm';

/** Every action that decides under which key an object lies. */
const writes = ['s3:PutObject', 's3:ReplicateObject', 's3:UpdateObjectEncryption'];

export interface DedicatedEnforcement {
  readonly placement: Placement;
  readonly bucketName: string;
  /** Full ARNs of the keys that may encrypt this bucket's objects. */
  readonly keyArns: readonly string[];
}

/**
 * Denies every write under no key or another's key in a bucket of one tenant, and every request without TLS.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#require-sse-kms
 */
export function dedicatedEnforcementStatements(props: DedicatedEnforcement): readonly PolicyStatement[] {
  const { partition, deployerArn } = props.placement;
  const bucket = bucketArn(partition, props.bucketName);
  const objects = objectArn(partition, props.bucketName, '*');
  return [
    deny('DenyOtherAlgorithms', writes, objects, {
      Null: { [algorithm]: 'false' },
      StringNotEquals: { [algorithm]: 'aws:kms' },
    }),
    deny('DenyOtherKeys', writes, objects, { Null: { [keyId]: 'false' }, StringNotEquals: { [keyId]: props.keyArns } }),
    deny('DenyKmsWithoutKey', 's3:PutObject', objects, {
      StringEquals: { [algorithm]: 'aws:kms' },
      Null: { [keyId]: 'true' },
    }),
    deny('DenyCustomerKeys', ['s3:PutObject', 's3:ReplicateObject'], objects, {
      Null: { [customerAlgorithm]: 'false' },
    }),
    deny('DenyEncryptionChange', 's3:PutEncryptionConfiguration', bucket, {
      ArnNotLike: { 'aws:PrincipalArn': deployerArn },
    }),
    deny('DenyFormUploads', 's3:PutObject', objects, { StringEquals: { 's3:authType': 'POST' } }),
    deny('DenyPlainHttp', 's3:*', [bucket, objects], { Bool: { 'aws:SecureTransport': 'false' } }),
  ];
}

function deny(
  Sid: string,
  Action: string | readonly string[],
  Resource: string | readonly string[],
  Condition: NonNullable<PolicyStatement['Condition']>,
): PolicyStatement {
  return { Sid, Effect: 'Deny', Principal: '*', Action, Resource, Condition };
}
