import { sameValue, type AccessChange } from '../../evaluation';
import type { Draft, Mark } from '../draft';
import type { Topic } from '../review';
import type { Reviewed } from '../reviewed';
import { openKeyStatements } from '../rules/open-keys';
import { openStatements } from '../rules/public-access';
import { tellingReasons } from './telling-reasons';
import { bucketIn, isSettledByKms } from './touched-data';

/** A finding that tells why somebody gains or loses access: the access is then told in the rows alone. */
export interface AccessPrecedence {
  /** `outside`: whatever was changed outside terraform and is put back. */
  readonly topic: Topic | 'outside';
  readonly over: 'access-gained' | 'access-lost';
  /** Which accesses it is the cause of. */
  readonly where: keyof typeof causes;
}

export const accessPrecedences: readonly AccessPrecedence[] = [
  { topic: 'bucket-deleted', over: 'access-lost', where: 'onTheBucket' },
  { topic: 'bucket-replaced', over: 'access-lost', where: 'onTheBucket' },
  { topic: 'key-deleted', over: 'access-lost', where: 'underTheKey' },
  { topic: 'key-replaced', over: 'access-lost', where: 'underTheKey' },
  { topic: 'key-disabled', over: 'access-lost', where: 'underTheKey' },
  { topic: 'encryption-weakened', over: 'access-gained', where: 'decidedByKms' },
  { topic: 'encryption-weakened', over: 'access-lost', where: 'decidedByKms' },
  { topic: 'context-flip', over: 'access-gained', where: 'ofTheKeyUser' },
  { topic: 'context-flip', over: 'access-lost', where: 'ofTheKeyUser' },
  { topic: 'enforcement-removed', over: 'access-gained', where: 'deniedByThePolicy' },
  { topic: 'enforcement-weakened', over: 'access-gained', where: 'deniedByThePolicy' },
  { topic: 'access-gained', over: 'access-gained', where: 'throughTheStatement' },
  { topic: 'public-access', over: 'access-gained', where: 'openedToEverybody' },
  { topic: 'grant-unconstrained', over: 'access-gained', where: 'ofTheGrantee' },
  { topic: 'grant-context-mismatch', over: 'access-lost', where: 'ofTheGrantee' },
  { topic: 'grant-replaced', over: 'access-lost', where: 'ofTheGrantee' },
  { topic: 'grant-removed', over: 'access-lost', where: 'ofTheGrantee' },
  { topic: 'policy-lockout', over: 'access-lost', where: 'onTheThing' },
  { topic: 'dead-principal', over: 'access-lost', where: 'ofThePrincipal' },
  { topic: 'outside', over: 'access-lost', where: 'takenBack' },
  { topic: 'outside', over: 'access-gained', where: 'givenBack' },
];

/** A change and a finding that are about one thing, or that share a key. */
interface Case {
  readonly change: AccessChange;
  readonly draft: Draft;
  readonly reviewed: Reviewed;
}

const causes = {
  onTheBucket: (one) => isOnBucket(one) || (one.change.kind === 'decrypt' && isOnKeyOfBucket(one)),
  underTheKey: (one) => isOnKey(one) || (isUnderKey(one) && isByKms(one)),
  underTheKeyOfTheTenant: (one) => isOnKeyOfTenant(one) || (isUnderKey(one) && isByKms(one)),
  decidedByKms: (one) => isDecidedByKms(one),
  ofTheKeyUser: (one) => isOfPrincipal(one) && isDecidedByKms(one),
  deniedByThePolicy: (one) => isOnBucket(one) && one.change.before.reasons.some(isDenyOfBucketPolicy),
  throughTheStatement: (one) => isOnKey(one) && isThroughStatement(one),
  openedToEverybody: (one) => (isOnBucket(one) && isThroughOpenStatement(one)) || isThroughOpenKey(one),
  ofTheGrantee: (one) => isOfPrincipal(one) && (isOnKey(one) || (isUnderKey(one) && (isByKms(one) || isOfGone(one)))),
  ofThePrincipal: (one) => isOfPrincipal(one),
  takenBack: (one) => isByPolicyOfThing(one) || (isOnBucket(one) && isByKms(one)) || isOfHolderAsRemembered(one),
  givenBack: (one) => (isOnBucket(one) && isByKms(one)) || isUnderKeyEnabledAgain(one),
  onTheThing: (one) => isOnThing(one),
} satisfies { readonly [where: string]: (one: Case) => boolean };

function isOnBucket({ change, draft }: Case): boolean {
  const bucket = bucketIn(change.resource);
  return bucket !== undefined && draft.about.includes(`bucket:${bucket}`);
}

function isOnThing(one: Case): boolean {
  return isOnBucket(one) || isOnKey(one) || (isUnderKey(one) && isByKms(one));
}

function isDecidedByKms(one: Case): boolean {
  return (isOnBucket(one) && isByKms(one)) || (one.change.kind === 'decrypt' && isOnKey(one));
}

function isOnKey({ change, draft }: Case): boolean {
  return draft.about.includes(`key:${change.resource}`);
}

/** What lies under a key is asked about by the buckets under it: with the last one the question goes. */
function isOnKeyOfBucket({ change, draft, reviewed }: Case): boolean {
  return reviewed.vended.bucketsUnder(change.resource).some(({ name }) => draft.about.includes(`bucket:${name}`));
}

/** The key that takes the place of another is the tenant's as well, or that of the same buckets. */
function isOnKeyOfTenant({ change, draft, reviewed: { vended } }: Case): boolean {
  const buckets = vended.bucketsUnder(change.resource).map(({ name }) => name);
  return buckets.some((name) => vended.keysOf(name).some((key) => draft.about.includes(`key:${key}`)));
}

function isUnderKey({ change, draft, reviewed }: Case): boolean {
  return keysUnder(change, reviewed).some((key) => draft.about.includes(`key:${key}`));
}

function keysUnder({ resource }: AccessChange, { vended }: Reviewed): readonly string[] {
  const bucket = bucketIn(resource);
  return bucket === undefined ? [] : vended.keysOf(bucket);
}

/** Whether the deny, before or after, is KMS's. */
function isByKms({ change: { before, after } }: Case): boolean {
  return isSettledByKms(before.verdict === 'deny' ? before.reasons : after.reasons);
}

/** Whether what somebody changed by hand lets in, or its old form shuts out: a policy, or Block Public Access. */
function isByPolicyOfThing({ change: { before, after }, draft }: Case): boolean {
  const things = draft.about.map((mark) => mark.slice(mark.indexOf(':') + 1));
  const policies = things.flatMap((name) => [`bucket policy of ${name}`, `key policy of ${name}`]);
  const isOfThing = (policy: string) => policies.includes(policy) || policy === 'publicAccessBlock';
  return [
    ...before.reasons.filter(({ effect }) => effect === 'Allow'),
    ...after.reasons.filter(({ effect }) => effect === 'Deny'),
  ].some(({ policy }) => isOfThing(policy));
}

/** Whether what a role or user loses is what somebody gave it by hand, and the plan makes it again as it was remembered. */
function isOfHolderAsRemembered(one: Case): boolean {
  const { change, reviewed } = one;
  const [old, now] = [reviewed.remembered, reviewed.after].map(({ world }) => world.principals.get(change.principal));
  const isOfThing = ({ policy }: AccessChange['before']['reasons'][number]) =>
    /^(bucket policy|key policy|grants\[|publicAccessBlock)/.test(policy);
  return (
    isOfPrincipal(one) &&
    sameValue(old, now) &&
    change.before.reasons.some((reason) => reason.effect === 'Allow' && !isOfThing(reason)) &&
    !change.after.reasons.some((reason) => reason.effect === 'Deny' && isOfThing(reason))
  );
}

/** Whether a key that works again is all that lets somebody in: no policy and no grant is another one than it was. */
function isUnderKeyEnabledAgain(one: Case): boolean {
  const { change, draft, reviewed } = one;
  if (draft.topic !== 'key-disabled' || !(isOnKey(one) || isUnderKey(one))) return false;
  const isOfState = change.before.reasons.some(
    ({ policy, statement }) => policy === 'implicit' && statement.startsWith('key'),
  );
  return isOfState && ![...keysUnder(change, reviewed), change.resource].some((key) => opensOtherwise(reviewed, key));
}

function opensOtherwise({ before, after, grants }: Reviewed, keyArn: string): boolean {
  const [was, is] = [before, after].map(({ world }) => world.keys.get(keyArn)?.policy);
  return !sameValue(was, is) || grants.some((one) => [one.before?.keyArn, one.after?.keyArn].includes(keyArn));
}

function isDenyOfBucketPolicy({ effect, policy }: AccessChange['before']['reasons'][number]): boolean {
  return effect === 'Deny' && policy.startsWith('bucket policy');
}

function isThroughOpenStatement({ change, reviewed }: Case): boolean {
  const bucket = bucketIn(change.resource) ?? '';
  const open = openStatements(reviewed.after.world.buckets.get(bucket));
  return change.after.reasons.some(
    ({ policy, statement }) => policy === `bucket policy of ${bucket}` && open.includes(statement),
  );
}

function isThroughOpenKey(one: Case): boolean {
  const { change, reviewed } = one;
  if (!(isOnKey(one) || (isUnderKey(one) && isByKms(one)))) return false;
  return [change.resource, ...keysUnder(change, reviewed)].some((key) => {
    const open = openKeyStatements(reviewed.after.world.keys.get(key));
    if (change.after.verdict === 'unknown') return open.length > 0;
    return change.after.reasons.some(
      ({ policy, statement }) => policy === `key policy of ${key}` && open.includes(statement),
    );
  });
}

/** Whether what lets somebody in is a statement that a finding speaks of. */
function isThroughStatement({ change, draft, reviewed }: Case): boolean {
  const told = draft.reasons ?? [];
  return tellingReasons(reviewed.after.world, change).some(({ policy, statement }) =>
    told.some((one) => one.policy === policy && one.statement === statement),
  );
}

/** Whose grant goes with it, goes as a whole. */
function isOfGone({ change, reviewed: { after } }: Case): boolean {
  return !after.world.principals.has(change.principal);
}

function isOfPrincipal({ change, draft }: Case): boolean {
  return draft.about.includes(`principal:${change.principal}`);
}

/** The accesses whose cause no finding tells. */
export function unexplained(
  reviewed: Reviewed,
  drafts: readonly Draft[],
  over: AccessPrecedence['over'],
  changes: readonly AccessChange[],
): readonly AccessChange[] {
  const rules = accessPrecedences.filter((one) => one.over === over);
  const byMark = draftsByMark(drafts.filter((draft) => rules.some((one) => isOf(one, draft))));
  return changes.filter((change) => {
    const near = marksOf(change, reviewed).flatMap((mark) => byMark.get(mark) ?? []);
    return !near.some((draft) =>
      rules.some((rule) => isOf(rule, draft) && causes[rule.where]({ change, draft, reviewed })),
    );
  });
}

function isOf({ topic }: AccessPrecedence, draft: Draft): boolean {
  return topic === draft.topic || (topic === 'outside' && draft.outside === true);
}

function draftsByMark(drafts: readonly Draft[]): ReadonlyMap<Mark, readonly Draft[]> {
  const found = new Map<Mark, Draft[]>();
  for (const draft of drafts) {
    for (const mark of draft.about) {
      const some = found.get(mark);
      if (some) some.push(draft);
      else found.set(mark, [draft]);
    }
  }
  return found;
}

/** Everything by which a finding can be the cause of a change. */
function marksOf(change: AccessChange, reviewed: Reviewed): readonly Mark[] {
  const bucket = bucketIn(change.resource);
  const buckets =
    bucket === undefined ? reviewed.vended.bucketsUnder(change.resource).map(({ name }) => name) : [bucket];
  return [
    `principal:${change.principal}`,
    ...buckets.map((name): Mark => `bucket:${name}`),
    ...[change.resource, ...buckets.flatMap((name) => reviewed.vended.keysOf(name))].map((key): Mark => `key:${key}`),
  ];
}
