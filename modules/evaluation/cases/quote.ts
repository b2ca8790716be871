import { isJsonObject, type JsonObject } from '../../core';
import { asList } from '../language/json';
import type { Reason } from '../model';

const identityLists = ['identityPolicies', 'permissionBoundaries', 'sessionPolicies', 'serviceControlPolicies'];

/** Finds the statement or grant that a reason rests on, as its case wrote it; `undefined` for rules that stand in no document. */
export function quoteReason(oneCase: unknown, { policy, statement, leg = 0 }: Reason): unknown {
  const list = policy.replace(/\[.*$/, '');
  const indices = Array.from(policy.matchAll(/\[(\d+)\]/g), ([, index]) => Number(index));
  const legs = [oneCase, ...asList(asObject(oneCase)['then'])];
  const found = asObject(identityLists.includes(list) ? oneCase : legs[leg])[list];
  if (list === 'grants') return byName(asList(found), 'GrantId', statement);
  const document = indices.reduce<unknown>((value, index) => asList(value)[index], found);
  return byName(asList(asObject(document)['Statement']), 'Sid', statement);
}

/** By its name, else by its place. */
function byName(members: readonly unknown[], key: string, name: string): unknown {
  return members.find((member) => asObject(member)[key] === name) ?? members[Number(name)];
}

function asObject(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}
