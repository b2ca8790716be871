import fc from 'fast-check';
import {
  describeAccount,
  describeKey,
  describeRole,
  known,
  type Bucket,
  type KmsKey,
  type NamedDocument,
  type Principal,
  type World,
} from '../../modules/core';
import { keyArnOf, named, platformAccount, roleArnOf, tenantWorld } from '../../tools/bench/tenant-worlds';

/** One change to a world, by name. */
export type WorldEdit = (world: World) => World;

const foreigner = 'arn:aws:iam::444455556666:role/guest';
const objects = 'arn:aws:s3:::corp-a/*';

function put<T>(map: ReadonlyMap<string, T>, name: string, change: (thing: T) => T): ReadonlyMap<string, T> {
  const thing = map.get(name);
  return thing === undefined ? map : new Map([...map, [name, change(thing)]]);
}

function without<T>(map: ReadonlyMap<string, T>, name: string): ReadonlyMap<string, T> {
  return new Map([...map].filter(([key]) => key !== name));
}

function bucketPolicy(...Statement: readonly object[]): WorldEdit {
  const policy = known({ Version: '2012-10-17', Statement });
  return (world) => ({ ...world, buckets: put(world.buckets, 'corp-a', (bucket): Bucket => ({ ...bucket, policy })) });
}

function keyPolicy(...Statement: readonly object[]): WorldEdit {
  const policy = known({ Version: '2012-10-17', Statement });
  return (world) => ({ ...world, keys: put(world.keys, keyArnOf('a'), (key): KmsKey => ({ ...key, policy })) });
}

function withPrincipal(principal: Principal): WorldEdit {
  return (world) => ({ ...world, principals: new Map([...world.principals, [principal.arn, principal]]) });
}

function identity(statement: object): readonly NamedDocument[] {
  return [{ name: 'own', document: known({ Version: '2012-10-17', Statement: statement }) }];
}

const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: objects };
const useKey = { Effect: 'Allow', Action: 'kms:*', Resource: '*' };

/** Changes of every kind that bears on access, all of them known. */
export const worldEdits: Readonly<Record<string, WorldEdit>> = {
  'bucket lets in everyone': bucketPolicy({
    ...allow,
    Principal: '*',
    Action: 's3:*',
    Resource: ['arn:aws:s3:::corp-a', objects],
  }),
  'bucket lets in a guest under a prefix': bucketPolicy({
    ...allow,
    Principal: { AWS: foreigner },
    Action: 's3:*Object',
    Resource: 'arn:aws:s3:::corp-a/in*',
  }),
  'bucket lets in an account': bucketPolicy({ ...allow, Principal: { AWS: '444455556666' } }),
  'bucket lets in all but one': bucketPolicy({ ...allow, NotPrincipal: { AWS: foreigner } }),
  'bucket lets in a service': bucketPolicy({
    ...allow,
    Principal: { Service: 'logging.s3.amazonaws.com' },
    Action: 's3:PutObject',
  }),
  'bucket denies all but deployers': bucketPolicy({
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: '*',
    Condition: { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${platformAccount}:role/deploy*` } },
  }),
  'bucket binds listing': bucketPolicy({
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:ListBucket',
    Resource: 'arn:aws:s3:::corp-a',
    Condition: { StringLike: { 's3:prefix': ['in/*', '${aws:PrincipalTag/team}/*'] } },
  }),
  'key delegates to its account': keyPolicy({ ...useKey, Principal: { AWS: platformAccount } }),
  'key lets in everyone of the organization': keyPolicy({
    ...useKey,
    Principal: '*',
    Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
  }),
  'key lets in a session': keyPolicy({
    ...useKey,
    Principal: { AWS: `arn:aws:sts::${platformAccount}:assumed-role/a-reader/s` },
  }),
  'key lets in nobody': keyPolicy(),
  'bucket names a deleted user, an account and a broken role': (world) =>
    withPrincipal(describeRole({ arn: 'broken' }))(
      bucketPolicy(
        { ...allow, Principal: { AWS: 'AIDA00000000000000000' } },
        { ...allow, Principal: '*', Condition: { StringEquals: { 'aws:PrincipalAccount': '555566667777' } } },
      )(world),
    ),
  'role lists buckets by a pattern': withPrincipal(
    describeRole({
      arn: roleArnOf('a-writer'),
      identityPolicies: known(
        identity({ Effect: 'Allow', Action: 's3:*', Resource: ['arn:aws:s3:::corp-?/in/*', 'arn:aws:s3:::corp-a'] }),
      ),
    }),
  ),
  'role administers one key alone': withPrincipal(
    describeRole({
      arn: roleArnOf('b-writer'),
      identityPolicies: known(identity({ Effect: 'Allow', Action: 'kms:PutKeyPolicy', Resource: keyArnOf('a') })),
    }),
  ),
  'managed key is listed': (world) => {
    const key = describeKey({ arn: keyArnOf('managed'), awsManaged: true, aliases: known(['alias/aws/s3']) });
    return { ...world, keys: new Map([...world.keys, [key.arn, key]]) };
  },
  'key is disabled': (world) => ({
    ...world,
    keys: put(world.keys, keyArnOf('a'), (key) => ({ ...key, state: known('Disabled') })),
  }),
  'grant is gone': (world) => ({ ...world, grants: without(world.grants, 'a-reader') }),
  'grant is for the other tenant': (world) => ({
    ...world,
    grants: put(world.grants, 'a-reader', (grant) => ({ ...grant, granteePrincipal: known(roleArnOf('b-reader')) })),
  }),
  'bucket key is off': (world) => ({
    ...world,
    buckets: put(world.buckets, 'corp-a', (bucket) => ({
      ...bucket,
      encryption: known({ algorithm: 'aws:kms', keyId: known(keyArnOf('a')), bucketKeyEnabled: known(false) }),
    })),
  }),
  'bucket falls back to SSE-S3': (world) => ({
    ...world,
    buckets: put(world.buckets, 'corp-b', (bucket) => ({ ...bucket, encryption: known({ algorithm: 'AES256' }) })),
  }),
  'bucket takes the AWS managed key': (world) => ({
    ...world,
    buckets: put(world.buckets, 'corp-b', (bucket) => ({
      ...bucket,
      encryption: known({ algorithm: 'aws:kms', bucketKeyEnabled: known(true) }),
    })),
  }),
  'role reads everything': withPrincipal(
    describeRole({
      arn: roleArnOf('b-reader'),
      identityPolicies: known(identity({ Effect: 'Allow', NotAction: 'iam:*', NotResource: 'arn:aws:s3:::nothing/*' })),
    }),
  ),
  'role is gone': (world) => ({ ...world, principals: without(world.principals, roleArnOf('a-writer')) }),
  'session is listed': withPrincipal({
    kind: 'session',
    arn: `arn:aws:sts::${platformAccount}:assumed-role/a-reader/s`,
    roleArn: roleArnOf('a-reader'),
    sessionPolicies: known([]),
    tags: known({}),
  }),
  'root is listed': withPrincipal({
    kind: 'root',
    arn: `arn:aws:iam::${platformAccount}:root`,
    accountId: platformAccount,
  }),
  'guest may read': withPrincipal(
    describeRole({
      arn: foreigner,
      identityPolicies: known(identity({ Effect: 'Allow', Action: ['s3:*', 'kms:*'], Resource: '*' })),
    }),
  ),
  'account blocks the public': (world) => ({
    ...world,
    accounts: put(world.accounts, platformAccount, (account) => ({
      ...account,
      publicAccessBlock: known({ blockPublicPolicy: true, restrictPublicBuckets: true }),
    })),
  }),
  'account may not read': (world) => ({
    ...world,
    accounts: put(world.accounts, platformAccount, (account) => ({
      ...account,
      organization: known({ id: 'o-1', managementAccountId: '999999999999' }),
      serviceControlPolicies: known([
        {
          name: 'r-root',
          policies: [
            named('NoReads', [
              { Sid: 'Full', Effect: 'Allow', Action: '*', Resource: '*' },
              { Sid: 'NoReads', Effect: 'Deny', Action: 's3:GetObject', Resource: objects },
            ]),
          ],
        },
      ]),
    })),
  }),
  'another account': (world) => ({
    ...world,
    accounts: new Map([...world.accounts, ['444455556666', describeAccount({ id: '444455556666' })]]),
  }),
  'tenant is new': (world) => {
    const { principals, buckets, keys, grants, tenants } = tenantWorld(['c']);
    return {
      ...world,
      principals: new Map([...world.principals, ...principals]),
      buckets: new Map([...world.buckets, ...buckets]),
      keys: new Map([...world.keys, ...keys]),
      grants: new Map([...world.grants, ...grants]),
      tenants: new Map([...world.tenants, ...tenants]),
    };
  },
  'tenant is gone': (world) => ({
    ...world,
    buckets: without(world.buckets, 'corp-b'),
    keys: without(world.keys, keyArnOf('b')),
    tenants: without(world.tenants, 'b'),
  }),
  'tenant has a prefix': (world) => ({
    ...world,
    tenants: put(world.tenants, 'a', (tenant) => ({ ...tenant, prefix: 'in/' })),
  }),
};

/** The names of some of the changes. */
export const someEdits: fc.Arbitrary<readonly string[]> = fc.subarray(Object.keys(worldEdits), { maxLength: 4 });

/** A world of the tenants a and b after the named changes. */
export function editedWorld(names: readonly string[]): World {
  return names.reduce((world, name) => worldEdits[name]?.(world) ?? world, tenantWorld(['a', 'b']));
}
