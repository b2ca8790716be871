import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  bucketPolicyLimitBytes,
  canonicalPolicyJson,
  policyDocument,
  policySizeBytes,
  poolPolicySizeBytes,
  poolStatements,
  poolTenantsThatFit,
  type Pool,
  type PolicyStatement,
  type PoolTenant,
} from '../../../modules/core';
import { poolBucket, poolKeyArn, poolOf, poolPrincipal, poolTenant } from '../../support/pools';
import { accountId, deployment } from '../../support/tenancy';

const bucket = `arn:aws:s3:::${poolBucket}`;
const writes = ['s3:PutObject', 's3:ReplicateObject', 's3:UpdateObjectEncryption'];
const algorithm = 's3:x-amz-server-side-encryption';
const keyId = 's3:x-amz-server-side-encryption-aws-kms-key-id';
const role = (name: string): string => `arn:aws:iam::${accountId}:role/tenants/corp-${name}`;

function statement(pool: Pool, sid: string): PolicyStatement | undefined {
  return poolStatements(pool).find((one) => one.Sid === sid);
}

const pool = poolOf(poolTenant('blue'), poolTenant('red'));

describe('poolStatements', () => {
  test('are those of the whole bucket once, two fences, and three for each tenant', () => {
    expect(poolStatements(pool).map((one) => one.Sid)).toEqual([
      'DenyOtherAlgorithms',
      'DenyKmsWithoutKey',
      'DenyCustomerKeys',
      'DenyEncryptionChange',
      'DenyFormUploads',
      'DenyPlainHttp',
      'DenyWritesOutsidePrefixes',
      'DenyListsOutsidePrefixes',
      'Key-blue',
      'Only-blue',
      'List-blue',
      'Key-red',
      'Only-red',
      'List-red',
    ]);
  });

  test('deny to everybody and allow nothing when every role is made here', () => {
    for (const one of poolStatements(pool)) expect(one).toMatchObject({ Effect: 'Deny', Principal: '*' });
  });

  test.each<PolicyStatement>([
    {
      Sid: 'DenyOtherAlgorithms',
      Effect: 'Deny',
      Principal: '*',
      Action: writes,
      Resource: `${bucket}/*`,
      Condition: { Null: { [algorithm]: 'false' }, StringNotEquals: { [algorithm]: 'aws:kms' } },
    },
    {
      Sid: 'DenyKmsWithoutKey',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: `${bucket}/*`,
      Condition: { StringEquals: { [algorithm]: 'aws:kms' }, Null: { [keyId]: 'true' } },
    },
    {
      Sid: 'DenyWritesOutsidePrefixes',
      Effect: 'Deny',
      Principal: '*',
      Action: writes,
      NotResource: [`${bucket}/blue/*`, `${bucket}/red/*`],
    },
    {
      Sid: 'DenyListsOutsidePrefixes',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:ListBucket*',
      Resource: bucket,
      Condition: {
        StringNotLike: { 's3:prefix': ['blue/*', 'red/*'] },
        ArnNotLike: { 'aws:PrincipalArn': [deployment.deployerArn] },
      },
    },
    {
      Sid: 'Key-blue',
      Effect: 'Deny',
      Principal: '*',
      Action: writes,
      Resource: `${bucket}/blue/*`,
      Condition: { Null: { [keyId]: 'false' }, StringNotEquals: { [keyId]: [poolKeyArn('blue')] } },
    },
    {
      Sid: 'Only-blue',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: `${bucket}/blue/*`,
      Condition: {
        ArnNotLike: { 'aws:PrincipalArn': [deployment.deployerArn, role('blue-reader'), role('blue-writer')] },
      },
    },
    {
      Sid: 'List-blue',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:ListBucket*',
      Resource: bucket,
      Condition: {
        StringLike: { 's3:prefix': 'blue/*' },
        ArnNotLike: { 'aws:PrincipalArn': [deployment.deployerArn, role('blue-reader'), role('blue-writer')] },
      },
    },
  ])('have the statement $Sid', (expected) => {
    expect(statement(pool, expected.Sid)).toEqual(expected);
  });

  test('deny every write and list in a pool that is empty', () => {
    const empty = poolOf();
    expect(statement(empty, 'DenyWritesOutsidePrefixes')).toEqual({
      Sid: 'DenyWritesOutsidePrefixes',
      Effect: 'Deny',
      Principal: '*',
      Action: writes,
      Resource: `${bucket}/*`,
    });
    expect(statement(empty, 'DenyListsOutsidePrefixes')?.Condition).toEqual({
      ArnNotLike: { 'aws:PrincipalArn': [deployment.deployerArn] },
    });
  });

  test('ask a strict tenant to show its key on every write', () => {
    const strict = poolOf(poolTenant('blue', { enforcement: 'strict' }));
    expect(statement(strict, 'Key-blue')?.Condition).toEqual({ StringNotEquals: { [keyId]: [poolKeyArn('blue')] } });
  });

  test('deny every write of a tenant whose key is not there yet', () => {
    const { keyArn: _, ...pending } = poolTenant('blue');
    expect(statement(poolOf(pending), 'Key-blue')).toEqual({
      Sid: 'Key-blue',
      Effect: 'Deny',
      Principal: '*',
      Action: writes,
      Resource: `${bucket}/blue/*`,
    });
  });

  test('let nobody but the deployer to the prefix of a suspended tenant', () => {
    const suspended = poolOf(
      poolTenant('blue', { suspended: true, principals: [{ ...poolPrincipal('blue', 'reader'), kind: 'existing' }] }),
    );
    const onlyDeployer = { ArnNotLike: { 'aws:PrincipalArn': [deployment.deployerArn] } };
    expect(statement(suspended, 'Only-blue')?.Condition).toEqual(onlyDeployer);
    expect(statement(suspended, 'List-blue')?.Condition).toMatchObject(onlyDeployer);
    expect(poolStatements(suspended).filter((one) => one.Effect === 'Allow')).toEqual([]);
  });

  test('spare the roles of the platform on every prefix and in the fence of lists', () => {
    const sparedArns = [role('replication')];
    const spared = poolStatements({ ...pool, sparedArns }).filter((one) =>
      JSON.stringify(one.Condition ?? {}).includes(role('replication')),
    );
    expect(spared.map((one) => one.Sid)).toEqual([
      'DenyListsOutsidePrefixes',
      'Only-blue',
      'List-blue',
      'Only-red',
      'List-red',
    ]);
  });

  test('take an account for everybody in it, whatever the ARN under which they call', () => {
    const root = { kind: 'existing', arn: 'arn:aws:iam::444455556666:root', access: 'reader' } as const;
    expect(statement(poolOf(poolTenant('blue', { principals: [root] })), 'Only-blue')?.Condition).toEqual({
      ArnNotLike: { 'aws:PrincipalArn': [deployment.deployerArn, 'arn:aws:iam::444455556666:*'] },
    });
  });

  test('let a principal that exists already in to its prefix, and ask it for its tags', () => {
    const analyst = { kind: 'existing', arn: role('analyst'), access: 'reader', principalTags: { team: 'a' } } as const;
    const tagged = { 'aws:PrincipalAccount': accountId, 'aws:PrincipalTag/team': 'a' };
    const allows = poolStatements(poolOf(poolTenant('blue', { principals: [analyst] }))).filter(
      (one) => one.Effect === 'Allow',
    );
    expect(allows).toEqual([
      {
        Sid: 'ReadObjectsByTag1-blue',
        Effect: 'Allow',
        Principal: { AWS: [role('analyst')] },
        Action: ['s3:GetObject', 's3:GetObjectVersion'],
        Resource: `${bucket}/blue/*`,
        Condition: { StringEquals: tagged },
      },
      {
        Sid: 'ListObjectsByTag1-blue',
        Effect: 'Allow',
        Principal: { AWS: [role('analyst')] },
        Action: ['s3:ListBucket'],
        Resource: bucket,
        Condition: { StringLike: { 's3:prefix': 'blue/*' }, StringEquals: tagged },
      },
    ]);
  });

  test('are the same whatever the order of the tenants (F25)', () => {
    const turned = { ...pool, tenants: pool.tenants.toReversed() };
    expect(canonicalPolicyJson(policyDocument(poolStatements(turned)))).toBe(
      canonicalPolicyJson(policyDocument(poolStatements(pool))),
    );
  });
});

const tenantIds = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{1,12}$/), { minLength: 1, maxLength: 12 });

describe('any set of tenants in one pool', () => {
  test('shares no prefix, key or principal, and each prefix is bound to its key and its principals', () => {
    fc.assert(
      fc.property(tenantIds, (ids) => {
        const statements = poolStatements(poolOf(...ids.map((id) => poolTenant(id))));
        const bound = ids.map((id) => ({
          keys: statements.filter((one) => one.Sid === `Key-${id}`),
          only: statements.filter((one) => one.Sid === `Only-${id}`),
          list: statements.filter((one) => one.Sid === `List-${id}`),
        }));
        for (const one of bound) expect([one.keys, one.only, one.list].map((found) => found.length)).toEqual([1, 1, 1]);
        ids.forEach((id, index) => {
          const text = JSON.stringify(bound[index]);
          expect(text).toContain(`/${id}/*"`);
          expect(text).toContain(poolKeyArn(id));
          for (const other of ids.filter((candidate) => candidate !== id)) {
            expect(text).not.toContain(`"${bucket}/${other}/*"`);
            expect(text).not.toContain(poolKeyArn(other));
            expect(text).not.toContain(`"${role(`${other}-reader`)}"`);
          }
        });
      }),
      { numRuns: 50 },
    );
  });

  test('has statements of different names', () => {
    fc.assert(
      fc.property(tenantIds, (ids) => {
        const sids = poolStatements(poolOf(...ids.map((id) => poolTenant(id)))).map((one) => one.Sid);
        expect(new Set(sids).size).toBe(sids.length);
      }),
    );
  });
});

describe('poolTenantsThatFit', () => {
  const many = (tenantOf: (id: string) => PoolTenant): Pool =>
    poolOf(...Array.from({ length: 60 }, (_, index) => tenantOf(`tenant-${String(index).padStart(2, '0')}`)));
  const existing = (id: string): PoolTenant =>
    poolTenant(id, {
      principals: [{ kind: 'existing', arn: `arn:aws:iam::444455556666:role/${id}-analyst`, access: 'reader' }],
    });

  // What the documentation says of how many tenants one pool holds.
  test.each([
    ['a reader and a writer that are made for each', (id: string) => poolTenant(id), 15],
    [
      'one role that is made for each',
      (id: string) => poolTenant(id, { principals: [poolPrincipal(id, 'writer')] }),
      17,
    ],
    ['one reader of another account for each', existing, 12],
    ['nobody let in', (id: string) => poolTenant(id, { principals: [] }), 20],
  ])('counts the tenants of a pool with %s (F10)', (_, tenantOf, count) => {
    const full = many(tenantOf);
    expect(poolTenantsThatFit(full)).toBe(count);
    const sizeOf = (first: number): number => poolPolicySizeBytes({ ...full, tenants: full.tenants.slice(0, first) });
    expect(sizeOf(count)).toBeLessThanOrEqual(bucketPolicyLimitBytes);
    expect(sizeOf(count + 1)).toBeGreaterThan(bucketPolicyLimitBytes);
  });

  test('would count more than 40 if the keys alone were bound: the principals cost the rest', () => {
    const keysOnly = (count: number): number => {
      const tenants = many((id) => poolTenant(id)).tenants.slice(0, count);
      const bound = poolStatements(poolOf(...tenants)).filter((one) => !/^(Only|List)-|^DenyLists/.test(one.Sid));
      return policySizeBytes(policyDocument(bound));
    };
    expect(keysOnly(41)).toBeLessThanOrEqual(bucketPolicyLimitBytes);
    expect(keysOnly(50)).toBeGreaterThan(bucketPolicyLimitBytes);
  });

  test('is all of them when they fit, and none when not one does', () => {
    expect(poolTenantsThatFit(pool)).toBe(2);
    expect(poolTenantsThatFit(poolOf())).toBe(0);
    expect(poolTenantsThatFit(poolOf(poolTenant('blue', { prefix: `${'x'.repeat(20_000)}/` })))).toBe(0);
  });
});
