import { describe, expect, test } from '@jest/globals';
import { PoolStack, TenantBucket } from '../../modules/constructs';
import type { Tenant } from '../../modules/core';
import { activeTenant, ownKeyArn, pendingTenant } from '../support/handshakes';
import { statementsOf, synthesize, synthesizeIn, type SynthesizedStack } from '../support/synthesize';
import { createdWriter, deployment, existingReader } from '../support/tenancy';

function synthesizeTenant(tenant: Tenant): SynthesizedStack {
  return synthesizeIn((stack) => {
    new TenantBucket(stack, tenant.id, { tenant, placement: deployment });
  });
}

const addresses = (stack: SynthesizedStack): readonly string[] => stack.resources.map((one) => one.address);
const sids = (stack: SynthesizedStack): readonly unknown[] =>
  stack.statements('aws_s3_bucket_policy').map((one) => one['Sid']);

describe('a tenant with a key of its own', () => {
  const [pending, active] = [synthesizeTenant(pendingTenant), synthesizeTenant(activeTenant)];

  test('has roles, a reserved name and a bucket that refuses every write while it is pending, and no key', () => {
    expect(pending.counts).toEqual({
      aws_iam_role: 2,
      aws_iam_role_policy: 2,
      aws_s3_bucket: 1,
      aws_s3_bucket_lifecycle_configuration: 1,
      aws_s3_bucket_ownership_controls: 1,
      aws_s3_bucket_policy: 1,
      aws_s3_bucket_public_access_block: 1,
      aws_s3_bucket_versioning: 1,
    });
    expect(pending.only('aws_s3_bucket').fields['bucket']).toBe('corp-acme');
    expect(sids(pending)).toEqual(['DenyWritesWhilePending', 'DenyEncryptionChange', 'DenyPlainHttp']);
    for (const policy of pending.all('aws_iam_role_policy'))
      expect(JSON.stringify(statementsOf(policy))).not.toContain('kms:');
  });

  test('keeps every address when its key comes, and gets default encryption', () => {
    const added = active.only('aws_s3_bucket_server_side_encryption_configuration').address;
    expect([...addresses(pending), added].sort()).toEqual([...addresses(active)].sort());
    expect(active.only('aws_s3_bucket_server_side_encryption_configuration').fields).toMatchObject({
      rule: [
        {
          apply_server_side_encryption_by_default: { kms_master_key_id: ownKeyArn, sse_algorithm: 'aws:kms' },
          bucket_key_enabled: true,
        },
      ],
    });
  });

  test('enforces its key, and lets writes through only once default encryption stands (F27)', () => {
    expect(sids(active)).toEqual(expect.arrayContaining(['DenyOtherKeys', 'DenyKmsWithoutKey']));
    expect(active.statements('aws_s3_bucket_policy').find((one) => one['Sid'] === 'DenyOtherKeys')).toMatchObject({
      Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': ownKeyArn } },
    });
    expect(active.only('aws_s3_bucket_policy').fields['depends_on']).toEqual([
      active.only('aws_s3_bucket_public_access_block').address,
      active.only('aws_s3_bucket_server_side_encryption_configuration').address,
    ]);
  });

  test('lets its roles use that key in their own policies, through S3 under its bucket, and gives no grant', () => {
    const use = active.all('aws_iam_role_policy').map((one) => statementsOf(one).at(-1));
    const Condition = {
      StringEquals: {
        'kms:ViaService': 's3.eu-west-1.amazonaws.com',
        'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::corp-acme',
      },
    };
    const rest = { Sid: 'UseKeyThroughS3', Effect: 'Allow', Resource: ownKeyArn, Condition };
    expect(use).toEqual([
      { ...rest, Action: ['kms:Decrypt', 'kms:GenerateDataKey'] },
      { ...rest, Action: 'kms:Decrypt' },
    ]);
    expect(active.all('aws_kms_grant')).toEqual([]);
    expect(active.all('aws_kms_key')).toEqual([]);
  });

  test('loses that part of its roles while it is suspended, and asks for tags where they are asked for', () => {
    const suspended = synthesizeTenant({ ...activeTenant, state: 'suspended' });
    expect(addresses(suspended)).toEqual(addresses(active));
    for (const policy of suspended.all('aws_iam_role_policy'))
      expect(JSON.stringify(statementsOf(policy))).not.toContain('kms:');
    const tagged = synthesizeTenant({
      ...activeTenant,
      principals: [{ ...createdWriter, principalTags: { team: 'a' } }],
    });
    expect(statementsOf(tagged.only('aws_iam_role_policy')).at(-1)).toMatchObject({
      Sid: 'UseKeyThroughS3',
      Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } },
    });
  });

  test('lets existing principals in by the bucket policy only once its key is there', () => {
    const principals = [existingReader];
    expect(sids(synthesizeTenant({ ...pendingTenant, principals }))).not.toContain('ReadObjects');
    expect(sids(synthesizeTenant({ ...activeTenant, principals }))).toContain('ReadObjects');
  });

  test('fails when its key is in another account than it says, in another region, or no key (F04)', () => {
    const withArn =
      (arn: string): (() => unknown) =>
      () =>
        synthesizeTenant({ ...activeTenant, key: { owner: 'tenant', accountId: '444455556666', arn } });
    expect(withArn(ownKeyArn.replace('444455556666', '999999999999'))).toThrow(
      /\[test\/acme\] TB2170 key .*999999999999.* is not in account 444455556666; make account and ARN agree/,
    );
    expect(withArn(ownKeyArn.replace('eu-west-1', 'us-east-1'))).toThrow(/TB2107 key .* is not in eu-west-1/);
    expect(withArn('alias/mine')).toThrow(/TB2107 key "alias\/mine" is no full key ARN/);
    expect(withArn(ownKeyArn.replace(/^.*\//, ''))).toThrow(/TB2107 key "11111111-.*" is no full key ARN/);
  });

  test('fails when it names more principals than its key policy will hold (F10)', () => {
    const principals = Array.from({ length: 400 }, (_, index) => ({
      ...createdWriter,
      name: `p${String(index)}`,
      principalTags: { team: String(index) },
    }));
    expect(() => synthesizeTenant({ ...pendingTenant, principals })).toThrow(
      /\[test\/acme\] TB2005 the key policy has/,
    );
  });

  test('counts in a pool as if its key were there, so that no pool is too full for a key that comes', () => {
    const complaint = (key: Tenant['key']): string => {
      const tenants = Array.from({ length: 40 }, (_, index): Tenant => ({
        ...pendingTenant,
        id: `t${String(index)}`,
        isolation: 'shared',
        key: 'arn' in key ? { ...key, arn: ownKeyArn.replace(/\d{2}$/, String(10 + index)) } : key,
      }));
      let message = '';
      try {
        synthesize((app) => {
          const tags = {};
          return new PoolStack(app, 'pool', { deployment, tenants, tags, bucketName: 'corp-pool-1' });
        });
      } catch (error) {
        message = String(error);
      }
      return /TB2100 the policy of pool corp-pool-1 has \d+ bytes/.exec(message)?.[0] ?? '';
    };
    expect(complaint(pendingTenant.key)).not.toBe('');
    expect(complaint(pendingTenant.key)).toBe(complaint(activeTenant.key));
  });
});
