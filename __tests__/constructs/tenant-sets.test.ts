import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Environment } from '../../modules/constructs';
import { checkEnvironments, type Tenant } from '../../modules/core';
import { objectAt, textAt, type Json, type JsonObject } from '../support/json';
import { statementsOf, SynthesizedStack } from '../support/synthesize';
import { synthesizedStacks } from '../support/synthesized-world';
import { deployerOf, tenantSets } from '../support/tenant-sets';

/** Names can collide by chance, which is refused and the matter of another test. */
const sound = tenantSets.filter((one) => checkEnvironments([one]).length === 0);

/** A tenant as the output of its stack says it. */
interface Vended {
  readonly id: string;
  readonly stack: SynthesizedStack;
  readonly bucketName: string;
  /** Empty in a bucket of its own. */
  readonly prefix: string;
  readonly keyArn: string;
  readonly aliasName: string | undefined;
  readonly principalArns: readonly Json[];
}

function vendedIn(environment: Environment): readonly Vended[] {
  return synthesizedStacks(environment).flatMap(({ document }) => {
    const stack = new SynthesizedStack(JSON.stringify(document));
    const outputs = objectAt(stack.json, 'output');
    return Object.keys(outputs).map((id): Vended => {
      const value = objectAt(objectAt(outputs, id), 'value');
      const { prefix, aliasName, principalArns } = value;
      return {
        id,
        stack,
        bucketName: textAt(value, 'bucketName'),
        prefix: typeof prefix === 'string' ? prefix : '',
        keyArn: textAt(value, 'keyArn'),
        aliasName: typeof aliasName === 'string' ? aliasName : undefined,
        principalArns: list(principalArns),
      };
    });
  });
}

function list(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** The statements of the policy of a tenant's bucket, by their names. */
function policyOf({ stack, bucketName }: Vended): ReadonlyMap<string, JsonObject> {
  const policy = stack.all('aws_s3_bucket_policy').find(({ fields }) => fields['bucket'] === bucketName);
  if (policy === undefined) throw new Error(`no policy of ${bucketName}`);
  return new Map(statementsOf(policy).map((one) => [textAt(one, 'Sid'), one]));
}

function condition(statement: JsonObject | undefined, operator: string, key: string): readonly Json[] {
  return list(objectAt(objectAt(statement ?? {}, 'Condition'), operator)[key]);
}

/** Writes pass under its key alone, and its prefix is reached by its principals and the deployer alone. */
function expectBound(one: Vended, tenant: Tenant): void {
  const policy = policyOf(one);
  const objects = `arn:aws:s3:::${one.bucketName}/${one.prefix}*`;
  const names = one.prefix === '' ? ['DenyOtherKeys', 'DenyAllButOurKeys'] : [`Key-${one.id}`];
  const bound = names.map((name) => policy.get(name)).find((statement) => statement !== undefined);
  expect(bound?.['Resource']).toBe(objects);
  expect(condition(bound, 'StringNotEquals', 's3:x-amz-server-side-encryption-aws-kms-key-id')).toEqual([one.keyArn]);
  if (one.prefix !== '') {
    const only = policy.get(`Only-${one.id}`);
    const letIn = tenant.state === 'suspended' ? [] : one.principalArns;
    expect(only?.['Resource']).toBe(objects);
    expect(condition(only, 'ArnNotLike', 'aws:PrincipalArn')).toEqual([deployerOf(tenant), ...letIn].sort());
  }
  const grants = one.stack.all('aws_kms_grant').filter(({ address }) => address.startsWith(`aws_kms_grant.${one.id}_`));
  for (const { fields } of grants) {
    expect(fields['key_id']).toBe(one.keyArn);
    expect(one.principalArns).toContain(fields['grantee_principal']);
  }
}

/** No two tenants share a key, a bucket or prefix, an alias or, in one bucket, a principal. */
function expectApart(all: readonly Vended[]): void {
  const unique = [
    all.map((one) => one.keyArn),
    all.map((one) => `${one.bucketName}/${one.prefix}`),
    all.flatMap((one) => one.aliasName ?? []),
  ];
  for (const names of unique) expect(new Set(names).size).toBe(names.length);
  for (const one of all)
    for (const other of all.filter(({ id, bucketName }) => id !== one.id && bucketName === one.bucketName)) {
      expect(other.prefix.startsWith(one.prefix)).toBe(false);
      expect(other.principalArns.filter((arn) => one.principalArns.includes(arn))).toEqual([]);
    }
}

/** Every resource stands at an address that begins with its tenant's id, or belongs to a pool, and no two at one. */
function expectOwnAddresses(stacks: ReadonlySet<SynthesizedStack>, ids: readonly string[]): void {
  for (const { resources } of stacks) {
    expect(new Set(resources.map((one) => one.address)).size).toBe(resources.length);
    for (const { address } of resources)
      expect([...ids, 'Pool']).toContain(address.replace(/^[^.]+\./, '').split('_')[0]);
  }
}

/** Administrators of the account can still change every policy: no deny reaches there, and the key says so itself (F18). */
function expectNobodyLockedOut({ resources }: SynthesizedStack): void {
  for (const one of resources.filter(({ type }) => ['aws_kms_key', 'aws_s3_bucket_policy'].includes(type))) {
    const statements = statementsOf(one);
    const change = one.type === 'aws_kms_key' ? 'kms:PutKeyPolicy' : 's3:PutBucketPolicy';
    const denied = statements.filter(
      (statement) => statement['Effect'] === 'Deny' && deniesOnBucket(statement, change),
    );
    expect(denied.map((statement) => statement['Sid'])).toEqual(one.type === 'aws_kms_key' ? [] : ['DenyPlainHttp']);
    if (one.type !== 'aws_kms_key') continue;
    const allowed = statements.filter((statement) => list(statement['Action']).includes(change));
    expect(allowed.map((statement) => [statement['Sid'], statement['Condition']])).toEqual([
      ['AdministerWithoutUse', undefined],
    ]);
  }
}

/** A pattern over objects does not reach the policy of their bucket. */
function deniesOnBucket(statement: JsonObject, action: string): boolean {
  const covers = (pattern: Json): boolean =>
    new RegExp(`^${JSON.stringify(pattern).slice(1, -1).replaceAll('*', '.*')}$`, 'i').test(action);
  const onBucket = list(statement['Resource']).some((one) => !JSON.stringify(one).includes('/'));
  return list(statement['Action']).some(covers) && (onBucket || statement['NotResource'] !== undefined);
}

describe('any set of tenants, in whatever states and placements', () => {
  test('shares no key, bucket, prefix, alias, principal or address, and binds each prefix to its key and principals', () => {
    fc.assert(
      fc.property(sound, (environment) => {
        const all = vendedIn(environment);
        const living = environment.tenants.filter((one) => one.state !== 'retired');
        expect(all.map((one) => one.id).sort()).toEqual(living.map((one) => one.id).sort());
        expectApart(all);
        expectOwnAddresses(
          new Set(all.map((one) => one.stack)),
          living.map((one) => one.id),
        );
        for (const stack of new Set(all.map((one) => one.stack))) expectNobodyLockedOut(stack);
        const tenants = new Map(living.map((one) => [one.id, one]));
        for (const one of all) {
          const tenant = tenants.get(one.id);
          if (tenant !== undefined) expectBound(one, tenant);
        }
      }),
      { seed: 5, numRuns: 15 },
    );
  });

  test('is synthesized to the same bytes in whatever order it is read (F25)', () => {
    fc.assert(
      fc.property(sound, fc.infiniteStream(fc.nat()), (environment, numbers) => {
        const order = environment.tenants.map((tenant) => ({ tenant, at: Number(numbers.next().value) }));
        const tenants = order.sort((a, b) => a.at - b.at).map(({ tenant }) => tenant);
        expect(JSON.stringify(synthesizedStacks({ ...environment, tenants }))).toBe(
          JSON.stringify(synthesizedStacks(environment)),
        );
      }),
      { seed: 6, numRuns: 5 },
    );
  });
});
