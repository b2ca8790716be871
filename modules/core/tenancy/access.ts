import { bucketArn, objectArn } from '../arn';
import type { PolicyStatement } from '../policy/document';
import type { Placement } from './placement';
import type { Access } from './tenant';

/** The S3 actions on objects; what KMS must allow comes by a grant. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
const objectActions: { readonly [access in Access]: readonly string[] } = {
  reader: ['s3:GetObject', 's3:GetObjectVersion'],
  writer: ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject'],
};

const bucketActions: { readonly [access in Access]: readonly string[] } = {
  reader: ['s3:ListBucket'],
  writer: [],
};

/** The least that a role needs in S3 to read or write a tenant's whole bucket. A writer does not read. */
export function accessStatements(
  { partition }: Pick<Placement, 'partition'>,
  bucketName: string,
  access: Access,
): readonly PolicyStatement[] {
  const onObjects: PolicyStatement = {
    Sid: access === 'writer' ? 'WriteObjects' : 'ReadObjects',
    Effect: 'Allow',
    Action: objectActions[access],
    Resource: objectArn(partition, bucketName, '*'),
  };
  if (bucketActions[access].length === 0) return [onObjects];
  const onBucket: PolicyStatement = {
    Sid: 'ListObjects',
    Effect: 'Allow',
    Action: bucketActions[access],
    Resource: bucketArn(partition, bucketName),
  };
  return [onObjects, onBucket];
}

/** Who may assume a role. */
export function trustStatements(trustedArns: readonly string[]): readonly PolicyStatement[] {
  return [{ Sid: 'AssumeRole', Effect: 'Allow', Principal: { AWS: trustedArns }, Action: 'sts:AssumeRole' }];
}
