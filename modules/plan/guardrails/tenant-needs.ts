import {
  accessStatements,
  bucketArn,
  objectArn,
  parseArn,
  s3ContextKey,
  type Bucket,
  type Grant,
  type VendedTenant,
  type World,
} from '../../core';
import { asList, isJsonObject } from '../stacks/json';
import { requestKeys, s3RequestKeys, type VendNeed } from './need';

/** What the principals of every tenant must be able to do: those who have a grant on its key. */
export function tenantNeeds(world: World): readonly VendNeed[] {
  return [...world.tenants.values()].flatMap((tenant) => {
    const bucket = world.buckets.get(tenant.bucket);
    const grants = [...world.grants.values()].filter(
      ({ keyArn }) => tenant.keyArn.known && keyArn === tenant.keyArn.value,
    );
    return bucket ? grants.flatMap((grant) => grantNeeds(world, tenant, bucket, grant)) : [];
  });
}

function grantNeeds(world: World, tenant: VendedTenant, bucket: Bucket, grant: Grant): readonly VendNeed[] {
  const { granteePrincipal, operations } = grant;
  if (!granteePrincipal.known || !operations.known) return [];
  const principal = granteePrincipal.value;
  const need = { of: tenant.id, principal, unknown: [] };
  const inS3 = { ...need, accountId: bucket.accountId };
  const onKey = { ...need, accountId: parseArn(grant.keyArn)?.accountId ?? '', resource: grant.keyArn };
  return [
    ...assumptions(world, tenant.id, principal),
    ...s3Needs(bucket, grant.keyArn, operations.value).map((one) => ({ ...inS3, ...one })),
    ...operations.value.map((operation) => ({ ...onKey, action: `kms:${operation}`, values: throughS3(bucket) })),
  ];
}

/** Who writes makes data keys; who only decrypts reads. */
function s3Needs(
  bucket: Bucket,
  keyArn: string,
  operations: readonly string[],
): readonly Pick<VendNeed, 'action' | 'resource' | 'values'>[] {
  const { partition, accountId, name, region } = bucket;
  const writes = operations.includes('GenerateDataKey');
  const values = s3RequestKeys(region);
  const written = { ...values, 's3:x-amz-server-side-encryption-aws-kms-key-id': keyArn };
  const onObjects = objectArn(partition, name, '*');
  return accessStatements({ partition, accountId }, name, writes ? 'writer' : 'reader').flatMap(
    ({ Action, Resource }) =>
      asList(Action).flatMap((action) =>
        typeof action === 'string'
          ? {
              action,
              resource: Resource === onObjects ? objectArn(partition, name, 'object') : bucketArn(partition, name),
              values: action === 's3:PutObject' ? written : values,
            }
          : [],
      ),
  );
}

/** What KMS sees of a call that S3 makes for somebody under a Bucket Key. */
function throughS3({ partition, name, region }: Bucket): VendNeed['values'] {
  return {
    ...requestKeys(region),
    'aws:ViaAWSService': 'true',
    'kms:ViaService': `s3.${region}.amazonaws.com`,
    [`kms:EncryptionContext:${s3ContextKey}`]: bucketArn(partition, name),
    'kms:EncryptionContextKeys': [s3ContextKey],
  };
}

/** A role that the stacks make has to be assumed first, by each role or user that it trusts. */
function assumptions(world: World, of: string, roleArn: string): readonly VendNeed[] {
  const role = world.principals.get(roleArn);
  if (role?.kind !== 'role' || !role.trustPolicy.known) return [];
  return trustedArns(role.trustPolicy.value).map((principal) => ({
    of,
    principal,
    action: 'sts:AssumeRole',
    resource: roleArn,
    accountId: role.accountId,
    values: { 'aws:SecureTransport': 'true', 'aws:ViaAWSService': 'false' },
    unknown: [],
  }));
}

/** An account as a whole is nobody whose request could be judged. */
function trustedArns(trustPolicy: unknown): readonly string[] {
  const statements = asList(isJsonObject(trustPolicy) ? trustPolicy['Statement'] : undefined);
  return statements.flatMap((statement) => {
    const principal = isJsonObject(statement) ? statement['Principal'] : undefined;
    const arns = asList(isJsonObject(principal) ? principal['AWS'] : undefined);
    return arns.filter((arn) => typeof arn === 'string').filter((arn) => /:(?:role|user)\//.test(arn));
  });
}
