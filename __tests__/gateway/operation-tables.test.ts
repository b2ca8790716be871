import * as kms from '@aws-sdk/client-kms';
import * as s3 from '@aws-sdk/client-s3';
import * as s3Control from '@aws-sdk/client-s3-control';
import { describe, expect, test } from '@jest/globals';
import { knownDifferences } from '../../modules/gateway';
import { kmsRows } from '../../modules/gateway/kms/catalogue/kms-rows';
import { s3Rows } from '../../modules/gateway/s3/catalogue/s3-rows';
import { s3Operation } from '../../modules/gateway/s3/operation';
import { controlRows } from '../../modules/gateway/s3control/catalogue/s3-control-rows';
import { controlOperation } from '../../modules/gateway/s3control/control-operation';
import { commandNames, modelOperations, type ModelOperation } from '../support/service-models';

const names = (rows: readonly { readonly operation: string }[]): readonly string[] =>
  rows.map(({ operation }) => operation).sort();

const tables = [
  // A browser's form is no operation of the model, and yet S3 answers it.
  { service: 'S3', client: s3, rows: s3Rows.filter(({ operation }) => operation !== 'PostObject') },
  { service: 'S3 Control', client: s3Control, rows: controlRows },
  { service: 'KMS', client: kms, rows: kmsRows },
];

describe.each(tables)('the operation table of $service', ({ client, rows }) => {
  test('has one row for each operation of the service model, and no other (F53)', () => {
    expect(
      modelOperations(client)
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...commandNames(client)].sort());
    expect(names(rows)).toEqual([...commandNames(client)].sort());
  });

  test('says why what it forwards is harmless, and why it refuses what it refuses', () => {
    const silent = rows.filter(({ treatment, why }) => (treatment === 'owned') !== (why === ''));
    expect(silent).toEqual([]);
  });
});

/** A request as the model has it, with nothing but what it needs. */
function routed({ method, target, query, headers }: ModelOperation): string | undefined {
  const [path = '', sent = ''] = target.split('?');
  const parts = [...sent.split('&').filter(Boolean), ...query.map((name) => `${name}=1`)].map((raw) => {
    const [name = '', value = ''] = raw.split('=');
    return { name, value, raw };
  });
  const onService = /^\/\?x-id=List(Directory)?Buckets$/.test(target);
  const address = onService ? { path } : { path, bucket: 'b', ...(path.includes('Key+') ? { key: 'k' } : {}) };
  return s3Operation(method, address, parts, new Map(headers.map((name) => [name.toLowerCase(), '1'])))?.operation;
}

describe('a request to S3', () => {
  test.each(modelOperations(s3))('for $name is told from all others', (operation) => {
    expect(routed(operation)).toBe(operation.name);
  });

  test('that means nothing has no row', () => {
    expect(s3Operation('PATCH', { path: '/b', bucket: 'b' }, [], new Map())).toBeUndefined();
  });
});

describe('a request to S3 Control', () => {
  test.each(modelOperations(s3Control))('for $name is told from all others', ({ name, method, target }) => {
    const [path = ''] = target.split('?');
    expect(controlOperation(method, path.replace('/v20180820/', '').replace(/\{\w+\+?\}/g, 'name'))?.operation).toBe(
      name,
    );
  });
});

describe('the known differences', () => {
  test('hold every operation that is refused or left to the emulator, and what no table can say (F53)', () => {
    const rows = [...s3Rows, ...controlRows, ...kmsRows];
    const count = (treatment: string): number => rows.filter((row) => row.treatment === treatment).length;
    const known = knownDifferences();
    expect(known.filter(({ refused }) => refused === true)).toHaveLength(count('refused'));
    expect(known.filter(({ forwarded }) => forwarded === true)).toHaveLength(count('forwarded'));
    const areas = known.map(({ area }) => area);
    expect(areas).toEqual(
      expect.arrayContaining(['ETag', 'IAM', 'STS', 'S3 UpdateObjectEncryption', 'KMS ReplicateKey', 'KMS ListKeys']),
    );
    expect(new Set(areas).size).toBe(areas.length);
  });
});
