import {
  accountRootArn,
  bucketArn,
  describeAccount,
  describeGrant,
  describeKey,
  describeRole,
  describeWorld,
  grantOperations,
  known,
  policyDocument,
  type PolicyStatement,
  type Role,
  type Tenant,
  type World,
} from '../../modules/core';
import { synthesizedWorld } from './synthesized-world';
import { accountId, acme, createdWriter, deployment, environmentOf } from './tenancy';

export const foreignAccount = '999988887777';

const everything: PolicyStatement = { Sid: 'Everything', Effect: 'Allow', Action: '*', Resource: '*' };

function powerful(arn: string): Role {
  const document = known(policyDocument([everything]));
  return describeRole({ arn, identityPolicies: known([{ name: 'everything', document }]) });
}

/** Everybody who is asked about beside the tenants' own roles; each has every permission that its account can give. */
export const people = {
  deployer: deployment.deployerArn,
  /** An administrator of the account. */
  administrator: `arn:aws:iam::${accountId}:role/administrator`,
  /** An administrator whom the key lets in as well, so that the bucket policy alone stands in the way. */
  insider: `arn:aws:iam::${accountId}:role/insider`,
  outsider: `arn:aws:iam::${foreignAccount}:role/outsider`,
} as const;

export const tenants: readonly Tenant[] = ['acme', 'beta'].map((id) => ({
  ...acme,
  id,
  principals: [createdWriter, { ...createdWriter, name: 'reports', access: 'reader' }],
}));

export function roleOf(tenant: string, name: 'app' | 'reports'): string {
  return `arn:aws:iam::${accountId}:role/tenants/corp-${tenant}-${name}`;
}

export function bucketOf(tenant: string): string {
  return `corp-${tenant}`;
}

/** A key of the account that delegates to its identity policies, as KMS makes them. */
export const otherKeyArn = `arn:aws:kms:eu-west-1:${accountId}:key/other`;

const read = synthesizedWorld(environmentOf(...tenants));

/** What was left out or malformed: nothing. */
export const { diagnostics } = read;

export function keyOf(tenant: string): string {
  const keyArn = read.world.tenants.get(tenant)?.keyArn;
  if (!keyArn?.known) throw new Error(`the key of ${tenant} is not known`);
  return keyArn.value;
}

/** The synthesized stacks, with nothing unknown around them. */
export const world: World = describeWorld({
  complete: true,
  accounts: [describeAccount({ id: accountId }), describeAccount({ id: foreignAccount })],
  principals: [...read.world.principals.values(), ...Object.values(people).map(powerful)],
  buckets: [...read.world.buckets.values()].map((one) => ({ ...one, blockedEncryptionTypes: known([]) })),
  keys: [
    ...read.world.keys.values(),
    describeKey({
      arn: otherKeyArn,
      policy: known(
        policyDocument([{ ...everything, Principal: { AWS: accountRootArn('aws', accountId) }, Action: 'kms:*' }]),
      ),
    }),
  ],
  grants: [
    ...read.world.grants.values(),
    ...tenants.map(({ id }) =>
      describeGrant({
        id: `insider-${id}`,
        keyArn: keyOf(id),
        granteePrincipal: known(people.insider),
        operations: known(grantOperations(['reader', 'writer'])),
        constraints: known({ encryptionContextEquals: { 'aws:s3:arn': bucketArn('aws', bucketOf(id)) } }),
      }),
    ),
  ],
  tenants: [...read.world.tenants.values()],
});
