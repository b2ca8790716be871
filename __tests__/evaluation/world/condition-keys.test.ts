import { describe, expect, test } from '@jest/globals';
import { describeKey, describeWorld, known, unknown, type DefaultEncryption, type Fact } from '../../../modules/core';
import {
  partEncryptionKeys,
  sentEncryptionKeys,
  type ConditionSettings,
  type EncryptionKeys,
} from '../../../modules/evaluation/world/condition-keys';
import { effectiveEncryption } from '../../../modules/evaluation/world/effective-encryption';
import { KeyIndex } from '../../../modules/evaluation/world/key-index';
import type { EncryptionHeaders, ObjectEncryption } from '../../../modules/evaluation/world/object-encryption';

const account = '111122223333';
const region = 'eu-west-1';
const key = `arn:aws:kms:${region}:${account}:key/tenant`;
const managed = `arn:aws:kms:${region}:${account}:key/aws-s3`;
const keys = new KeyIndex(describeWorld({ keys: [describeKey({ arn: key, aliases: known(['alias/tenant']) })] }));
const effectiveReading: ConditionSettings = {
  reading: 'effective',
  bareDefault: 'awsManagedKey',
  partContext: 'copyCreate',
};
const headerOnly: ConditionSettings = { ...effectiveReading, reading: 'headerOnly' };

function kms(keyId?: string): DefaultEncryption {
  return {
    algorithm: 'aws:kms',
    bucketKeyEnabled: known(true),
    ...(keyId === undefined ? {} : { keyId: known(keyId) }),
  };
}

function sent(headers: EncryptionHeaders, bucketDefault: Fact<DefaultEncryption>, settings: ConditionSettings) {
  const scope = { partition: 'aws', region, requesterAccountId: account, bucketDefault, keys };
  return values(sentEncryptionKeys(headers, effectiveEncryption(headers, scope), settings));
}

function values(conditionKeys: EncryptionKeys): readonly (string | null)[] {
  return Object.values<Fact<string | null>>({ ...conditionKeys }).map((fact) => (fact.known ? fact.value : 'unknown'));
}

type Row = [string, EncryptionHeaders, DefaultEncryption, string | null, string | null, string | null];

describe('sentEncryptionKeys', () => {
  // name, headers, default, algorithm, key id as effective, key id as headerOnly
  test.each<Row>([
    ['nothing over SSE-S3', {}, { algorithm: 'AES256' }, null, null, null],
    ['nothing over a key ARN (F13)', {}, kms(key), null, key, null],
    ['nothing over bare aws:kms', {}, kms(), null, managed, null],
    ['nothing over an alias, which stays one', {}, kms('alias/tenant'), null, 'alias/tenant', null],
    ['nothing over a bare id', {}, kms('tenant'), null, key, null],
    ['aws:kms and a key ARN', { algorithm: 'aws:kms', keyId: key }, kms(key), 'aws:kms', key, key],
    ['bare aws:kms', { algorithm: 'aws:kms' }, kms(key), 'aws:kms', managed, null],
    ['an alias', { algorithm: 'aws:kms', keyId: 'alias/tenant' }, kms(key), 'aws:kms', key, 'alias/tenant'],
    ['a bare id', { algorithm: 'aws:kms', keyId: 'tenant' }, kms(key), 'aws:kms', key, 'tenant'],
    ['AES256', { algorithm: 'AES256' }, kms(key), 'AES256', null, null],
  ])('%s', (_name, headers, bucketDefault, algorithm, effective, header) => {
    expect(sent(headers, known(bucketDefault), effectiveReading)).toEqual([algorithm, effective, null]);
    expect(sent(headers, known(bucketDefault), headerOnly)).toEqual([algorithm, header, null]);
  });

  test('SSE-C fills its own key alone', () => {
    expect(sent({ customerAlgorithm: 'AES256' }, known(kms(key)), effectiveReading)).toEqual([null, null, 'AES256']);
  });

  test('a default without a key may be said to leave the key absent', () => {
    const settings: ConditionSettings = { ...effectiveReading, bareDefault: 'absent' };
    expect(sent({}, known(kms()), settings)).toEqual([null, null, null]);
    expect(sent({ algorithm: 'aws:kms' }, known(kms()), settings)).toEqual(['aws:kms', managed, null]);
  });

  test('what default encryption does not tell is unknown, unless only headers count', () => {
    expect(sent({}, unknown('later'), effectiveReading)).toEqual([null, 'unknown', null]);
    expect(sent({}, unknown('later'), headerOnly)).toEqual([null, null, null]);
    const keyLater: DefaultEncryption = {
      algorithm: 'aws:kms',
      keyId: unknown('later'),
      bucketKeyEnabled: known(true),
    };
    expect(sent({}, known(keyLater), effectiveReading)).toEqual([null, 'unknown', null]);
    expect(sent({ algorithm: 'aws:kms', keyId: key }, unknown('later'), effectiveReading)).toEqual([
      'aws:kms',
      key,
      null,
    ]);
  });
});

describe('partEncryptionKeys (F16)', () => {
  const stored: ObjectEncryption = { kind: 'aws:kms', keyArn: key, bucketKeyEnabled: true };

  function part(headers: EncryptionHeaders, encryption: ObjectEncryption, settings: ConditionSettings) {
    return values(partEncryptionKeys({ headers, encryption }, settings));
  }

  test('copies what Create had', () => {
    expect(part({}, stored, effectiveReading)).toEqual([null, key, null]);
    expect(part({}, stored, headerOnly)).toEqual([null, null, null]);
    const headers = { algorithm: 'aws:kms', keyId: 'alias/tenant' };
    expect(part(headers, stored, headerOnly)).toEqual(['aws:kms', 'alias/tenant', null]);
    expect(part({ customerAlgorithm: 'AES256' }, { kind: 'SSE-C' }, effectiveReading)).toEqual([null, null, 'AES256']);
  });

  test('is empty when raw', () => {
    expect(part({ algorithm: 'aws:kms' }, stored, { ...headerOnly, partContext: 'raw' })).toEqual([null, null, null]);
  });

  test.each<[ObjectEncryption, readonly (string | null)[]]>([
    [stored, ['aws:kms', key, null]],
    [{ kind: 'AES256' }, ['AES256', null, null]],
    [{ kind: 'none' }, [null, null, null]],
    [{ kind: 'SSE-C' }, [null, null, 'AES256']],
    [{ kind: 'unknown', why: 'later' }, ['unknown', 'unknown', 'unknown']],
  ])('says how the object will lie: %j', (encryption, expected) => {
    expect(part({}, encryption, { ...effectiveReading, partContext: 'effectiveOfUpload' })).toEqual(expected);
  });

  test('is unknown when the upload is not given', () => {
    expect(values(partEncryptionKeys(undefined, effectiveReading))).toEqual(['unknown', 'unknown', 'unknown']);
  });
});
