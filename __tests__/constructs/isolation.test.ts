import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Environment } from '../../modules/constructs';
import { checkEnvironments, describeAccount, describeWorld, known, type Tenant, type World } from '../../modules/core';
import { compile, decideObjectRequest, defaultObjectSettings, type ObjectEncryption } from '../../modules/evaluation';
import { synthesizedWorld } from '../support/synthesized-world';
import { tenantSets } from '../support/tenant-sets';

/** Sets in which several tenants have roles of their own, so that there is somebody to ask about. */
const sets = tenantSets.filter(
  (one) =>
    checkEnvironments([one]).length === 0 && one.tenants.filter((tenant) => rolesOf(one, tenant).length > 0).length > 1,
);

interface TenantRole {
  readonly arn: string;
  readonly access: string;
}

/** The roles that are made for a tenant and let in now without tags. */
function rolesOf({ placements }: Environment, tenant: Tenant): readonly TenantRole[] {
  const placement = placements.find((one) => one.name === tenant.placement);
  if (placement === undefined || tenant.state === 'retired') return [];
  return tenant.principals.flatMap((one) =>
    one.kind === 'created' && one.principalTags === undefined
      ? [
          {
            arn: `arn:aws:iam::${placement.accountId}:role/tenants/${placement.namePrefix}-${tenant.id}-${one.name}`,
            access: one.access,
          },
        ]
      : [],
  );
}

/** The synthesized stacks with nothing unknown around them. */
function worldOf(environment: Environment): World {
  const { world } = synthesizedWorld(environment);
  const accounts = new Set(environment.placements.map((one) => one.accountId));
  return describeWorld({
    complete: true,
    accounts: [...accounts].map((id) => describeAccount({ id })),
    principals: [...world.principals.values()],
    buckets: [...world.buckets.values()].map((one) => ({ ...one, blockedEncryptionTypes: known([]) })),
    keys: [...world.keys.values()],
    grants: [...world.grants.values()],
    tenants: [...world.tenants.values()],
  });
}

/** What a role may do with an object of a tenant: `read`, `write`, both or nothing. */
function accessTo(world: ReturnType<typeof compile>, role: TenantRole, id: string): readonly string[] {
  const vended = world.world.tenants.get(id);
  const keyArn = vended?.keyArn;
  if (vended === undefined || keyArn?.known !== true) return [];
  const stored: ObjectEncryption = { kind: 'aws:kms', keyArn: keyArn.value, bucketKeyEnabled: true };
  const context = { values: { 'aws:SecureTransport': 'true', 's3:authType': 'REST-HEADER' }, unknown: [] };
  const about = { principal: role.arn, bucket: vended.bucket, key: `${vended.prefix ?? ''}x`, context };
  const headers = { algorithm: 'aws:kms', keyId: keyArn.value };
  const read = decideObjectRequest(world, { ...about, operation: 'GetObject', stored }, defaultObjectSettings);
  const write = decideObjectRequest(world, { ...about, operation: 'PutObject', headers }, defaultObjectSettings);
  return [...(read.outcome === 'allow' ? ['read'] : []), ...(write.outcome === 'allow' ? ['write'] : [])];
}

describe('the roles of any set of tenants, as the engine judges them', () => {
  test('do what the file says with their own tenant’s objects, and reach nobody else’s (F14)', () => {
    fc.assert(
      fc.property(sets, (environment) => {
        const world = compile(worldOf(environment));
        for (const tenant of environment.tenants)
          for (const role of rolesOf(environment, tenant))
            for (const other of environment.tenants.filter((one) => one.state !== 'retired')) {
              // What an owner allows in its own account stands in no stack of ours.
              if (other.id === tenant.id && tenant.key.owner === 'tenant') continue;
              const own = other.id === tenant.id && tenant.state !== 'suspended';
              const allowed = own ? [role.access === 'reader' ? 'read' : 'write'] : [];
              expect([role.arn, other.id, accessTo(world, role, other.id)]).toEqual([role.arn, other.id, allowed]);
            }
      }),
      { seed: 8, numRuns: 6 },
    );
  });
});
