import { describe, expect, test } from '@jest/globals';
import { PoolStack, ShardStack } from '../../modules/constructs';
import type { Foundation } from '../../modules/core';
import { withFoundation } from '../support/foundations';
import { synthesize, type SynthesizedStack } from '../support/synthesize';
import { accountId, acme, deployment } from '../support/tenancy';

function shard(foundation?: Foundation, tenants = [acme]): SynthesizedStack {
  const placement = foundation === undefined ? deployment : withFoundation(foundation);
  return synthesize((app) => new ShardStack(app, 'shard', { deployment: placement, tenants, tags: {} }));
}

const logging = 'aws_s3_bucket_logging';
const inventory = 'aws_s3_bucket_inventory';

describe('what is reported on a vended bucket', () => {
  test('is nothing without a foundation', () => {
    expect([logging, inventory].map((type) => shard().all(type))).toEqual([[], []]);
  });

  test('adds its two settings and changes no other address (F26)', () => {
    const before = shard().resources.map((one) => one.address);
    const after = shard({}).resources.map((one) => one.address);
    expect(after.filter((one) => !before.includes(one))).toEqual([
      'aws_s3_bucket_inventory.acme_Inventory_E8434F9D',
      'aws_s3_bucket_logging.acme_AccessLogs_CC71600A',
    ]);
    expect(before.filter((one) => !after.includes(one))).toEqual([]);
  });

  test('is its requests, in the log bucket of the placement, by the day on which they came', () => {
    const stack = shard({});
    expect(stack.only(logging).fields).toEqual({
      bucket: 'corp-acme',
      target_bucket: 'corp-logs',
      target_prefix: 'access/',
      target_object_key_format: { partitioned_prefix: { partition_date_source: 'EventTime' } },
      depends_on: [stack.only('aws_s3_bucket_public_access_block').address],
    });
  });

  test('is all its objects every week, with how each is encrypted', () => {
    const stack = shard({});
    const { fields } = stack.only(inventory);
    expect(fields).toEqual({
      bucket: 'corp-acme',
      name: 'encryption',
      enabled: true,
      included_object_versions: 'All',
      schedule: { frequency: 'Weekly' },
      optional_fields: expect.arrayContaining(['BucketKeyStatus', 'EncryptionStatus', 'ReplicationStatus']),
      destination: {
        bucket: {
          account_id: accountId,
          bucket_arn: 'arn:aws:s3:::corp-reports',
          format: 'CSV',
          prefix: 'inventory',
        },
      },
      depends_on: [stack.only('aws_s3_bucket_public_access_block').address],
    });
  });

  test('is as much as the placement asks for', () => {
    expect(shard({ accessLogs: false, inventory: 'daily' }).all(logging)).toEqual([]);
    expect(shard({ accessLogs: false, inventory: 'daily' }).only(inventory).fields).toMatchObject({
      schedule: { frequency: 'Daily' },
    });
    expect(shard({ inventory: 'never' }).all(inventory)).toEqual([]);
    expect(shard({ inventory: 'never' }).all(logging)).toHaveLength(1);
  });

  test('goes to the buckets by the names that the foundation gives them', () => {
    const stack = shard({ nameSuffixes: { logs: 'audit-logs', reports: 'audit-reports' } });
    expect(stack.only(logging).fields['target_bucket']).toBe('corp-audit-logs');
    expect(stack.only(inventory).fields).toMatchObject({
      destination: { bucket: { bucket_arn: 'arn:aws:s3:::corp-audit-reports' } },
    });
  });

  test('stays while a tenant is suspended, and is there before a tenant’s own key is', () => {
    const pending = { ...acme, key: { owner: 'tenant', accountId: '444455556666' } } as const;
    for (const tenant of [{ ...acme, state: 'suspended' as const }, pending]) {
      const stack = shard({}, [tenant]);
      expect([logging, inventory].map((type) => stack.all(type).length)).toEqual([1, 1]);
    }
  });

  test('is the whole of a shared bucket, once', () => {
    const tenants = [acme, { ...acme, id: 'globex' }].map((one) => ({
      ...one,
      isolation: 'shared' as const,
      principals: [],
    }));
    const stack = synthesize(
      (app) =>
        new PoolStack(app, 'pool', { deployment: withFoundation(), tenants, tags: {}, bucketName: 'corp-pool-1' }),
    );
    expect(stack.only(logging).fields['bucket']).toBe('corp-pool-1');
    expect(stack.only(inventory).fields['bucket']).toBe('corp-pool-1');
  });
});
