import { describe, expect, test } from '@jest/globals';
import type { World } from '../../modules/core';
import {
  compile,
  compileGrant,
  compilePolicy,
  decide,
  parsePrincipal,
  whoCan,
  type Verdict,
} from '../../modules/evaluation';
import {
  actionsOf,
  policyIn,
  roleIn,
  statementsIn,
  worldWithoutAction,
  worldWithoutBucketStatement,
  worldWithoutKeyStatement,
  worldWithoutOperation,
} from '../support/changed-world';
import { textAt } from '../support/json';
import { decideRequest, outcomeOf, underKeyOf, type TenantRequest } from '../support/judged-requests';
import { bucketOf, keyOf, otherKeyArn, people, roleOf, world } from '../support/judged-world';
import { accountId } from '../support/tenancy';

const key = keyOf('acme');
const bucket = bucketOf('acme');
const upload = { headers: {}, encryption: underKeyOf('acme') };
const stored = underKeyOf('acme');

/** What each role is there for. */
const needs: readonly (readonly [string, readonly Omit<TenantRequest, 'principal'>[]])[] = [
  [
    roleOf('acme', 'app'),
    [
      { operation: 'PutObject' },
      { operation: 'CreateMultipartUpload' },
      { operation: 'UploadPart', upload },
      { operation: 'CompleteMultipartUpload', upload },
      { operation: 'AbortMultipartUpload' },
      { operation: 'ListParts' },
    ],
  ],
  [
    roleOf('acme', 'reports'),
    [
      { operation: 'GetObject', stored },
      { operation: 'GetObject', stored, versionId: 'v' },
      { operation: 'HeadObject', stored },
      { operation: 'ListObjects' },
    ],
  ],
];

/** The needed requests that a world refuses. */
function refused(principal: string, requests: (typeof needs)[number][1], where: World): readonly string[] {
  return requests
    .filter((one) => outcomeOf(decideRequest({ ...one, principal }, {}, where)) !== 'allow')
    .map(({ operation }) => operation);
}

describe.each(needs)('%s', (principal, requests) => {
  const { identityPolicies } = roleIn(world, principal);
  const documents = identityPolicies.known ? identityPolicies.value.map(({ document }) => document) : [];
  const actions = documents.flatMap((one) => statementsIn(one).flatMap(actionsOf));
  const grants = [...world.grants.values()].filter(
    ({ granteePrincipal }) => granteePrincipal.known && granteePrincipal.value === principal,
  );

  test('can do all that it is there for', () => {
    expect(refused(principal, requests, world)).toEqual([]);
  });

  test.each(actions)('needs %s', (action) => {
    expect(refused(principal, requests, worldWithoutAction(world, principal, action))).not.toEqual([]);
  });

  test('has one grant, of which it needs every operation', () => {
    expect(grants).toHaveLength(1);
    for (const grant of grants) {
      const operations = grant.operations.known ? grant.operations.value : [];
      expect(operations.length).toBeGreaterThan(0);
      for (const operation of operations)
        expect(refused(principal, requests, worldWithoutOperation(world, grant, operation))).not.toEqual([]);
    }
  });
});

describe('every statement of the bucket policy', () => {
  const kept: { readonly [sid: string]: Omit<TenantRequest, 'operation' | 'principal'> } = {
    DenyOtherAlgorithms: { headers: { algorithm: 'AES256' } },
    DenyOtherKeys: { headers: { algorithm: 'aws:kms', keyId: otherKeyArn } },
    DenyKmsWithoutKey: { headers: { algorithm: 'aws:kms' } },
    DenyCustomerKeys: { headers: { customerAlgorithm: 'AES256' } },
    DenyFormUploads: { keys: { 's3:authType': 'POST' } },
    DenyPlainHttp: { keys: { 'aws:SecureTransport': 'false' } },
  };
  const sids = statementsIn(world.buckets.get(bucket)?.policy).map((one) => textAt(one, 'Sid'));

  test('is accounted for here', () => {
    expect([...Object.keys(kept), 'DenyEncryptionChange'].sort()).toEqual([...sids].sort());
  });

  test.each(Object.entries(kept))('%s alone keeps %j out', (sid, request) => {
    const put = { operation: 'PutObject', principal: people.insider, ...request } as const;
    const without = worldWithoutBucketStatement(world, bucket, sid);
    expect(outcomeOf(decideRequest(put, { reading: 'headerOnly' }))).toBe(sid);
    expect(outcomeOf(decideRequest(put, { reading: 'headerOnly' }, without))).toBe('allow');
  });

  test('DenyEncryptionChange alone keeps administrators from the default encryption', () => {
    const without = worldWithoutBucketStatement(world, bucket, 'DenyEncryptionChange');
    expect(allowed(world, 's3:PutEncryptionConfiguration', `arn:aws:s3:::${bucket}`)).toEqual([people.deployer]);
    expect(allowed(without, 's3:PutEncryptionConfiguration', `arn:aws:s3:::${bucket}`)).toContain(people.administrator);
  });
});

describe('every action that decides under which key an object lies', () => {
  const keyId = 's3:x-amz-server-side-encryption-aws-kms-key-id';
  const algorithm = 's3:x-amz-server-side-encryption';
  const customer = 's3:x-amz-server-side-encryption-customer-algorithm';
  const kms = { [algorithm]: 'aws:kms' };

  test.each([
    ['s3:PutObject', { ...kms, [keyId]: otherKeyArn }, 'explicitDeny'],
    ['s3:PutObject', { ...kms, [keyId]: key }, 'allow'],
    ['s3:ReplicateObject', { ...kms, [keyId]: otherKeyArn }, 'explicitDeny'],
    ['s3:ReplicateObject', { [algorithm]: 'AES256' }, 'explicitDeny'],
    ['s3:ReplicateObject', { [customer]: 'AES256' }, 'explicitDeny'],
    ['s3:ReplicateObject', { ...kms, [keyId]: key }, 'allow'],
    ['s3:UpdateObjectEncryption', { ...kms, [keyId]: otherKeyArn }, 'explicitDeny'],
    ['s3:UpdateObjectEncryption', { [algorithm]: 'AES256' }, 'explicitDeny'],
    ['s3:UpdateObjectEncryption', { ...kms, [keyId]: key }, 'allow'],
  ] as const)('%s with %j ends as %s', (action, context, verdict) => {
    const principal = parsePrincipal(people.insider);
    if (!principal) throw new Error('no principal');
    const resource = `arn:aws:s3:::${bucket}/x`;
    const { decision } = decide({
      request: {
        principal,
        action,
        resource,
        resourceAccount: accountId,
        context: { 'aws:SecureTransport': 'true', ...context },
      },
      identityPolicies: [everything],
      resourcePolicy: compilePolicy('bucket', 'resource', policyIn(world.buckets.get(bucket)?.policy)),
    });
    expect(decision).toBe(verdict);
  });
});

const everything = compilePolicy('everything', 'identity', {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

function allowed(where: World, action: string, resource: string): readonly string[] {
  const answers = whoCan(compile(where), action, resource);
  return answers.filter(({ verdict }) => verdict === 'allow').map(({ principal }) => principal);
}

interface KeyRequest {
  readonly principal: string;
  readonly action: string;
  readonly context?: { readonly [key: string]: string | readonly string[] };
}

/** A call that somebody makes to KMS itself, with the context that the grants ask for. */
function decideDirectly({ principal: name, action, context = {} }: KeyRequest, where: World): Verdict {
  const principal = parsePrincipal(name);
  if (!principal) throw new Error(`${name} is no principal`);
  const grants = [...where.grants.values()].flatMap(({ id, keyArn, granteePrincipal, operations }) =>
    keyArn === key && granteePrincipal.known && operations.known
      ? compileGrant(id, { GrantId: id, GranteePrincipal: granteePrincipal.value, Operations: operations.value })
      : [],
  );
  const { decision } = decide({
    request: { principal, action, resource: key, context: { 'aws:PrincipalArn': name, ...context } },
    identityPolicies: [everything],
    resourcePolicy: compilePolicy('key', 'resource', policyIn(where.keys.get(key)?.policy)),
    grants,
    encryptionContext: { 'aws:s3:arn': `arn:aws:s3:::${bucket}` },
  });
  return decision;
}

describe('every statement of the key policy', () => {
  const grantTerms = {
    'kms:GranteePrincipal': roleOf('acme', 'app'),
    'kms:GrantOperations': ['Decrypt', 'GenerateDataKey'],
    'kms:GrantConstraintType': 'EncryptionContextEquals',
  };
  const createGrant = { principal: people.deployer, action: 'kms:CreateGrant', context: grantTerms };

  test('is accounted for here', () => {
    const sids = statementsIn(world.keys.get(key)?.policy).map((one) => one['Sid']);
    expect(sids).toEqual(['AdministerWithoutUse', 'CreateGrantsBoundToTheBucket', 'DenyUseOutsideS3']);
  });

  test.each<readonly [string, KeyRequest, Verdict, Verdict]>([
    ['AdministerWithoutUse', { principal: people.deployer, action: 'kms:PutKeyPolicy' }, 'allow', 'implicitDeny'],
    ['CreateGrantsBoundToTheBucket', createGrant, 'allow', 'implicitDeny'],
    ['DenyUseOutsideS3', { principal: roleOf('acme', 'reports'), action: 'kms:Decrypt' }, 'explicitDeny', 'allow'],
  ])('%s decides %j', (sid, request, withIt, without) => {
    expect(decideDirectly(request, world)).toBe(withIt);
    expect(decideDirectly(request, worldWithoutKeyStatement(world, key, sid))).toBe(without);
  });

  test.each<readonly [string, Partial<KeyRequest>]>([
    ['by anybody but the deployer', { principal: people.administrator }],
    ['to somebody whom no file names', { context: { ...grantTerms, 'kms:GranteePrincipal': people.outsider } }],
    [
      'for more than reading and writing',
      { context: { ...grantTerms, 'kms:GrantOperations': ['Decrypt', 'CreateGrant'] } },
    ],
    [
      'without a constraint',
      { context: { 'kms:GranteePrincipal': roleOf('acme', 'app'), 'kms:GrantOperations': ['Decrypt'] } },
    ],
  ])('lets no grant be made %s', (_, change) => {
    expect(decideDirectly({ ...createGrant, ...change }, world)).toBe('implicitDeny');
  });
});
