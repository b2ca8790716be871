import * as kms from '@aws-sdk/client-kms';
import { describe, expect, test } from '@jest/globals';
import {
  describeKey,
  describeRole,
  describeWorld,
  known,
  ownedKey,
  policyDocument,
  type KmsKey,
  type World,
} from '../../modules/core';
import { compile, decideKeyRequest, decideRoleAssumption, type CompiledWorld } from '../../modules/evaluation';
import { withoutTheAction, worldWithKeyStatement } from '../support/changed-statement';
import { actionsOf, roleIn, statementsIn, withStatements } from '../support/changed-world';
import { activeTenant, handshakeFor, keyAccountId, ownKeyArn } from '../support/handshakes';
import { keyOf, world as vended } from '../support/judged-world';
import { commandNames } from '../support/service-models';
import { synthesizedWorld } from '../support/synthesized-world';
import { accountId, acme, createdWriter, environmentOf } from '../support/tenancy';

/** Who needs what to keep a key, by the pages of the resources of terraform and of KMS. */
const needs: { readonly [who: string]: readonly string[] } = {
  'https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/kms/key.go': [
    'DescribeKey',
    'DisableKey',
    'DisableKeyRotation',
    'EnableKey',
    'EnableKeyRotation',
    'GetKeyPolicy',
    'GetKeyRotationStatus',
    'ListResourceTags',
    'PutKeyPolicy',
    'ScheduleKeyDeletion',
    'TagResource',
    'UntagResource',
    'UpdateKeyDescription',
  ],
  'https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/kms/alias.go': [
    'CreateAlias',
    'DeleteAlias',
    'ListAliases',
    'UpdateAlias',
  ],
  'https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/kms/grant.go': [
    'ListGrants',
    'RetireGrant',
    'RevokeGrant',
  ],
  'https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys-scheduling-key-deletion.html': [
    'CancelKeyDeletion',
  ],
  'https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-on-demand.html': [
    'ListKeyRotations',
    'RotateKeyOnDemand',
  ],
  'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-viewing.html': ['ListKeyPolicies'],
};

const table = Object.entries(needs).flatMap(([see, operations]) => operations.map((one) => [one, see] as const));
const operations = table.map(([one]) => one).sort();

const everything = known(policyDocument([{ Sid: 'Everything', Effect: 'Allow', Action: '*', Resource: '*' }]));
const administratorOf = (account: string) =>
  describeRole({
    arn: `arn:aws:iam::${account}:role/administrator`,
    identityPolicies: known([{ name: 'all', document: everything }]),
  });

const owned = describeKey({ arn: ownKeyArn, policy: known(ownedKey(handshakeFor(activeTenant)).policy) });
const pool = synthesizedWorld(environmentOf({ ...acme, isolation: 'shared' })).world;
const sentinel = [...pool.keys.values()].find(({ policy }) =>
  statementsIn(policy).some((one) => one['Sid'] === 'DenyAllUse'),
);

function worldOf(key: KmsKey | undefined): World {
  if (!key) throw new Error('no key');
  const principals = [accountId, keyAccountId].map(administratorOf);
  return describeWorld({ complete: true, principals, keys: [key] });
}

/** The operations that somebody who has every permission in the account has on a key. */
function allowedTo(world: World, principal: string): readonly string[] {
  const [key] = world.keys.values();
  const compiled = compile(world);
  return commandNames(kms).filter((one) => key !== undefined && isAllowed(compiled, principal, key, one));
}

function isAllowed(world: CompiledWorld, principal: string, key: KmsKey, operation: string): boolean {
  return decideKeyRequest(world, principal, { action: `kms:${operation}`, key }).verdict === 'allow';
}

describe.each([
  ['the key of a tenant', worldOf(vended.keys.get(keyOf('acme'))), accountId],
  ['the key of a tenant’s own', worldOf(owned), keyAccountId],
  ['the sentinel of a pool', worldOf(sentinel), accountId],
] as const)('%s', (_, world, account) => {
  const administrator = administratorOf(account).arn;
  const [key] = world.keys.values();

  test('is administered by its account with what administrators need, and with nothing else of KMS', () => {
    expect([...allowedTo(world, administrator)].sort()).toEqual(operations);
  });

  test.each(table)('needs kms:%s (%s)', (operation) => {
    const without = worldWithKeyStatement(
      world,
      key?.arn ?? '',
      'AdministerWithoutUse',
      withoutTheAction(`kms:${operation}`),
    );
    expect([...allowedTo(without, administrator)].sort()).toEqual(operations.filter((one) => one !== operation));
  });
});

describe('the platform at the key of a tenant’s own', () => {
  const world = worldOf(owned);
  const platform = administratorOf(accountId).arn;

  test.each(['DescribeKey', 'ListGrants'])('looks, for which it needs kms:%s', (operation) => {
    expect(allowedTo(world, platform)).toEqual(['DescribeKey', 'ListGrants']);
    const without = worldWithKeyStatement(world, ownKeyArn, 'LetThePlatformLook', withoutTheAction(`kms:${operation}`));
    expect(allowedTo(without, platform)).toEqual(['DescribeKey', 'ListGrants'].filter((one) => one !== operation));
  });
});

describe('the trust policy of a role that asks for tags', () => {
  const trusted = `arn:aws:iam::${accountId}:role/acme-application`;
  const tagged = { ...createdWriter, principalTags: { team: 'a' } };
  const world = synthesizedWorld(environmentOf({ ...acme, principals: [tagged] })).world;
  const role = [...world.principals.values()].find(({ arn }) => arn.endsWith('/corp-acme-app'))?.arn ?? '';

  const refused = (where: World): readonly string[] =>
    ['sts:AssumeRole', 'sts:TagSession'].filter((action) => {
      const compiled = compile({ ...where, principals: new Map(where.principals).set(trusted, caller) });
      return decideRoleAssumption(compiled, trusted, roleIn(where, role), { action }).verdict !== 'allow';
    });
  const caller = describeRole({ arn: trusted, identityPolicies: known([{ name: 'all', document: everything }]) });

  test('needs both of its actions, and has no other', () => {
    const trust = roleIn(world, role).trustPolicy;
    expect(statementsIn(trust).flatMap(actionsOf)).toEqual(['sts:AssumeRole', 'sts:TagSession']);
    expect(refused(world)).toEqual([]);
    for (const action of ['sts:AssumeRole', 'sts:TagSession']) {
      const trustPolicy = withStatements(trust, statementsIn(trust).map(withoutTheAction(action)));
      const changed = { ...roleIn(world, role), trustPolicy };
      expect(refused({ ...world, principals: new Map(world.principals).set(role, changed) })).toEqual([action]);
    }
  });
});
