import { describe, expect, test } from '@jest/globals';
import { TenantBucket } from '../../modules/constructs';
import type { Adoption, FoundState, Tenant } from '../../modules/core';
import { adoption, foundState, legacyKeyArn } from '../support/adoption';
import { objectsAt, textAt } from '../support/json';
import { synthesizeIn, type SynthesizedStack } from '../support/synthesize';
import { accountId, acme, createdWriter, deployment, existingReader } from '../support/tenancy';

function synthesizeAdopting(changes: Partial<Adoption> = {}, tenant: Partial<Tenant> = {}): SynthesizedStack {
  return synthesizeIn((stack) => {
    const adopt = { ...adoption, ...changes };
    new TenantBucket(stack, 'acme', { tenant: { ...acme, adopt, ...tenant }, placement: deployment });
  });
}

function withBucket(changes: Partial<FoundState['bucket']>): { readonly found: FoundState } {
  return { found: { ...foundState, bucket: { ...foundState.bucket, ...changes } } };
}

/** The types that are imported, each with its id. */
function imports(stack: SynthesizedStack): { readonly [type: string]: string } {
  const blocks = stack.json['import'] === undefined ? [] : objectsAt(stack.json, 'import');
  return Object.fromEntries(blocks.map((one) => [textAt(one, 'to').split('.')[0] ?? '', textAt(one, 'id')]));
}

describe('a TenantBucket that takes over', () => {
  test('imports what was found, and makes what was not', () => {
    expect(imports(synthesizeAdopting())).toEqual({
      aws_kms_key: '1234abcd-12ab-34cd-56ef-1234567890ab',
      aws_s3_bucket: 'legacy',
      aws_s3_bucket_lifecycle_configuration: 'legacy',
      aws_s3_bucket_policy: 'legacy',
      aws_s3_bucket_server_side_encryption_configuration: 'legacy',
    });
  });

  test('imports each setting that stands already, and our own alias', () => {
    const full = withBucket({
      versioning: 'Suspended',
      publicAccessBlock: [],
      ownership: 'ObjectWriter',
      objectLock: 'without default',
      policy: undefined,
      lifecycleRules: [],
    });
    const key = { ...foundState.key, aliases: ['alias/corp/acme'] };
    const lifecycle = { ...acme.lifecycle, objectLock: { mode: 'GOVERNANCE' as const, days: 1 } };
    expect(imports(synthesizeAdopting({ found: { ...full.found, key } }, { lifecycle }))).toEqual({
      aws_kms_alias: 'alias/corp/acme',
      aws_kms_key: '1234abcd-12ab-34cd-56ef-1234567890ab',
      aws_s3_bucket: 'legacy',
      aws_s3_bucket_object_lock_configuration: 'legacy',
      aws_s3_bucket_ownership_controls: 'legacy',
      aws_s3_bucket_public_access_block: 'legacy',
      aws_s3_bucket_server_side_encryption_configuration: 'legacy',
      aws_s3_bucket_versioning: 'legacy',
    });
  });

  test('has the addresses of any other tenant', () => {
    const addresses = (stack: SynthesizedStack): readonly string[] => stack.resources.map((one) => one.address);
    const made = synthesizeIn((stack) => {
      new TenantBucket(stack, 'acme', { tenant: acme, placement: deployment });
    });
    expect(addresses(synthesizeAdopting())).toEqual(addresses(made));
    expect(imports(made)).toEqual({});
  });

  test('keeps statements behind ours, and terraform reads no expression in them', () => {
    const stack = synthesizeAdopting();
    expect(stack.statements('aws_s3_bucket_policy').at(-1)).toEqual({
      Sid: 'LegacyHome',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${accountId}:role/legacy` },
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::legacy/home/$${aws:username}/*',
    });
    expect(stack.statements('aws_kms_key').at(-1)).toMatchObject({ Sid: 'Root', Action: 'kms:*' });
  });

  test('has our statements alone when they replace what was there', () => {
    const stack = synthesizeAdopting({ policy: 'replace' });
    const sids = [...stack.statements('aws_s3_bucket_policy'), ...stack.statements('aws_kms_key')].map(
      (one) => one['Sid'],
    );
    expect(sids).not.toContain('LegacyHome');
    expect(sids).not.toContain('Root');
  });

  test('keeps lifecycle rules behind ours, field by field', () => {
    expect(synthesizeAdopting().only('aws_s3_bucket_lifecycle_configuration').fields['rule']).toMatchObject([
      { id: 'clean-up' },
      { id: 'logs', status: 'Enabled', filter: [{ prefix: 'logs/%%{x}' }], expiration: [{ days: 10 }] },
      {
        id: 'old',
        status: 'Disabled',
        filter: [{ and: [{ prefix: 'a/', object_size_greater_than: 1, tags: { kept: 'no' } }] }],
        transition: [{ date: '2030-01-01T00:00:00Z', storage_class: 'GLACIER' }],
        noncurrent_version_expiration: [{ noncurrent_days: 5, newer_noncurrent_versions: 2 }],
        noncurrent_version_transition: [{ noncurrent_days: 3, storage_class: 'STANDARD_IA' }],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 1 }],
      },
    ]);
  });

  test('lets principals use the key for old objects as well, in both accounts, until told otherwise', () => {
    const context = { 'kms:EncryptionContext:aws:s3:arn': ['arn:aws:s3:::legacy', 'arn:aws:s3:::legacy/*'] };
    const stack = synthesizeAdopting();
    const used = stack.statements('aws_kms_key').filter((one) => textAt(one, 'Sid').endsWith('ThroughS3'));
    expect(used).toMatchObject([
      {
        Sid: 'ReadThroughS3',
        Principal: { AWS: existingReader.arn },
        Condition: { StringEquals: { 'kms:CallerAccount': '444455556666' }, StringLike: context },
      },
      {
        Sid: 'WriteThroughS3',
        Principal: { AWS: `arn:aws:iam::${accountId}:role/tenants/corp-acme-${createdWriter.name}` },
        Condition: { StringEquals: { 'kms:CallerAccount': accountId }, StringLike: context },
      },
    ]);
    expect(stack.all('aws_kms_grant')).toHaveLength(2);
    const strict = synthesizeAdopting({ context: 'bucket' });
    expect(strict.statements('aws_kms_key').map((one) => one['Sid'])).not.toContain('ReadThroughS3');
    expect(strict.all('aws_kms_grant')).toHaveLength(2);
  });

  test('refuses other keys only when the bucket encrypts by its own', () => {
    const stack = synthesizeAdopting();
    expect(stack.only('aws_s3_bucket_policy').fields['depends_on']).toContain(
      stack.only('aws_s3_bucket_server_side_encryption_configuration').address,
    );
  });

  test('knows its own statements again, though the key is known only to terraform', () => {
    const own = synthesizeAdopting({ policy: 'replace' });
    const keyArn = `\${${own.only('aws_kms_key').address}.arn}`;
    const text = textAt(own.only('aws_s3_bucket_policy').fields, 'policy').replaceAll(keyArn, legacyKeyArn);
    const before: unknown = JSON.parse(text);
    const Statement = typeof before === 'object' && before !== null && 'Statement' in before ? before.Statement : [];
    const policy = { Version: '2012-10-17', Statement: Array.isArray(Statement) ? Statement : [] };
    expect(synthesizeAdopting(withBucket({ policy })).statements('aws_s3_bucket_policy')).toEqual(
      own.statements('aws_s3_bucket_policy'),
    );
  });

  test('fails when something cannot be taken over or cannot stay, with all of it and its paths', () => {
    const policy = { Statement: [{ Sid: 'DenyOtherKeys', Effect: 'Deny', Principal: '*', Action: 's3:*' }] };
    expect(() => synthesizeAdopting(withBucket({ region: 'us-east-1', policy }))).toThrow(
      'Validation failed with the following errors:\n' +
        '  [test/acme] TB2182 bucket legacy is in us-east-1, and placement main in eu-west-1; take it over in a placement in us-east-1\n' +
        '  [test/acme/Enforcement] TB2184 statement "DenyOtherKeys" of the bucket policy has the Sid of one of ours and says something else; take it out of the file of what was found, or write policy: replace',
    );
  });

  test('fails when what stays makes the policy too large', () => {
    const long = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'x'.repeat(20_000) };
    expect(() => synthesizeAdopting(withBucket({ policy: { Statement: [long] } }))).toThrow(
      /\[test\/acme\/Enforcement\] TB2004 the bucket policy has \d+ bytes and AWS takes 20480/,
    );
  });
});
