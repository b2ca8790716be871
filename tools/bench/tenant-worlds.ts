import {
  accessStatements,
  bucketArn,
  dedicatedEnforcementStatements,
  describeAccount,
  describeBucket,
  describeGrant,
  describeKey,
  describeRole,
  describeWorld,
  grantOperations,
  known,
  policyDocument,
  tenantKeyStatements,
  type Access,
  type NamedDocument,
  type Placement,
  type PolicyStatement,
  type Role,
  type World,
  type WorldParts,
} from '../../modules/core';

export const platformAccount = '111122223333';
export const region = 'eu-west-1';

export const placement: Placement = {
  name: 'main',
  accountId: platformAccount,
  region,
  partition: 'aws',
  deployerArn: `arn:aws:iam::${platformAccount}:role/deployer`,
  namePrefix: 'corp',
  rolePath: '/tenants/',
};

export function roleArnOf(name: string): string {
  return `arn:aws:iam::${platformAccount}:role/tenants/${name}`;
}

export function keyArnOf(tenant: string): string {
  return `arn:aws:kms:${region}:${platformAccount}:key/${tenant}`;
}

export function bucketNameOf(tenant: string): string {
  return `corp-${tenant}`;
}

export function named(name: string, statements: readonly PolicyStatement[]): NamedDocument {
  return { name, document: known(policyDocument(statements)) };
}

/** Everything that one dedicated tenant has: a reader, a writer, a bucket, a key and two grants. */
export function dedicatedTenant(id: string): Required<Omit<WorldParts, 'accounts' | 'complete'>> {
  const bucket = bucketNameOf(id);
  const keyArn = keyArnOf(id);
  const accesses: readonly Access[] = ['reader', 'writer'];
  return {
    principals: accesses.map((access) => accessRole(id, access)),
    buckets: [
      describeBucket({
        name: bucket,
        accountId: platformAccount,
        region,
        encryption: known({ algorithm: 'aws:kms', keyId: known(keyArn), bucketKeyEnabled: known(true) }),
        policy: known(
          policyDocument(dedicatedEnforcementStatements({ placement, bucketName: bucket, keyArns: [keyArn] })),
        ),
      }),
    ],
    keys: [describeKey({ arn: keyArn, policy: known(policyDocument(keyStatements(id, bucket))) })],
    grants: accesses.map((access) =>
      describeGrant({
        id: `${id}-${access}`,
        keyArn,
        granteePrincipal: known(roleArnOf(`${id}-${access}`)),
        operations: known(grantOperations([access])),
        constraints: known({ encryptionContextEquals: { 'aws:s3:arn': bucketArn('aws', bucket) } }),
      }),
    ),
    tenants: [{ id, bucket, keyArn: known(keyArn) }],
  };
}

function accessRole(id: string, access: Access): Role {
  const statements = accessStatements(placement, bucketNameOf(id), access);
  return describeRole({ arn: roleArnOf(`${id}-${access}`), identityPolicies: known([named('access', statements)]) });
}

function keyStatements(id: string, bucketName: string): readonly PolicyStatement[] {
  return tenantKeyStatements({
    placement,
    bucketName,
    granteeArns: [roleArnOf(`${id}-reader`), roleArnOf(`${id}-writer`)],
    grantedAccess: ['reader', 'writer'],
    users: [],
  });
}

/** The deployer, who may do everything that the account can give. */
export const deployer = describeRole({
  arn: placement.deployerArn,
  identityPolicies: known([named('admin', [{ Sid: 'Admin', Effect: 'Allow', Action: '*', Resource: '*' }])]),
});

/** A world of dedicated tenants in one account, with what is added. */
export function tenantWorld(ids: readonly string[], more: WorldParts = {}): World {
  const tenants = ids.map(dedicatedTenant);
  return describeWorld({
    complete: more.complete ?? true,
    accounts: [describeAccount({ id: platformAccount }), ...(more.accounts ?? [])],
    principals: [deployer, ...tenants.flatMap((one) => one.principals), ...(more.principals ?? [])],
    buckets: [...tenants.flatMap((one) => one.buckets), ...(more.buckets ?? [])],
    keys: [...tenants.flatMap((one) => one.keys), ...(more.keys ?? [])],
    grants: [...tenants.flatMap((one) => one.grants), ...(more.grants ?? [])],
    tenants: [...tenants.flatMap((one) => one.tenants), ...(more.tenants ?? [])],
  });
}
