import { describe, expect, test } from '@jest/globals';
import { describeKey, describeWorld, known, unknown, type DefaultEncryption, type Fact } from '../../../modules/core';
import { storedEncryption } from '../../../modules/evaluation';
import { effectiveEncryption, type EffectiveEncryption } from '../../../modules/evaluation/world/effective-encryption';
import { KeyIndex } from '../../../modules/evaluation/world/key-index';
import type { EncryptionHeaders } from '../../../modules/evaluation/world/object-encryption';

const requester = '444455556666';
const owner = '111122223333';
const region = 'eu-west-1';
const tenantKey = `arn:aws:kms:${region}:${owner}:key/tenant`;
const foreignKey = `arn:aws:kms:${region}:${requester}:key/foreign`;
const managedKey = `arn:aws:kms:${region}:${requester}:key/aws-s3`;

const keys = new KeyIndex(
  describeWorld({
    keys: [
      describeKey({ arn: tenantKey, aliases: known(['alias/tenant']) }),
      describeKey({ arn: foreignKey, aliases: known(['alias/mine']) }),
    ],
  }),
);

const sseS3: DefaultEncryption = { algorithm: 'AES256' };
const bareKms: DefaultEncryption = { algorithm: 'aws:kms', bucketKeyEnabled: known(true) };
const dsse: DefaultEncryption = { algorithm: 'aws:kms:dsse', keyId: known(tenantKey), bucketKeyEnabled: known(true) };
const tenantDefault: DefaultEncryption = {
  algorithm: 'aws:kms',
  keyId: known(tenantKey),
  bucketKeyEnabled: known(true),
};

function effective(headers: EncryptionHeaders, bucketDefault: Fact<DefaultEncryption>): EffectiveEncryption {
  return effectiveEncryption(headers, { partition: 'aws', region, requesterAccountId: requester, bucketDefault, keys });
}

function told(encryption: EffectiveEncryption): string {
  if (encryption.kind === 'refused') return `refused: ${encryption.refusal.kind}`;
  if (encryption.kind !== 'kms') return encryption.kind;
  const { key, keySource, algorithm, bucketKeyEnabled } = encryption;
  const bucketKey = bucketKeyEnabled.known ? (bucketKeyEnabled.value ? 'bucket key' : 'no bucket key') : 'unknown';
  return `${algorithm} ${'arn' in key ? key.arn : key.kind} from ${keySource}, ${bucketKey}`;
}

describe('effectiveEncryption', () => {
  test.each<[string, EncryptionHeaders, DefaultEncryption, string]>([
    ['nothing over SSE-S3', {}, sseS3, 'AES256'],
    ['nothing over a key', {}, tenantDefault, `aws:kms ${tenantKey} from bucketDefault, bucket key`],
    ['nothing over bare aws:kms', {}, bareKms, `aws:kms ${managedKey} from awsManagedKey, bucket key`],
    ['nothing over DSSE', {}, dsse, `aws:kms:dsse ${tenantKey} from bucketDefault, no bucket key`],
    ['AES256 over a key', { algorithm: 'AES256' }, tenantDefault, 'AES256'],
    [
      'bare aws:kms over a key',
      { algorithm: 'aws:kms' },
      tenantDefault,
      `aws:kms ${managedKey} from awsManagedKey, bucket key`,
    ],
    [
      'bare aws:kms over SSE-S3',
      { algorithm: 'aws:kms' },
      sseS3,
      `aws:kms ${managedKey} from awsManagedKey, no bucket key`,
    ],
    [
      'another key',
      { algorithm: 'aws:kms', keyId: foreignKey },
      tenantDefault,
      `aws:kms ${foreignKey} from header, bucket key`,
    ],
    [
      'an id, read in the requester’s account',
      { algorithm: 'aws:kms', keyId: 'foreign' },
      sseS3,
      `aws:kms ${foreignKey} from header, no bucket key`,
    ],
    [
      'an alias, read in the requester’s account',
      { algorithm: 'aws:kms', keyId: 'alias/mine' },
      sseS3,
      `aws:kms ${foreignKey} from header, no bucket key`,
    ],
    [
      'an alias ARN',
      { algorithm: 'aws:kms', keyId: `arn:aws:kms:${region}:${owner}:alias/tenant` },
      sseS3,
      `aws:kms ${tenantKey} from header, no bucket key`,
    ],
    [
      'the header false beats the bucket',
      { bucketKeyEnabled: false },
      tenantDefault,
      `aws:kms ${tenantKey} from bucketDefault, no bucket key`,
    ],
    [
      'the header true beats the bucket',
      { algorithm: 'aws:kms', keyId: tenantKey, bucketKeyEnabled: true },
      sseS3,
      `aws:kms ${tenantKey} from header, bucket key`,
    ],
    [
      'DSSE knows no bucket key',
      { algorithm: 'aws:kms:dsse', bucketKeyEnabled: true },
      sseS3,
      `aws:kms:dsse ${managedKey} from awsManagedKey, no bucket key`,
    ],
    ['SSE-C', { customerAlgorithm: 'AES256' }, tenantDefault, 'SSE-C'],
    ['a key id without aws:kms', { keyId: tenantKey }, tenantDefault, 'refused: keyWithoutKms'],
    ['a key id with AES256', { algorithm: 'AES256', keyId: tenantKey }, tenantDefault, 'refused: keyWithoutKms'],
    [
      'SSE-C and SSE-KMS at once',
      { algorithm: 'aws:kms', customerAlgorithm: 'AES256' },
      sseS3,
      'refused: twoEncryptions',
    ],
    ['an algorithm that S3 does not know', { algorithm: 'rot13' }, sseS3, 'refused: unknownAlgorithm'],
  ])('%s', (_name, headers, bucketDefault, expected) => {
    expect(told(effective(headers, known(bucketDefault)))).toBe(expected);
  });

  test('is unknown where the default decides and is not known', () => {
    expect(effective({}, unknown('not applied yet'))).toEqual({ kind: 'unknown', why: 'not applied yet' });
    expect(told(effective({ algorithm: 'AES256' }, unknown('not applied yet')))).toBe('AES256');
    expect(told(effective({ algorithm: 'aws:kms', keyId: tenantKey }, unknown('later')))).toMatch(/unknown$/);
  });

  test('carries the caller’s encryption context', () => {
    expect(effective({ context: { team: 'a' } }, known(tenantDefault))).toMatchObject({ context: { team: 'a' } });
  });
});

describe('storedEncryption', () => {
  const lies = (headers: EncryptionHeaders, bucketDefault: DefaultEncryption) =>
    storedEncryption(effective(headers, known(bucketDefault)));

  test('is how the object lies after the write', () => {
    const context = { team: 'a' };
    expect(lies({ context }, tenantDefault)).toEqual({
      kind: 'aws:kms',
      keyArn: tenantKey,
      bucketKeyEnabled: true,
      context,
    });
    expect(lies({}, sseS3)).toEqual({ kind: 'AES256' });
    expect(lies({ keyId: tenantKey }, sseS3)).toEqual({ kind: 'none' });
  });

  test('is unknown where the key or its Bucket Key is', () => {
    expect(lies({}, { ...tenantDefault, keyId: unknown('later') })).toEqual({ kind: 'unknown', why: 'later' });
    expect(lies({}, { ...tenantDefault, bucketKeyEnabled: unknown('later') })).toEqual({
      kind: 'unknown',
      why: 'later',
    });
  });
});
