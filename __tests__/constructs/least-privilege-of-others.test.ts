import { describe, expect, test } from '@jest/globals';
import {
  describeAccount,
  describeKey,
  describeWorld,
  known,
  ownedKey,
  type KmsKey,
  type Tenant,
  type World,
} from '../../modules/core';
import { compile, decideObjectRequest, type ObjectRequest } from '../../modules/evaluation';
import {
  actionsOf,
  roleIn,
  statementsIn,
  worldWithoutAction,
  worldWithoutKeyAction,
  worldWithoutOperation,
} from '../support/changed-world';
import { activeTenant, handshakeFor, keyAccountId, ownKeyArn } from '../support/handshakes';
import { textAt } from '../support/json';
import { synthesizedWorld } from '../support/synthesized-world';
import { accountId, acme, createdWriter, environmentOf } from '../support/tenancy';

/** What is synthesized for tenants, with nothing unknown around it. */
function worldOf(tenants: readonly Tenant[], keys: readonly KmsKey[] = []): World {
  const { world } = synthesizedWorld(environmentOf(...tenants));
  return describeWorld({
    complete: true,
    accounts: [accountId, keyAccountId].map((id) => describeAccount({ id })),
    principals: [...world.principals.values()],
    buckets: [...world.buckets.values()].map((one) => ({ ...one, blockedEncryptionTypes: known([]) })),
    keys: [...world.keys.values(), ...keys],
    grants: [...world.grants.values()],
    tenants: [...world.tenants.values()],
  });
}

const { policy } = ownedKey(handshakeFor(activeTenant));
const owning = worldOf([activeTenant], [describeKey({ arn: ownKeyArn, policy: known(policy) })]);
const reports = { ...createdWriter, name: 'reports', access: 'reader' } as const;
const sharing = worldOf(
  ['tern', 'plover'].map((id) => ({ ...acme, id, isolation: 'shared', principals: [createdWriter, reports] })),
);

type Need = Omit<ObjectRequest, 'principal' | 'bucket' | 'context'>;

/** What a role is there for, below the tenant's prefix if it has one. */
function needsOf(world: World, tenantId: string, access: 'app' | 'reports'): readonly Need[] {
  const found = world.tenants.get(tenantId);
  if (!found?.keyArn.known) throw new Error(`the key of ${tenantId} is not known`);
  const key = `${found.prefix ?? ''}x`;
  const stored = { kind: 'aws:kms', keyArn: found.keyArn.value, bucketKeyEnabled: true } as const;
  const headers = { algorithm: 'aws:kms', keyId: found.keyArn.value };
  if (access === 'reports') {
    return [
      { operation: 'GetObject', key, stored },
      { operation: 'GetObject', key, stored, versionId: 'v' },
      { operation: 'ListObjects' },
    ];
  }
  return [
    { operation: 'PutObject', key, headers },
    { operation: 'UploadPart', key, upload: { headers, encryption: stored } },
    { operation: 'AbortMultipartUpload', key },
    { operation: 'ListParts', key },
  ];
}

/** The needed requests that a world refuses. */
function refused(world: World, tenantId: string, principal: string, needs: readonly Need[]): readonly string[] {
  const compiled = compile(world);
  const { bucket = '', prefix } = world.tenants.get(tenantId) ?? {};
  const values = {
    'aws:SecureTransport': 'true',
    's3:authType': 'REST-HEADER',
    ...(prefix === undefined ? {} : { 's3:prefix': prefix }),
  };
  return needs
    .filter((one) => {
      const context = { values, unknown: [] };
      return decideObjectRequest(compiled, { ...one, principal, bucket, context }).outcome !== 'allow';
    })
    .map(({ operation }) => operation);
}

/** Every world that lacks one thing which the role has, by the name of that thing. */
function lacking(world: World, principal: string, keySid: string): readonly (readonly [string, World])[] {
  const { identityPolicies } = roleIn(world, principal);
  const documents = identityPolicies.known ? identityPolicies.value : [];
  const actions = documents.flatMap(({ document }) => statementsIn(document).flatMap(actionsOf));
  const grants = [...world.grants.values()].filter(
    ({ granteePrincipal }) => granteePrincipal.known && granteePrincipal.value === principal,
  );
  const ofKeys = [...world.keys.values()].flatMap((key) =>
    statementsIn(key.policy)
      .filter((one) => textAt(one, 'Sid').startsWith(keySid))
      .flatMap((one) =>
        actionsOf(one).map((action) => {
          return [`key: ${action}`, worldWithoutKeyAction(world, key.arn, textAt(one, 'Sid'), action)] as const;
        }),
      ),
  );
  return [
    ...actions.map((action) => [action, worldWithoutAction(world, principal, action)] as const),
    ...grants.flatMap((grant) =>
      (grant.operations.known ? grant.operations.value : []).map(
        (operation) => [`grant: ${operation}`, worldWithoutOperation(world, grant, operation)] as const,
      ),
    ),
    ...ofKeys,
  ];
}

const [read, write] = [
  ['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket'],
  ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject'],
];

describe.each([
  ['in a shared bucket', sharing, 'tern', 'app', [...write, 'grant: Decrypt', 'grant: GenerateDataKey']],
  ['in a shared bucket', sharing, 'tern', 'reports', [...read, 'grant: Decrypt']],
  [
    'under a key of its tenant’s own',
    owning,
    'acme',
    'app',
    [...write, ...['Decrypt', 'GenerateDataKey'].flatMap((one) => [`kms:${one}`, `key: kms:${one}`])],
  ],
  ['under a key of its tenant’s own', owning, 'acme', 'reports', [...read, 'kms:Decrypt', 'key: kms:Decrypt']],
] as const)('a role %s', (_, world, tenantId, name, things) => {
  const principal = `arn:aws:iam::${accountId}:role/tenants/corp-${tenantId}-${name}`;
  const needs = needsOf(world, tenantId, name);
  const without = lacking(world, principal, name === 'app' ? 'Write' : 'Read');

  test(`of ${tenantId}, ${name}: can do all that it is there for`, () => {
    expect(refused(world, tenantId, principal, needs)).toEqual([]);
  });

  test(`of ${tenantId}, ${name}: needs everything that it has`, () => {
    expect(without.map(([thing]) => thing).sort()).toEqual([...things].sort());
    const idle = without.filter(([, changed]) => refused(changed, tenantId, principal, needs).length === 0);
    expect(idle.map(([thing]) => thing)).toEqual([]);
  });
});
