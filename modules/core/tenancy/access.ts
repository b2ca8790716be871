import { bucketArn, objectArn } from '../arn';
import type { PolicyCondition, PolicyStatement } from '../policy/document';
import type { Placement } from './placement';
import { groupByAccess, tagConditions } from './principal-tags';
import type { Access, PrincipalTags } from './tenant';

/** The S3 actions on objects; what KMS must allow comes by a grant. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
const objectActions: { readonly [access in Access]: readonly string[] } = {
  reader: ['s3:GetObject', 's3:GetObjectVersion'],
  writer: ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject'],
};

const bucketActions: { readonly [access in Access]: readonly string[] } = {
  reader: ['s3:ListBucket'],
  writer: [],
};

/** What narrows an access further. */
export interface AccessScope {
  /** With its closing slash. @default the whole bucket */
  readonly prefix?: string;
  /** Tags that the caller must carry, all of them, as a principal of the placement's account. @default none */
  readonly principalTags?: PrincipalTags;
}

/** The least that a role needs in S3 to read or write a tenant's bucket or prefix. A writer does not read. */
export function accessStatements(
  placement: Pick<Placement, 'partition' | 'accountId'>,
  bucketName: string,
  access: Access,
  scope: AccessScope = {},
): readonly PolicyStatement[] {
  const { prefix, principalTags } = scope;
  const tagged = tagConditions(placement, principalTags);
  const onObjects: PolicyStatement = {
    Sid: access === 'writer' ? 'WriteObjects' : 'ReadObjects',
    Effect: 'Allow',
    Action: objectActions[access],
    Resource: objectArn(placement.partition, bucketName, `${prefix ?? ''}*`),
    ...when({ StringEquals: tagged }),
  };
  if (bucketActions[access].length === 0) return [onObjects];
  const onBucket: PolicyStatement = {
    Sid: 'ListObjects',
    Effect: 'Allow',
    Action: bucketActions[access],
    Resource: bucketArn(placement.partition, bucketName),
    ...when({ StringLike: prefix === undefined ? {} : { 's3:prefix': `${prefix}*` }, StringEquals: tagged }),
  };
  return [onObjects, onBucket];
}

/** A condition without operators that test nothing; no condition when nothing is tested. */
function when(condition: PolicyCondition): { readonly Condition?: PolicyCondition } {
  const tested = Object.entries(condition).filter(([, keys]) => Object.keys(keys).length > 0);
  return tested.length === 0 ? {} : { Condition: Object.fromEntries(tested) };
}

/** A principal that exists already and whose own policies are not ours to write. */
export interface NamedPrincipal {
  readonly arn: string;
  readonly access: Access;
  /** @default no tag is asked for */
  readonly principalTags?: PrincipalTags;
}

/**
 * The statements of a bucket policy that let existing principals in, in the placement's account or another: a foreign
 * one needs the same in its own account. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-walkthroughs-managing-access-example2.html
 */
export function namedAccessStatements(
  placement: Placement,
  bucketName: string,
  principals: readonly NamedPrincipal[],
  part: { readonly prefix?: string; readonly sidSuffix?: string } = {},
): readonly PolicyStatement[] {
  const { prefix, sidSuffix = '' } = part;
  return groupByAccess(principals).flatMap(({ arns, access, principalTags, sidSuffix: tagSuffix }) =>
    accessStatements(placement, bucketName, access, { ...(prefix !== undefined && { prefix }), principalTags }).map(
      ({ Sid, ...rest }) => ({ ...rest, Sid: `${Sid}${tagSuffix}${sidSuffix}`, Principal: { AWS: arns } }),
    ),
  );
}

/** Who may assume a role; when tags are asked for, with tags for the session. */
export function trustStatements(
  trustedArns: readonly string[],
  principalTags: PrincipalTags = {},
): readonly PolicyStatement[] {
  const tagging = Object.keys(principalTags).length > 0;
  const Action = tagging ? ['sts:AssumeRole', 'sts:TagSession'] : 'sts:AssumeRole';
  return [{ Sid: 'AssumeRole', Effect: 'Allow', Principal: { AWS: trustedArns }, Action }];
}
