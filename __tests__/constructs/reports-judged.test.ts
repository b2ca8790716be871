import { describe, expect, test } from '@jest/globals';
import { describeAccount, describeRole, describeWorld, known, policyDocument } from '../../modules/core';
import {
  compile,
  compilePolicy,
  decide,
  decideObjectRequest,
  parsePrincipal,
  type ObjectDecision,
  type ObjectRequest,
  type Verdict,
} from '../../modules/evaluation';
import { reportedEnvironment } from '../support/foundations';
import { outcomeOf } from '../support/judged-requests';
import { synthesizedWorld } from '../support/synthesized-world';
import { accountId, acme, deployment } from '../support/tenancy';

const foreignAccount = '999988887777';
const administrator = `arn:aws:iam::${accountId}:role/administrator`;
const outsider = `arn:aws:iam::${foreignAccount}:role/outsider`;

function powerful(arn: string): ReturnType<typeof describeRole> {
  const everything = { Sid: 'Everything', Effect: 'Allow', Action: '*', Resource: '*' } as const;
  return describeRole({
    arn,
    identityPolicies: known([{ name: 'all', document: known(policyDocument([everything])) }]),
  });
}

const read = synthesizedWorld(reportedEnvironment([acme]));
const world = compile(
  describeWorld({
    complete: true,
    accounts: [describeAccount({ id: accountId }), describeAccount({ id: foreignAccount })],
    principals: [...read.world.principals.values(), ...[administrator, outsider, deployment.deployerArn].map(powerful)],
    buckets: [...read.world.buckets.values()].map((one) => ({ ...one, blockedEncryptionTypes: known([]) })),
    keys: [...read.world.keys.values()],
    grants: [...read.world.grants.values()],
    tenants: [...read.world.tenants.values()],
  }),
);

/** Condition keys of a delivery by a service of S3 for a bucket of ours. */
const ours = { 'aws:SourceAccount': accountId, 'aws:SourceArn': 'arn:aws:s3:::corp-acme' };

type Keys = { readonly [key: string]: string };

function judge(request: Partial<ObjectRequest>, keys: Keys = {}): string {
  return outcomeOf(decideDelivery(request, keys));
}

function decideDelivery(request: Partial<ObjectRequest>, keys: Keys): ObjectDecision {
  const values = { 'aws:SecureTransport': 'true', 's3:authType': 'REST-HEADER', ...keys };
  const whole: ObjectRequest = {
    operation: 'PutObject',
    principal: administrator,
    bucket: 'corp-logs',
    ...request,
    context: { values, unknown: [] },
  };
  return decideObjectRequest(world, whole);
}

const reportsKey = [...read.world.keys.values()].find(({ arn }) => arn.includes('trial-foundation-main'));

/** What the key of the reports says to a call, whatever the policy of the bucket says. */
function judgeKey(caller: string, operation: string, keys: Keys): Verdict {
  const principal = parsePrincipal(caller);
  if (reportsKey?.policy.known !== true || principal === undefined) throw new Error('no key or no principal');
  const request = {
    action: `kms:${operation}`,
    resource: reportsKey.arn,
    principal,
    context: { 'aws:SourceAccount': null, 'aws:SourceArn': null, 'kms:ViaService': null, ...keys },
  };
  const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  return decide({
    request,
    identityPolicies: [compilePolicy('all', 'identity', everything)],
    resourcePolicy: compilePolicy('key', 'resource', reportsKey.policy.value),
    encryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::corp-reports' },
  }).decision;
}

test('the stacks are read without a gap, and the foundation is no tenant', () => {
  expect(read.diagnostics).toEqual([]);
  expect([...read.world.tenants.keys()]).toEqual(['acme']);
  expect([...read.world.buckets.keys()].sort()).toEqual(['corp-acme', 'corp-logs', 'corp-reports']);
});

describe('an access log', () => {
  const log = { principal: 'logging.s3.amazonaws.com', key: 'access/1/eu-west-1/corp-acme/2026/11/24/x' };

  test('is delivered by S3 for a bucket of ours', () => {
    expect(judge(log, ours)).toBe('allow');
  });

  test.each([
    ['for a bucket of another account', { ...ours, 'aws:SourceAccount': foreignAccount }],
    ['for a bucket of another name', { ...ours, 'aws:SourceArn': 'arn:aws:s3:::other' }],
    ['for nobody who is named', {}],
  ])('is not delivered %s', (_, keys) => {
    expect(judge(log, keys)).toBe('nothing allows s3:PutObject');
  });

  test('is not delivered elsewhere in the bucket, nor read back', () => {
    expect(judge({ ...log, key: 'forged' }, ours)).toBe('nothing allows s3:PutObject');
    expect(judge({ ...log, operation: 'GetObject' }, ours)).toBe('nothing allows s3:GetObject');
  });

  test.each([administrator, deployment.deployerArn])('is never forged by %s', (principal) => {
    expect(judge({ ...log, principal })).toBe('DenyForgedLogs');
  });

  test('is out of reach of another account, and of a service that delivers something else', () => {
    expect(judge({ ...log, principal: outsider })).toMatch(/^(DenyForgedLogs|nothing allows s3:PutObject)$/);
    expect(judge({ ...log, principal: 's3.amazonaws.com' }, ours)).toBe('nothing allows s3:PutObject');
  });

  test('is read by whom the account lets, over TLS', () => {
    const stored = { kind: 'AES256' } as const;
    expect(judge({ ...log, principal: administrator, operation: 'GetObject', stored })).toBe('allow');
    const plain = { 'aws:SecureTransport': 'false' };
    expect(judge({ ...log, principal: administrator, operation: 'GetObject', stored }, plain)).toBe('DenyPlainHttp');
  });
});

describe('an inventory', () => {
  const list = {
    bucket: 'corp-reports',
    principal: 's3.amazonaws.com',
    key: 'inventory/corp-acme/encryption/x.csv.gz',
  };

  test('is delivered by S3 for a bucket of ours, under the key of the reports', () => {
    const { outcome, legs, encryption } = decideDelivery(list, ours);
    expect(outcome).toBe('allow');
    expect(legs.map(({ action }) => action)).toEqual(['s3:PutObject', 'kms:GenerateDataKey', 'kms:Decrypt']);
    expect(encryption).toMatchObject({ kind: 'kms', bucketKeyEnabled: known(true) });
  });

  test.each(['GenerateDataKey', 'Decrypt'])('gets %s of the key for our buckets alone', (operation) => {
    expect(judgeKey('s3.amazonaws.com', operation, ours)).toBe('allow');
    expect(judgeKey('s3.amazonaws.com', operation, {})).toBe('implicitDeny');
    expect(judgeKey('s3.amazonaws.com', operation, { ...ours, 'aws:SourceAccount': foreignAccount })).toBe(
      'implicitDeny',
    );
    expect(judgeKey('logging.s3.amazonaws.com', operation, ours)).toBe('implicitDeny');
  });

  test('is read by whom the account lets, through S3 and no other way', () => {
    const throughS3 = { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' };
    expect(judgeKey(administrator, 'Decrypt', throughS3)).toBe('allow');
    expect(judgeKey(administrator, 'Decrypt', {})).toBe('explicitDeny');
    expect(judgeKey(outsider, 'Decrypt', throughS3)).toBe('implicitDeny');
    expect(judgeKey(administrator, 'Encrypt', throughS3)).toBe('implicitDeny');
  });

  test.each([
    ['for a bucket of another account', { ...ours, 'aws:SourceAccount': foreignAccount }],
    ['for a bucket of another name', { ...ours, 'aws:SourceArn': 'arn:aws:s3:::other' }],
    ['for nobody who is named', {}],
  ])('is not delivered %s', (_, keys) => {
    expect(judge(list, keys)).toBe('nothing allows s3:PutObject');
  });

  test('is delivered by no other service, and Storage Lens has a place of its own', () => {
    const lens = {
      'aws:SourceAccount': accountId,
      'aws:SourceArn': `arn:aws:s3:eu-west-1:${accountId}:storage-lens/all`,
    };
    const principal = 'storage-lens.s3.amazonaws.com';
    expect(judge({ ...list, principal }, lens)).toBe('nothing allows s3:PutObject');
    const key = `storage-lens/StorageLens/${accountId}/x`;
    expect(judge({ ...list, principal, key }, lens)).toBe('allow');
    expect(judgeKey(principal, 'GenerateDataKey', ours)).toBe('implicitDeny');
    expect(judge({ ...list, principal: 'logging.s3.amazonaws.com' }, ours)).toBe('nothing allows s3:PutObject');
  });
});
