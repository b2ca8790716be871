import {
  describeRole,
  describeUser,
  describeWorld,
  known,
  parseArn,
  type KmsKey,
  type NamedDocument,
  type World,
} from '../../core';
import { compile, keyCallers, type CompiledWorld, type KeyCaller } from '../../evaluation';

/**
 * Who could use a key. Somebody whose own policies are not described is asked by what the key's side gives alone: of
 * another account as if its own side gave everything.
 */
export function callersIn(compiled: CompiledWorld): (key: KmsKey) => readonly KeyCaller[] {
  const { world } = compiled;
  const callersOf = keyCallers(compiled);
  return (key) => {
    const callers = callersOf(key);
    const strangers = callers.map(({ principal }) => principal).filter((name) => isUndescribed(world, name));
    if (strangers.length === 0) return callers;
    const narrow = compile(narrowWorld(world, key, strangers));
    const asked = new Map(keyCallers(narrow)(key).map((caller) => [caller.principal, caller]));
    return callers.map((caller) =>
      strangers.includes(caller.principal) ? (asked.get(caller.principal) ?? caller) : caller,
    );
  };
}

/** Whether nobody knows the policies of somebody who has a name. */
export function isUndescribed({ complete, principals }: World, name: string): boolean {
  return !complete && /:(role|user)\//.test(name) && !principals.has(name);
}

function narrowWorld({ accounts, grants }: World, key: KmsKey, strangers: readonly string[]): World {
  return describeWorld({
    complete: true,
    accounts: [...accounts.values()],
    keys: [key],
    grants: [...grants.values()].filter(({ keyArn }) => keyArn === key.arn),
    principals: strangers.map((arn) => {
      const identityPolicies = known(parseArn(arn)?.accountId === key.accountId ? [] : [everything]);
      return arn.includes(':user/') ? describeUser({ arn, identityPolicies }) : describeRole({ arn, identityPolicies });
    }),
  });
}

const everything: NamedDocument = {
  name: 'everything',
  document: known({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }),
};
