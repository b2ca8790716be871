import { parseArn, type Fact, type World } from '../../core';
import { sameValue } from '../../evaluation';
import { placed, type Draft, type Mark } from '../draft';
import { awsPrincipals, statementsOf } from '../policy-text';
import { valueOf, type Reviewed } from '../reviewed';
import { keyName, listed, ofTenant, principalName } from '../words';

/** Policies and grants that name somebody who is gone, or will be. */
export function deadPrincipal(reviewed: Reviewed): readonly Draft[] {
  const gone = gonePrincipals(reviewed);
  const dead = namings(reviewed, gone.size > 0).flatMap((naming) =>
    naming.names.flatMap((principal) => {
      const how = howDead(reviewed, principal, naming, gone);
      return how === undefined ? [] : [{ ...naming, principal, how }];
    }),
  );
  const byPrincipal = new Map<string, Dead[]>();
  for (const one of dead) byPrincipal.set(one.principal, [...(byPrincipal.get(one.principal) ?? []), one]);
  return [...byPrincipal.values()].flatMap(draftOf);
}

/** A place that names principals. */
interface Naming {
  readonly where: string;
  readonly names: readonly string[];
  /** Whether this plan writes it. */
  readonly written: boolean;
  readonly marks: readonly Mark[];
  readonly tenant: string | undefined;
  readonly address: string | undefined;
}

interface Dead extends Naming {
  readonly principal: string;
  readonly how: string;
}

/** Principals that the plan deletes, and those that it deletes and makes anew. */
function gonePrincipals({ principals }: Reviewed): ReadonlyMap<string, 'deleted' | 'replaced'> {
  return new Map(
    principals.flatMap(({ id, before, after, changes }): readonly (readonly [string, 'deleted' | 'replaced'])[] => {
      if (!before || !parseArn(id)) return [];
      if (!after) return changes.some(({ kind }) => kind === 'forget') ? [] : [[id, 'deleted']];
      return changes.some(({ kind, type }) => kind === 'replace' && /^aws_iam_(role|user)$/.test(type))
        ? [[id, 'replaced']]
        : [];
    }),
  );
}

const uniqueId = /^A(IDA|ROA)[A-Z0-9]{12,}$/;

function howDead(
  { after: { world } }: Reviewed,
  principal: string,
  { written }: Naming,
  gone: ReadonlyMap<string, 'deleted' | 'replaced'>,
): string | undefined {
  const fate = gone.get(principal);
  if (fate === 'deleted') return 'is deleted by the plan';
  if (fate === 'replaced' && !written) return 'is deleted and made anew, and the new one is another to AWS';
  if (!written) return undefined;
  if (uniqueId.test(principal)) return 'is the id of a principal that is gone';
  return isMissing(world, principal) ? 'does not exist' : undefined;
}

/** Only a complete world of the principal's account can tell. */
function isMissing({ complete, accounts, principals }: World, principal: string): boolean {
  const arn = parseArn(principal);
  const isTold = complete && arn?.service === 'iam' && arn.resource !== 'root' && accounts.has(arn.accountId);
  return isTold && !principals.has(principal);
}

/** Every place that names principals after the plan; those that it does not write only if somebody goes. */
function namings(reviewed: Reviewed, all: boolean): readonly Naming[] {
  const { before, after, vended } = reviewed;
  const [old, now] = [before.world, after.world];
  const touched = new Set([...reviewed.buckets, ...reviewed.keys].map(({ id }) => id));
  const buckets = those(now.buckets, (name) => all || touched.has(name)).map(({ name, policy }): Naming => ({
    where: `the policy of ${ofTenant(`bucket ${name}`, vended.ofBucket(name))}`,
    names: statementsOf(policy).flatMap(awsPrincipals),
    written: isWritten(old.buckets.get(name)?.policy, policy),
    marks: [`bucket:${name}`],
    tenant: vended.ofBucket(name),
    address: after.buckets.get(name)?.policyAddress ?? after.buckets.get(name)?.address,
  }));
  const keys = those(now.keys, (arn) => all || touched.has(arn)).map(({ arn, policy }): Naming => ({
    where: `the policy of ${ofTenant(keyName(arn), vended.ofKey(arn))}`,
    names: statementsOf(policy).flatMap(awsPrincipals),
    written: isWritten(old.keys.get(arn)?.policy, policy),
    marks: [`key:${arn}`],
    tenant: vended.ofKey(arn),
    address: after.keys.get(arn)?.policyAddress ?? after.keys.get(arn)?.address,
  }));
  const grants = those(now.grants, (id) => all || !old.grants.has(id)).map(
    ({ id, keyArn, granteePrincipal }): Naming => ({
      where: `the grant on ${ofTenant(keyName(keyArn), vended.ofKey(keyArn))}`,
      names: [valueOf(granteePrincipal) ?? ''],
      written: !old.grants.has(id),
      marks: [`grant:${id}`, `key:${keyArn}`],
      tenant: vended.ofKey(keyArn),
      address: after.grants.get(id)?.address,
    }),
  );
  return [...buckets, ...keys, ...grants].filter(({ written }) => all || written);
}

/** Things of a table by their names; the others are not even read. */
function those<T>(table: ReadonlyMap<string, T>, isMeant: (name: string) => boolean): readonly T[] {
  return [...table.keys()].filter(isMeant).flatMap((name) => table.get(name) ?? []);
}

function isWritten(before: Fact<unknown> | undefined, after: Fact<unknown>): boolean {
  return !sameValue(before, after);
}

function draftOf(dead: readonly Dead[]): readonly Draft[] {
  const [first] = dead;
  if (!first) return [];
  const tenants = new Set(dead.map(({ tenant }) => tenant));
  const wheres = [...new Set(dead.map(({ where }) => where))];
  return [
    {
      topic: 'dead-principal',
      severity: 'medium',
      message: `${principalName(first.principal)} ${first.how}, but ${listed(wheres)} still ${wheres.length > 1 ? 'name' : 'names'} it`,
      fix: first.how.includes('anew')
        ? 'apply the policies and grants that name it once more after the new one is there'
        : 'take it out of them in the same plan',
      about: [`principal:${first.principal}`, ...dead.flatMap(({ marks }) => marks)],
      ...placed(tenants.size === 1 ? first.tenant : undefined, first.address),
    },
  ];
}
