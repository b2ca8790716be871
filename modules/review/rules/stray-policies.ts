import { bucketArn } from '../../core';
import { sameValue } from '../../evaluation';
import type { PlanState, StrayPolicy } from '../../plan';
import { placed, type Draft } from '../draft';
import { statementsOf, texts, wildcard, type JsonObject } from '../policy-text';
import type { Reviewed } from '../reviewed';
import { keyName, listed, ofTenant } from '../words';
import { isOfData } from './trust';

/** Policies that the plan gives to, or takes from, roles and users which it does not hold, so that nobody can judge what they may do. */
export function strayPolicies(reviewed: Reviewed): readonly Draft[] {
  const [was, is] = [reviewed.before.strays, reviewed.after.strays];
  return [
    ...changed(is, was).flatMap((stray) => draftOf(reviewed, stray, reviewed.after)),
    ...changed(was, is)
      .filter(({ address }) => !is.some((one) => one.address === address))
      .flatMap((stray) => draftOf(reviewed, stray, reviewed.before)),
  ];
}

function changed(some: readonly StrayPolicy[], others: readonly StrayPolicy[]): readonly StrayPolicy[] {
  return some.filter((one) => !others.some((other) => other.address === one.address && sameValue(one, other)));
}

function draftOf(reviewed: Reviewed, stray: StrayPolicy, state: PlanState): readonly Draft[] {
  const { address, kind, holder, document } = stray;
  const reached = document.known ? thingsReached(state, statementsOf(document)) : undefined;
  if (reached?.length === 0) return [];
  const tenants = new Set(reached?.map((one) => tenantOf(reviewed, one)));
  const [tenant] = tenants.size === 1 ? tenants : [];
  const what = reached
    ? listed(
        reached.map((one) => nameOf(reviewed, one)),
        3,
      )
    : 'the data of tenants';
  const isThere = !reached || reached.some((one) => existed(reviewed, one));
  return [
    {
      topic: 'unknown-value',
      severity: isThere ? 'medium' : 'info',
      message: `what ${kind} ${holder}, which is not in the plan, may do to ${what} with the policy in ${address} cannot be judged: nobody knows what else it may${document.known ? '' : `, and ${document.why}`}`,
      fix: `hold the ${kind} and all its policies in one plan, or look at the ${kind} itself`,
      about: [],
      ...placed(tenant, address),
    },
  ];
}

/** A bucket or key that a policy may open, or close. */
interface Thing {
  readonly kind: 'bucket' | 'key';
  readonly id: string;
  readonly arn: string;
}

function thingsReached({ world }: PlanState, statements: readonly JsonObject[]): readonly Thing[] {
  const things: readonly Thing[] = [
    ...[...world.buckets.values()].map(({ name, partition }): Thing => ({
      kind: 'bucket',
      id: name,
      arn: bucketArn(partition, name),
    })),
    ...[...world.keys.keys()].map((arn): Thing => ({ kind: 'key', id: arn, arn })),
  ];
  const ofData = statements.filter(isOfData);
  return things.filter((thing) => ofData.some((one) => reaches(one, thing)));
}

function reaches(statement: JsonObject, { kind, arn }: Thing): boolean {
  const service = kind === 'bucket' ? /^(\*|s3:)/i : /^(\*|kms:)/i;
  if (!('NotAction' in statement) && !texts(statement['Action']).some((action) => service.test(action))) return false;
  if ('NotResource' in statement) return true;
  return texts(statement['Resource']).some((pattern) => mayMeanThing(pattern, kind, arn));
}

/** Of a bucket also what lies in it; a variable may stand for anything. */
function mayMeanThing(pattern: string, kind: Thing['kind'], arn: string): boolean {
  const head = kind === 'bucket' ? pattern.replace(/\/.*$/s, '') : pattern;
  return pattern.includes('${') || wildcard(head).test(arn);
}

function tenantOf({ vended }: Reviewed, { kind, id }: Thing): string | undefined {
  return kind === 'bucket' ? vended.ofBucket(id) : vended.ofKey(id);
}

function nameOf(reviewed: Reviewed, thing: Thing): string {
  return ofTenant(thing.kind === 'bucket' ? `bucket ${thing.id}` : keyName(thing.id), tenantOf(reviewed, thing));
}

function existed({ before: { world } }: Reviewed, { kind, id }: Thing): boolean {
  return kind === 'bucket' ? world.buckets.has(id) : world.keys.has(id);
}
