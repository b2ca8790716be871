import type { World } from '../../core';
import { compare, type AccessChange } from '../../evaluation';
import type { Reviewed } from '../reviewed';
import { byText } from '../words';
import type { AccessRow } from '../review';
import { tellingReasons } from './telling-reasons';

/** Every access that differs between the two worlds, or that cannot be told. */
export interface Compared {
  readonly gained: readonly AccessChange[];
  readonly lost: readonly AccessChange[];
  readonly rows: readonly AccessRow[];
}

export function comparedAccess({ compiled, before, after }: Reviewed): Compared {
  const { gained, lost, unknown } = compare(compiled.before, compiled.after);
  const isDescribed = (name: string) => before.world.principals.has(name) || after.world.principals.has(name);
  const open = unknown.filter(({ principal }) => !isDescribed(principal));
  return {
    gained: [...gained, ...open.filter((one) => one.before.verdict === 'deny' && isLetIn(one.after))],
    lost: [...lost, ...open.filter((one) => one.after.verdict === 'deny' && isLetIn(one.before))],
    rows: rowsOf(after.world, [...gained, ...lost, ...unknown]),
  };
}

const callersOwn = ['identityPolicies', 'permissionBoundaries', 'sessionPolicies'];

/**
 * Whether somebody whose own policies are not described is let in by everybody else: the owner of the data has opened
 * the door, and only the other side knows who walks in. Whom no Allow names is not asked about at all.
 */
export function isLetIn({ verdict, reasons }: AccessChange['after']): boolean {
  return (
    verdict === 'unknown' &&
    reasons.every(({ policy, statement }) =>
      policy === 'implicit' ? callersOwn.includes(statement) : policy.startsWith('identity policies of '),
    )
  );
}

/** One row for all actions of a kind that fare alike. */
function rowsOf(world: World, changes: readonly AccessChange[]): readonly AccessRow[] {
  const groups = new Map<string, AccessChange[]>();
  for (const change of changes) {
    const { tenant = '', principal, resource, kind, before, after } = change;
    const key = [tenant, principal, resource, kind, before.verdict, after.verdict].join('\n');
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return [...groups].sort(([one], [other]) => byText(one, other)).flatMap(([, group]) => rowOf(world, group));
}

function rowOf(world: World, group: readonly AccessChange[]): readonly AccessRow[] {
  const [first] = group;
  if (!first) return [];
  const reasons = group.flatMap((change) => tellingReasons(world, change));
  return [
    {
      principal: first.principal,
      ...(first.tenant !== undefined && { tenant: first.tenant }),
      resource: first.resource,
      action: first.kind,
      before: first.before.verdict,
      after: first.after.verdict,
      reasons: [...new Map(reasons.map((reason) => [JSON.stringify(reason), reason])).values()],
    },
  ];
}
