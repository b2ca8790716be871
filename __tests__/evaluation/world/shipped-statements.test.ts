import { describe, expect, test } from '@jest/globals';
import { known, type WorldParts } from '../../../modules/core';
import type { ObjectRequest, ObjectSettings } from '../../../modules/evaluation/world/object-request';
import {
  bucketName,
  decideIn,
  foreignKey,
  openKey,
  openWorld,
  ownKey,
  plainBucket,
  stored,
} from '../../support/object-requests';
import { keyArnOf, roleArnOf } from '../../../tools/bench/tenant-worlds';

describe('the statements that are shipped for a dedicated bucket', () => {
  const anyOutcome = 'allow';
  const b = 'explicitDeny DenyOtherKeys';
  // name, request, outcome as effective, outcome as headerOnly
  test.each<[string, Partial<ObjectRequest>, string, string]>([
    ['no header', {}, anyOutcome, anyOutcome],
    [
      'AES256',
      { headers: { algorithm: 'AES256' } },
      'explicitDeny DenyOtherAlgorithms',
      'explicitDeny DenyOtherAlgorithms',
    ],
    ['bare aws:kms', { headers: { algorithm: 'aws:kms' } }, b, 'explicitDeny DenyKmsWithoutKey'],
    ['the tenant’s key', { headers: { algorithm: 'aws:kms', keyId: ownKey } }, anyOutcome, anyOutcome],
    ['another tenant’s key (F14)', { headers: { algorithm: 'aws:kms', keyId: foreignKey } }, b, b],
    ['an alias', { headers: { algorithm: 'aws:kms', keyId: 'alias/acme' } }, anyOutcome, b],
    [
      'SSE-C',
      { headers: { customerAlgorithm: 'AES256' } },
      'explicitDeny DenyCustomerKeys',
      'explicitDeny DenyCustomerKeys',
    ],
    [
      'DSSE',
      { headers: { algorithm: 'aws:kms:dsse', keyId: ownKey } },
      'explicitDeny DenyOtherAlgorithms',
      'explicitDeny DenyOtherAlgorithms',
    ],
    [
      'a part of a header-less upload (F16)',
      { operation: 'UploadPart', upload: { headers: {}, encryption: stored } },
      anyOutcome,
      anyOutcome,
    ],
    [
      'a part of an upload under the key (F16)',
      { operation: 'UploadPart', upload: { headers: { algorithm: 'aws:kms', keyId: ownKey }, encryption: stored } },
      anyOutcome,
      anyOutcome,
    ],
    [
      're-encryption under another key',
      { operation: 'UpdateObjectEncryption', stored, headers: { keyId: foreignKey } },
      b,
      b,
    ],
  ])('%s', (_name, request, effective, headerOnly) => {
    const world = openWorld({ aliases: known(['alias/acme']) });
    const outcome = (settings: Partial<ObjectSettings>) => {
      const decision = decideIn(world, request, settings);
      const last = decision.legs.at(-1)?.reasons[0];
      return decision.outcome === 'allow' ? 'allow' : `${decision.outcome} ${last?.statement ?? ''}`;
    };
    expect(outcome({ reading: 'effective' })).toBe(effective);
    expect(outcome({ reading: 'headerOnly' })).toBe(headerOnly);
    expect(outcome({ reading: 'headerOnly', partContext: 'raw' })).toBe(headerOnly);
  });

  test('refuse a write that opts out of Bucket Keys, by the grant that knows the bucket alone (F15)', () => {
    const request = { principal: roleArnOf('acme-writer'), headers: { bucketKeyEnabled: false } };
    const decision = decideIn({}, request);
    expect(decision).toMatchObject({
      outcome: 'implicitDeny',
      legs: [{ verdict: 'allow' }, { action: 'kms:GenerateDataKey' }],
    });
    expect(decideIn({}, { principal: roleArnOf('acme-writer') }).outcome).toBe('allow');
  });
});

const algorithm = 's3:x-amz-server-side-encryption';
const keyId = 's3:x-amz-server-side-encryption-aws-kms-key-id';
const customerAlgorithm = 's3:x-amz-server-side-encryption-customer-algorithm';
const writes = ['s3:PutObject', 's3:ReplicateObject', 's3:UpdateObjectEncryption'];

function deny(Sid: string, Condition: object, more: object = {}): object {
  const Resource = `arn:aws:s3:::${bucketName}/*`;
  return { Sid, Effect: 'Deny', Principal: '*', Action: writes, Resource, Condition, ...more };
}

const otherAlgorithm = deny('a', { Null: { [algorithm]: 'false' }, StringNotEquals: { [algorithm]: 'aws:kms' } });

function outcomes(world: WorldParts, request: Partial<ObjectRequest>): readonly string[] {
  return (['effective', 'headerOnly'] as const).map((reading) => {
    const { outcome, legs } = decideIn(world, request, { reading });
    const [reason] = legs.at(-1)?.reasons ?? [];
    return outcome === 'allow' ? 'allow' : `${outcome} ${reason?.statement ?? ''}`;
  });
}

function bucketWith(defaultKey: string, ...Statement: readonly object[]) {
  return plainBucket({
    encryption: known({ algorithm: 'aws:kms', keyId: known(defaultKey), bucketKeyEnabled: known(true) }),
    policy: known({ Version: '2012-10-17', Statement }),
  });
}

describe('the strict form, which denies every write under no key or another (F13)', () => {
  const strict = bucketWith(ownKey, otherAlgorithm, deny('b', { StringNotEquals: { [keyId]: [ownKey] } }));
  const world = { ...openWorld({ aliases: known(['alias/acme']) }), buckets: [strict] };

  test.each<[string, Partial<ObjectRequest>, readonly string[]]>([
    ['no header', {}, ['allow', 'explicitDeny b']],
    ['AES256', { headers: { algorithm: 'AES256' } }, ['explicitDeny a', 'explicitDeny a']],
    ['bare aws:kms', { headers: { algorithm: 'aws:kms' } }, ['explicitDeny b', 'explicitDeny b']],
    ['the key', { headers: { algorithm: 'aws:kms', keyId: ownKey } }, ['allow', 'allow']],
    ['another key', { headers: { algorithm: 'aws:kms', keyId: foreignKey } }, ['explicitDeny b', 'explicitDeny b']],
    ['an alias', { headers: { algorithm: 'aws:kms', keyId: 'alias/acme' } }, ['allow', 'explicitDeny b']],
    ['SSE-C', { headers: { customerAlgorithm: 'AES256' } }, ['explicitDeny b', 'explicitDeny b']],
  ])('%s', (_name, request, expected) => {
    expect(outcomes(world, request)).toEqual(expected);
  });
});

describe('the statements of a shared bucket', () => {
  const sentinel = keyArnOf('sentinel');
  const own = (prefix: string, key: string) =>
    deny(
      prefix,
      { Null: { [keyId]: 'false' }, StringNotEquals: { [keyId]: key } },
      { Resource: `arn:aws:s3:::${bucketName}/${prefix}/*` },
    );
  const shared = bucketWith(
    sentinel,
    otherAlgorithm,
    deny('c', { StringEquals: { [algorithm]: 'aws:kms' }, Null: { [keyId]: 'true' } }),
    deny('d', { Null: { [customerAlgorithm]: 'false' } }),
    own('acme', ownKey),
    own('other', foreignKey),
    {
      Sid: 'fence',
      Effect: 'Deny',
      Principal: '*',
      Action: writes,
      NotResource: ['acme', 'other'].map((one) => `arn:aws:s3:::${bucketName}/${one}/*`),
    },
  );
  const nobodysKey = { ...openKey(sentinel), policy: known({ Version: '2012-10-17', Statement: [] }) };
  const { principals = [], keys = [] } = openWorld();
  const world = { principals, keys: [...keys, nobodysKey], buckets: [shared] };
  const under = (key: string, headers?: ObjectRequest['headers']) =>
    outcomes(world, { key, ...(headers ? { headers } : {}) });
  const kms = (key: string) => ({ algorithm: 'aws:kms', keyId: key });

  test('bind each prefix to its own key', () => {
    expect(under('acme/file', kms(ownKey))).toEqual(['allow', 'allow']);
    expect(under('other/file', kms(foreignKey))).toEqual(['allow', 'allow']);
    expect(under('other/file', kms(ownKey))).toEqual(['explicitDeny other', 'explicitDeny other']);
  });

  test('let no write without a header through, by S3 or by the sentinel key', () => {
    expect(under('acme/file')).toEqual(['explicitDeny acme', 'implicitDeny resourcePolicy']);
    expect(under('acme/file', { algorithm: 'aws:kms' })).toEqual(['explicitDeny acme', 'explicitDeny c']);
    expect(under('acme/file', { customerAlgorithm: 'AES256' })).toEqual(['explicitDeny d', 'explicitDeny d']);
  });

  test('fence off everything outside the prefixes', () => {
    for (const key of ['file', 'acme2/file', 'acme'])
      expect(under(key, kms(ownKey))).toEqual(['explicitDeny fence', 'explicitDeny fence']);
  });
});
