import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FoundationStack, type FoundationStackProps } from '../../modules/constructs';
import type { Foundation } from '../../modules/core';
import { withFoundation } from '../support/foundations';
import { parseJson, type JsonObject } from '../support/json';
import { statementsOf, synthesize, type SynthesizedStack } from '../support/synthesize';
import { accountId, acme } from '../support/tenancy';

function foundation(settings: Foundation = {}, props: Partial<FoundationStackProps> = {}): SynthesizedStack {
  return synthesize(
    (app) =>
      new FoundationStack(app, 'foundation', {
        deployment: withFoundation(settings),
        tenants: [acme],
        tags: { environment: 'trial' },
        ...props,
      }),
  );
}

/** The resource of a type in one of the two buckets. */
function partOf(stack: SynthesizedStack, type: string, part: 'Logs' | 'Reports'): JsonObject {
  const found = stack.all(type).filter(({ address }) => address.startsWith(`${type}.${part}_`));
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${String(found.length)} of ${type} in ${part}`);
  return found[0].fields;
}

function policyOf(stack: SynthesizedStack, type: string, part: 'Logs' | 'Reports'): readonly JsonObject[] {
  return statementsOf({ type, address: part, fields: partOf(stack, type, part) });
}

const fromOurBuckets = {
  StringEquals: { 'aws:SourceAccount': accountId },
  ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::corp-*' },
};
const fromOurLens = {
  StringEquals: { 'aws:SourceAccount': accountId },
  ArnLike: { 'aws:SourceArn': `arn:aws:s3:eu-west-1:${accountId}:storage-lens/*` },
};

function plainHttp(bucket: string): JsonObject {
  return {
    Sid: 'DenyPlainHttp',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}

describe('FoundationStack', () => {
  test('has the addresses that are written down (F26)', () => {
    const writtenDown = readFileSync(join(__dirname, 'foundation-addresses.json'), 'utf8');
    expect(
      foundation()
        .resources.map((one) => one.address)
        .sort(),
    ).toEqual(parseJson(writtenDown));
  });

  test('names its buckets and its key’s alias by literals', () => {
    const stack = foundation();
    expect(partOf(stack, 'aws_s3_bucket', 'Logs')['bucket']).toBe('corp-logs');
    expect(partOf(stack, 'aws_s3_bucket', 'Reports')['bucket']).toBe('corp-reports');
    expect(stack.only('aws_kms_alias').fields['name']).toBe('alias/corp-reports');
  });

  test.each(['Logs', 'Reports'] as const)('closes the bucket for %s to the public and to access lists', (part) => {
    const stack = foundation();
    expect(partOf(stack, 'aws_s3_bucket_public_access_block', part)).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(partOf(stack, 'aws_s3_bucket_ownership_controls', part)['rule']).toEqual({
      object_ownership: 'BucketOwnerEnforced',
    });
    expect(partOf(stack, 'aws_s3_bucket_versioning', part)['versioning_configuration']).toEqual({ status: 'Enabled' });
  });

  test('encrypts logs under S3, for under KMS nothing would be delivered (F24)', () => {
    expect(partOf(foundation(), 'aws_s3_bucket_server_side_encryption_configuration', 'Logs')['rule']).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } },
    ]);
  });

  test('encrypts reports under a key of their own that is turned every year', () => {
    const stack = foundation();
    const key = stack.only('aws_kms_key');
    expect(key.fields).toMatchObject({ enable_key_rotation: true, deletion_window_in_days: 30 });
    expect(partOf(stack, 'aws_s3_bucket_server_side_encryption_configuration', 'Reports')['rule']).toEqual([
      {
        apply_server_side_encryption_by_default: {
          sse_algorithm: 'aws:kms',
          kms_master_key_id: `\${${key.address}.arn}`,
        },
        bucket_key_enabled: true,
      },
    ]);
  });

  test('lets S3’s log delivery write for our buckets, and nobody else', () => {
    expect(policyOf(foundation(), 'aws_s3_bucket_policy', 'Logs')).toEqual([
      {
        Sid: 'DeliverAccessLogs',
        Effect: 'Allow',
        Principal: { Service: 'logging.s3.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: 'arn:aws:s3:::corp-logs/access/*',
        Condition: fromOurBuckets,
      },
      {
        Sid: 'DenyForgedLogs',
        Effect: 'Deny',
        Principal: '*',
        Action: ['s3:PutObject', 's3:ReplicateObject'],
        Resource: 'arn:aws:s3:::corp-logs/*',
        Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } },
      },
      plainHttp('corp-logs'),
    ]);
  });

  test('lets S3 deliver inventories and Storage Lens exports of ours', () => {
    expect(policyOf(foundation(), 'aws_s3_bucket_policy', 'Reports')).toEqual([
      {
        Sid: 'DeliverInventory',
        Effect: 'Allow',
        Principal: { Service: 's3.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: 'arn:aws:s3:::corp-reports/inventory/*',
        Condition: fromOurBuckets,
      },
      {
        Sid: 'DeliverStorageLens',
        Effect: 'Allow',
        Principal: { Service: 'storage-lens.s3.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: 'arn:aws:s3:::corp-reports/storage-lens/*',
        Condition: fromOurLens,
      },
      plainHttp('corp-reports'),
    ]);
  });

  test('lets the same services use the key of the reports, under the same conditions', () => {
    const statements = foundation().statements('aws_kms_key');
    expect(statements.map((one) => one['Sid'])).toEqual([
      'AdministerWithoutUse',
      'UseThroughS3AsTheAccountAllows',
      'DeliverInventory',
      'DeliverStorageLens',
      'DenyUseOutsideS3',
    ]);
    expect(statements[1]?.['Condition']).toEqual({
      StringEquals: {
        'kms:CallerAccount': accountId,
        'kms:ViaService': 's3.eu-west-1.amazonaws.com',
        'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::corp-reports',
      },
    });
    const use = { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: '*' };
    expect(statements.slice(2, 4)).toEqual([
      { Sid: 'DeliverInventory', ...use, Principal: { Service: 's3.amazonaws.com' }, Condition: fromOurBuckets },
      {
        Sid: 'DeliverStorageLens',
        ...use,
        Principal: { Service: 'storage-lens.s3.amazonaws.com' },
        Condition: fromOurLens,
      },
    ]);
  });

  test('takes reports on buckets that were taken over, of retired tenants and of no other placement', () => {
    const adopt = { bucketName: 'old-lake', keyArn: 'arn', policy: 'merge', lifecycle: 'merge' } as const;
    const tenants = [
      { ...acme, adopt, state: 'retired' as const },
      { ...acme, id: 'globex', adopt: { ...adopt, bucketName: 'corp-lake' } },
      { ...acme, id: 'initech', placement: 'second', adopt: { ...adopt, bucketName: 'far-lake' } },
    ];
    const [deliver] = policyOf(foundation({}, { tenants }), 'aws_s3_bucket_policy', 'Logs');
    expect(deliver?.['Condition']).toMatchObject({
      ArnLike: { 'aws:SourceArn': ['arn:aws:s3:::corp-*', 'arn:aws:s3:::old-lake'] },
    });
  });

  test('deletes by age, each in its own days', () => {
    const stack = foundation({ logDays: 30, reportDays: 400 });
    for (const [part, days] of [
      ['Logs', 30],
      ['Reports', 400],
    ] as const) {
      expect(partOf(stack, 'aws_s3_bucket_lifecycle_configuration', part)['rule']).toEqual([
        expect.objectContaining({ expiration: [{ days }], noncurrent_version_expiration: [{ noncurrent_days: 7 }] }),
      ]);
    }
  });

  test('says in its output where the reports lie and under which key', () => {
    expect(foundation().json['output']).toEqual({
      foundation: {
        value: {
          logBucketName: 'corp-logs',
          reportsBucketName: 'corp-reports',
          reportsKeyArn: `\${${foundation().only('aws_kms_key').address}.arn}`,
        },
      },
    });
  });

  test('takes other names', () => {
    const stack = foundation({ nameSuffixes: { logs: 'audit-logs', reports: 'audit-reports' } });
    expect(stack.all('aws_s3_bucket').map((one) => one.fields['bucket'])).toEqual([
      'corp-audit-logs',
      'corp-audit-reports',
    ]);
  });

  test('fails when logs are to be deleted at once', () => {
    expect(() => foundation({ logDays: 0 })).toThrow(/Logs] TB2180 lifecycle has expirationDays 0/);
  });
});
