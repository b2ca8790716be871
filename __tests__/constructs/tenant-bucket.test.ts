import { describe, expect, test } from '@jest/globals';
import { TenantBucket } from '../../modules/constructs';
import type { Tenant } from '../../modules/core';
import { statementsOf, synthesizeIn, type SynthesizedStack } from '../support/synthesize';
import { accountId, acme, createdWriter, deployment, existingReader } from '../support/tenancy';

function synthesizeTenant(changes: Partial<Tenant> = {}): SynthesizedStack {
  return synthesizeIn((stack) => {
    new TenantBucket(stack, 'acme', { tenant: { ...acme, ...changes }, placement: deployment });
  });
}

const writerRoleArn = `arn:aws:iam::${accountId}:role/tenants/corp-acme-app`;

describe('TenantBucket', () => {
  test('is a key, a locked bucket, and a grant for each principal with a role where one is to be made', () => {
    expect(synthesizeTenant().counts).toEqual({
      aws_iam_role: 1,
      aws_iam_role_policy: 1,
      aws_kms_alias: 1,
      aws_kms_grant: 2,
      aws_kms_key: 1,
      aws_s3_bucket: 1,
      aws_s3_bucket_lifecycle_configuration: 1,
      aws_s3_bucket_ownership_controls: 1,
      aws_s3_bucket_policy: 1,
      aws_s3_bucket_public_access_block: 1,
      aws_s3_bucket_server_side_encryption_configuration: 1,
      aws_s3_bucket_versioning: 1,
    });
  });

  test('lets nobody in when it names nobody', () => {
    const stack = synthesizeTenant({ principals: [] });
    expect(stack.all('aws_kms_grant')).toEqual([]);
    expect(stack.all('aws_iam_role')).toEqual([]);
    expect(stack.statements('aws_kms_key').map((one) => one['Sid'])).toEqual([
      'AdministerWithoutUse',
      'DenyUseOutsideS3',
    ]);
  });

  test('makes the key before the bucket, so that the key is never the first to go', () => {
    const stack = synthesizeTenant();
    expect(stack.only('aws_s3_bucket').fields['depends_on']).toEqual([stack.only('aws_kms_key').address]);
  });

  test('lets a principal in only when public access is blocked, encryption set and writes enforced (F27)', () => {
    const stack = synthesizeTenant();
    const locks = [
      stack.only('aws_s3_bucket_public_access_block').address,
      stack.only('aws_s3_bucket_server_side_encryption_configuration').address,
      stack.only('aws_s3_bucket_policy').address,
    ];
    expect(stack.all('aws_kms_grant').map(({ fields }) => [fields['grantee_principal'], fields['depends_on']])).toEqual(
      [
        [existingReader.arn, locks],
        [writerRoleArn, [...locks, stack.only('aws_iam_role').address]],
      ],
    );
  });

  test('encrypts and enforces under its own key', () => {
    const stack = synthesizeTenant();
    const keyArn = `\${${stack.only('aws_kms_key').address}.arn}`;
    expect(stack.only('aws_s3_bucket_server_side_encryption_configuration').fields).toMatchObject({
      rule: [{ apply_server_side_encryption_by_default: { kms_master_key_id: keyArn } }],
    });
    expect(statementsOf(stack.only('aws_s3_bucket_policy'))[1]).toMatchObject({
      Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': keyArn } },
    });
    for (const grant of stack.all('aws_kms_grant')) expect(grant.fields['key_id']).toBe(keyArn);
  });

  test('names everything after the placement and the tenant, in literals that a plan can show', () => {
    const stack = synthesizeTenant();
    expect(stack.only('aws_s3_bucket').fields['bucket']).toBe('corp-acme');
    expect(stack.only('aws_s3_bucket_policy').fields['bucket']).toBe('corp-acme');
    expect(stack.only('aws_kms_alias').fields['name']).toBe('alias/corp/acme');
    expect(stack.only('aws_iam_role').fields['name']).toBe('corp-acme-app');
  });

  test('lets the deployer give exactly the grants that the tenant names', () => {
    expect(synthesizeTenant().statements('aws_kms_key')[1]).toMatchObject({
      Sid: 'CreateGrantsBoundToTheBucket',
      Condition: { StringEquals: { 'kms:GranteePrincipal': [writerRoleArn, existingReader.arn] } },
    });
  });

  test('gives a grant an address that comes from its principal and not from its place in the list', () => {
    const addresses = (principals: Tenant['principals']): readonly string[] =>
      synthesizeTenant({ principals })
        .all('aws_kms_grant')
        .map((one) => one.address)
        .sort();
    expect(addresses([createdWriter, existingReader])).toEqual(addresses([existingReader, createdWriter]));
  });

  test('keeps principals apart whose ARNs differ only in a slash', () => {
    const principals = ['a/b', 'a--b'].map((role) => ({
      ...existingReader,
      arn: `arn:aws:iam::${accountId}:role/${role}`,
    }));
    expect(synthesizeTenant({ principals }).all('aws_kms_grant')).toHaveLength(2);
  });

  test('passes key times, lifecycle and tags on', () => {
    const stack = synthesizeTenant({
      key: { owner: 'platform', rotationDays: 100, deletionWindowDays: 10 },
      lifecycle: { noncurrentDays: 11, abortUploadDays: 12 },
    });
    expect(stack.only('aws_kms_key').fields).toMatchObject({
      rotation_period_in_days: 100,
      deletion_window_in_days: 10,
      tags: acme.tags,
    });
    expect(stack.only('aws_s3_bucket_lifecycle_configuration').fields).toMatchObject({
      rule: [
        {
          noncurrent_version_expiration: [{ noncurrent_days: 11 }],
          abort_incomplete_multipart_upload: [{ days_after_initiation: 12 }],
        },
      ],
    });
    expect(stack.only('aws_s3_bucket').fields['tags']).toEqual(acme.tags);
    expect(stack.only('aws_iam_role').fields['tags']).toEqual(acme.tags);
  });

  test('lets one principal both read and write, by two grants', () => {
    const stack = synthesizeTenant({ principals: [existingReader, { ...existingReader, access: 'writer' }] });
    expect(stack.all('aws_kms_grant').map(({ fields }) => [fields['grantee_principal'], fields['operations']])).toEqual(
      [
        [existingReader.arn, ['Decrypt']],
        [existingReader.arn, ['Decrypt', 'GenerateDataKey']],
      ],
    );
  });

  test('lets a principal that exists already in by the bucket policy', () => {
    const allows = synthesizeTenant()
      .statements('aws_s3_bucket_policy')
      .filter((one) => one['Effect'] === 'Allow');
    expect(allows).toMatchObject([
      { Sid: 'ReadObjects', Principal: { AWS: existingReader.arn }, Resource: 'arn:aws:s3:::corp-acme/*' },
      { Sid: 'ListObjects', Principal: { AWS: existingReader.arn }, Resource: 'arn:aws:s3:::corp-acme' },
    ]);
  });

  test('names a principal that must carry tags in the key policy, for a grant knows no tags', () => {
    const stack = synthesizeTenant({ principals: [{ ...createdWriter, principalTags: { team: 'a' } }] });
    expect(stack.all('aws_kms_grant')).toEqual([]);
    expect(stack.statements('aws_kms_key')[1]).toMatchObject({
      Sid: 'WriteThroughS3ByTag1',
      Principal: { AWS: writerRoleArn },
      Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a', 'aws:PrincipalAccount': accountId } },
    });
    expect(stack.only('aws_kms_key').fields['depends_on']).toEqual([stack.only('aws_iam_role').address]);
    expect(stack.statements('aws_iam_role_policy')).toMatchObject([
      { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } } },
    ]);
  });

  test('fails when a principal of another account must carry tags', () => {
    expect(() => synthesizeTenant({ principals: [{ ...existingReader, principalTags: { team: 'a' } }] })).toThrow(
      `[test/acme] TB2103 principal ${existingReader.arn} is to carry tags, and its account can give it any`,
    );
  });

  test('passes strict enforcement on', () => {
    expect(synthesizeTenant({ enforcement: 'strict' }).statements('aws_s3_bucket_policy')[1]).toMatchObject({
      Sid: 'DenyAllButOurKeys',
    });
  });

  test('lets nobody in while it is suspended, and keeps every address but those of the grants', () => {
    const addresses = (stack: SynthesizedStack): readonly string[] => stack.resources.map((one) => one.address);
    const active = synthesizeTenant();
    const suspended = synthesizeTenant({ state: 'suspended' });
    const grants = active.all('aws_kms_grant').map((one) => one.address);
    expect(addresses(suspended)).toEqual(addresses(active).filter((address) => !grants.includes(address)));
    const statements = suspended.statements('aws_s3_bucket_policy');
    expect(statements.filter((one) => one['Effect'] === 'Allow')).toEqual([]);
    expect(statements.at(-2)).toMatchObject({ Sid: 'DenyObjectsWhileSuspended', Action: 's3:*' });
    expect(suspended.statements('aws_kms_key').map((one) => one['Sid'])).toEqual([
      'AdministerWithoutUse',
      'DenyUseOutsideS3',
    ]);
  });

  test('differs in nothing but a tag while it is retiring', () => {
    const retiring = synthesizeTenant({ state: 'retiring' });
    for (const type of ['aws_s3_bucket', 'aws_kms_key', 'aws_iam_role'])
      expect(retiring.only(type).fields['tags']).toEqual({ ...acme.tags, 'tenant-buckets:state': 'retiring' });
    const untagged = (stack: SynthesizedStack): unknown =>
      stack.resources.map(({ address, fields: { tags: _, ...fields } }) => [address, fields]);
    expect(untagged(retiring)).toEqual(untagged(synthesizeTenant()));
  });

  test('makes no key and gives no grant where the tenant brings its own key', () => {
    const arn = `arn:aws:kms:eu-west-1:444455556666:key/11111111-2222-3333-4444-555555555555`;
    const stack = synthesizeTenant({ key: { owner: 'tenant', accountId: '444455556666', arn } });
    expect(stack.all('aws_kms_key')).toEqual([]);
    expect(stack.all('aws_kms_grant')).toEqual([]);
    expect(stack.only('aws_s3_bucket_server_side_encryption_configuration').fields).toMatchObject({
      rule: [{ apply_server_side_encryption_by_default: { kms_master_key_id: arn } }],
    });
  });

  test('fails when several of its parts are wrong, with all of them and their paths', () => {
    const broken = { id: 'a'.repeat(70), key: { owner: 'platform' as const, rotationDays: 1, deletionWindowDays: 30 } };
    const bucketName = `corp-${broken.id}`;
    expect(() => synthesizeTenant(broken)).toThrow(
      'Validation failed with the following errors:\n' +
        `  [test/acme/Role-app] TB2009 role name "${bucketName}-app": a role name has 1 to 64 characters; choose another tenant id, principal name or name prefix\n` +
        '  [test/acme/Key] TB2002 rotationDays is 1; give a whole number from 90 to 2560\n' +
        `  [test/acme/Bucket] TB2001 bucket name "${bucketName}": a bucket name has 3 to 63 characters; choose another tenant id or name prefix`,
    );
  });
});
