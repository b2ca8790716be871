import { describe, expect, test } from '@jest/globals';
import { PoolStack, SharedBucket, SharedTenantBucket } from '../../modules/constructs';
import { poolPolicySizeBytes, poolTenantsThatFit, principalArn, type Tenant } from '../../modules/core';
import { objectAt } from '../support/json';
import { poolBucket, poolOf, poolTenant } from '../support/pools';
import { statementsOf, synthesize, synthesizeIn, type SynthesizedStack } from '../support/synthesize';
import { accountId, acme, createdWriter, deployment } from '../support/tenancy';

const blue: Tenant = { ...acme, id: 'blue', isolation: 'shared', principals: [createdWriter] };
const red: Tenant = { ...blue, id: 'red' };

function synthesizePool(...tenants: readonly Tenant[]): SynthesizedStack {
  return synthesize((app) => new PoolStack(app, 'pool', { deployment, tenants, tags: {}, bucketName: poolBucket }));
}

function keyAddress(stack: SynthesizedStack, description: string): string {
  const key = stack.all('aws_kms_key').find((one) => one.fields['description'] === description);
  if (key === undefined) throw new Error(`no key says ${description}`);
  return key.address;
}

function sids(stack: SynthesizedStack): readonly unknown[] {
  return stack.statements('aws_s3_bucket_policy').map((one) => one['Sid']);
}

describe('PoolStack', () => {
  test('is one bucket with a sentinel, and a key, a role and a grant for each tenant', () => {
    expect(synthesizePool(blue, red).counts).toEqual({
      aws_iam_role: 2,
      aws_iam_role_policy: 2,
      aws_kms_alias: 3,
      aws_kms_grant: 2,
      aws_kms_key: 3,
      aws_s3_bucket: 1,
      aws_s3_bucket_lifecycle_configuration: 1,
      aws_s3_bucket_ownership_controls: 1,
      aws_s3_bucket_policy: 1,
      aws_s3_bucket_public_access_block: 1,
      aws_s3_bucket_server_side_encryption_configuration: 1,
      aws_s3_bucket_versioning: 1,
    });
  });

  test('encrypts by default under a key that nobody may use, with a Bucket Key', () => {
    const stack = synthesizePool(blue);
    const sentinel = keyAddress(stack, 'Default of corp-pool-1, which nobody may use');
    expect(stack.only('aws_s3_bucket_server_side_encryption_configuration').fields).toMatchObject({
      rule: [
        {
          apply_server_side_encryption_by_default: {
            sse_algorithm: 'aws:kms',
            kms_master_key_id: `\${${sentinel}.arn}`,
          },
          bucket_key_enabled: true,
        },
      ],
    });
    expect(stack.only('aws_s3_bucket').fields['depends_on']).toEqual([sentinel]);
    const policies = stack.all('aws_kms_key').map((key) => [key.address, statementsOf(key).map((one) => one['Sid'])]);
    expect(policies).toContainEqual([sentinel, ['AdministerWithoutUse', 'DenyAllUse']]);
  });

  test('binds each prefix to the key of its tenant', () => {
    const stack = synthesizePool(blue, red);
    for (const id of ['blue', 'red']) {
      const statement = stack.statements('aws_s3_bucket_policy').find((one) => one['Sid'] === `Key-${id}`);
      expect(statement).toMatchObject({
        Resource: `arn:aws:s3:::corp-pool-1/${id}/*`,
        Condition: {
          StringNotEquals: {
            's3:x-amz-server-side-encryption-aws-kms-key-id': `\${${keyAddress(stack, `Locks the objects of tenant ${id}`)}.arn}`,
          },
        },
      });
    }
  });

  test('limits each role to its prefix, and each grant to its own key in the context of the shared bucket', () => {
    const stack = synthesizePool(blue);
    expect(stack.statements('aws_iam_role_policy')).toMatchObject([{ Resource: 'arn:aws:s3:::corp-pool-1/blue/*' }]);
    expect(stack.only('aws_kms_grant').fields).toMatchObject({
      key_id: `\${${keyAddress(stack, 'Locks the objects of tenant blue')}.arn}`,
      constraints: [{ encryption_context_equals: { 'aws:s3:arn': 'arn:aws:s3:::corp-pool-1' } }],
      depends_on: [
        stack.only('aws_s3_bucket_public_access_block').address,
        stack.only('aws_s3_bucket_server_side_encryption_configuration').address,
        stack.only('aws_s3_bucket_policy').address,
        stack.only('aws_iam_role').address,
      ],
    });
  });

  test('puts out what a client needs: bucket, prefix and the key to name on every write', () => {
    const stack = synthesizePool(blue);
    expect(objectAt(stack.json, 'output')).toEqual({
      blue: {
        value: {
          bucketName: 'corp-pool-1',
          prefix: 'blue/',
          aliasName: 'alias/corp/blue',
          keyArn: `\${${keyAddress(stack, 'Locks the objects of tenant blue')}.arn}`,
          principalArns: [`arn:aws:iam::${accountId}:role/tenants/corp-blue-app`],
        },
      },
    });
  });

  test('lets nobody to the prefix of a suspended tenant and keeps every address but those of the grants', () => {
    const addresses = (stack: SynthesizedStack): readonly string[] =>
      stack.resources.filter((one) => one.type !== 'aws_kms_grant').map((one) => one.address);
    const suspended = synthesizePool({ ...blue, state: 'suspended' }, red);
    expect(addresses(suspended)).toEqual(addresses(synthesizePool(blue, red)));
    expect(suspended.counts['aws_kms_grant']).toBe(1);
    const only = suspended.statements('aws_s3_bucket_policy').find((one) => one['Sid'] === 'Only-blue');
    expect(only).toMatchObject({ Condition: { ArnNotLike: { 'aws:PrincipalArn': deployment.deployerArn } } });
  });

  test('refuses every write of a tenant whose own key is not there yet, and takes the key when it is', () => {
    const pending = synthesizePool({ ...blue, key: { owner: 'tenant', accountId: '444455556666' } });
    expect(pending.counts['aws_kms_grant']).toBeUndefined();
    expect(pending.statements('aws_s3_bucket_policy').find((one) => one['Sid'] === 'Key-blue')).not.toHaveProperty(
      'Condition',
    );
    const arn = 'arn:aws:kms:eu-west-1:444455556666:key/11111111-2222-3333-4444-555555555555';
    const there = synthesizePool({ ...blue, key: { owner: 'tenant', accountId: '444455556666', arn } });
    expect(there.counts['aws_kms_grant']).toBeUndefined();
    expect(there.statements('aws_s3_bucket_policy').find((one) => one['Sid'] === 'Key-blue')).toMatchObject({
      Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': arn } },
    });
  });

  test('writes the same policy whatever the order of the tenants (F25)', () => {
    const policy = (...tenants: readonly Tenant[]): unknown =>
      synthesizePool(...tenants).only('aws_s3_bucket_policy').fields['policy'];
    expect(policy(red, blue)).toBe(policy(blue, red));
  });

  test('is a bucket that nobody writes to when no tenant lives in it', () => {
    expect(sids(synthesizePool())).toEqual(expect.arrayContaining(['DenyWritesOutsidePrefixes']));
    expect(synthesizePool().counts).toMatchObject({ aws_kms_key: 1, aws_s3_bucket: 1 });
  });

  test('counts a key that has no ARN yet with the bytes that it will have, and fails when there are too many (F10)', () => {
    const ids = Array.from({ length: 40 }, (_, index) => `t${String(index)}`);
    const applied = ids.map((id) => {
      const role = principalArn(deployment, { ...blue, id }, createdWriter);
      return poolTenant(id, { principals: [{ kind: 'created', arn: role, access: 'writer' }] });
    });
    const sizeBytes = poolPolicySizeBytes(poolOf(...applied));
    const fitting = poolTenantsThatFit(poolOf(...[...applied].sort((a, b) => (a.id < b.id ? -1 : 1))));
    expect(() => synthesizePool(...ids.map((id) => ({ ...blue, id })))).toThrow(
      `[pool/Pool] TB2100 the policy of pool corp-pool-1 has ${String(sizeBytes)} bytes and AWS takes 20480: ${String(fitting)} of 40 tenants fit; open the next pool`,
    );
  });

  test('fails when two of its tenants share a principal or ask for what only a bucket has, all at once', () => {
    const arn = `arn:aws:iam::${accountId}:role/analyst`;
    const shared = { principals: [{ kind: 'existing' as const, arn, access: 'reader' as const }] };
    const locked = { ...blue.lifecycle, objectLock: { mode: 'GOVERNANCE' as const, days: 1 } };
    expect(() => synthesizePool({ ...blue, ...shared, lifecycle: locked }, { ...red, ...shared })).toThrow(
      'Validation failed with the following errors:\n' +
        `  [pool/Pool] TB2104 principal ${arn} of tenant red is let in by tenant blue too; give each tenant of a shared bucket principals of its own, or make one of the two dedicated\n` +
        '  [pool/blue] TB2106 tenant blue is shared and asks for lifecycle.objectLock; take lifecycle.objectLock out, or make the tenant dedicated',
    );
  });

  test('spares the roles of the platform that it is told to, and cleans up when it is told to', () => {
    const sparedArns = [`arn:aws:iam::${accountId}:role/replication`];
    const lifecycle = { noncurrentDays: 30, abortUploadDays: 1 };
    const props = { deployment, tenants: [{ ...blue, lifecycle }], tags: {}, bucketName: poolBucket };
    const stack = synthesize((app) => new PoolStack(app, 'pool', { ...props, sparedArns, lifecycle }));
    const only = stack.statements('aws_s3_bucket_policy').find((one) => one['Sid'] === 'Only-blue');
    expect(JSON.stringify(only)).toContain(sparedArns[0]);
    expect(stack.only('aws_s3_bucket_lifecycle_configuration').fields).toMatchObject({
      rule: [{ noncurrent_version_expiration: [{ noncurrent_days: 30 }] }],
    });
  });
});

describe('SharedTenantBucket', () => {
  function synthesizeShares(...prefixes: readonly string[]): SynthesizedStack {
    return synthesizeIn((stack) => {
      const { lifecycle } = acme;
      const pool = new SharedBucket(stack, 'Pool', { placement: deployment, bucketName: poolBucket, lifecycle });
      prefixes.forEach((prefix, index) => {
        const tenant = { ...blue, id: `t${String(index)}` };
        new SharedTenantBucket(stack, tenant.id, { placement: deployment, tenant, pool, prefix });
      });
    });
  }

  test('takes a prefix of one’s own for the role and for the bucket policy', () => {
    const stack = synthesizeShares('teams/blue/');
    const resource = 'arn:aws:s3:::corp-pool-1/teams/blue/*';
    expect(stack.statements('aws_iam_role_policy')).toMatchObject([{ Resource: resource }]);
    expect(stack.statements('aws_s3_bucket_policy').find((one) => one['Sid'] === 'Key-t0')).toMatchObject({
      Resource: resource,
    });
  });

  test('fails when its prefix has no slash behind it or lies in another’s (F09)', () => {
    expect(() => synthesizeShares('team', 'team2/')).toThrow(
      'Validation failed with the following errors:\n' +
        '  [test/Pool] TB2101 prefix "team" of tenant t0 is no folder; give parts of letters, digits and _ . = @ - that begin with a letter or digit, each with a slash behind it\n' +
        '  [test/Pool] TB2102 prefix "team2/" of tenant t1 lies in prefix "team" of tenant t0; give each tenant a prefix in which no other lies',
    );
  });
});
