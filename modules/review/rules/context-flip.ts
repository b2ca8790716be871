import { accountRootArn, describeKey, known, parseArn, type Bucket, type KmsKey, type World } from '../../core';
import { compile, type KeyCaller } from '../../evaluation';
import type { Draft } from '../draft';
import { callersIn } from '../flip/callers';
import { contextsOf } from '../flip/contexts';
import { judgeCallers, type JudgedCaller } from '../flip/judged-callers';
import { brokenDraft, keptDraft, wideDraft, withGains, type Flip, type Group, type Judged } from '../flip/flip-drafts';
import { neighbours } from '../flip/rewrite';
import { decisivePlaces, placesOf } from '../flip/written-place';
import type { BucketPair, Reviewed } from '../reviewed';
import { defaultKeyArn } from '../vended';
import { bucketKeyOf } from './encryption';

/** Bucket Keys that are turned on or off, and everybody who names the other encryption context. */
export function contextFlip(reviewed: Reviewed): readonly Draft[] {
  const flips = reviewed.buckets.flatMap((pair) => flipOf(reviewed, pair));
  if (flips.length === 0) return [];
  const { compiled } = reviewed;
  const before = withKeysElsewhere(callersIn(compiled.before), reviewed.before.world, flips);
  const after = changesKeyUse(reviewed)
    ? withKeysElsewhere(callersIn(compiled.after), reviewed.after.world, flips)
    : before;
  return flips.flatMap((flip) => draftsOf(reviewed, flip, before, after));
}

/** Those who use keys that are in no world are asked in one that has them, once for each thing that their policies may say. */
function withKeysElsewhere(callersOf: CallersOf, world: World, flips: readonly Flip[]): CallersOf {
  const found = new Map<KmsKey, CallersOf>();
  for (const turn of assumptions.keys()) {
    const keys = flips.flatMap((flip) => flip.keysElsewhere.slice(turn, turn + 1));
    if (keys.length === 0) continue;
    const known = new Map([...world.keys, ...keys.map((key) => [key.arn, key] as const)]);
    const asked = callersIn(compile({ ...world, keys: known }));
    for (const key of keys) found.set(key, asked);
  }
  return (key) => (found.get(key) ?? callersOf)(key);
}

/** Whether the plan touches anything else that decides who uses a key. */
function changesKeyUse({ keys, grants, principals }: Reviewed): boolean {
  return keys.length + grants.length + principals.length > 0;
}

function flipOf({ before, after, vended }: Reviewed, pair: BucketPair): readonly Flip[] {
  const [was, is] = [bucketKeyOf(pair.before), bucketKeyOf(pair.after)];
  const bucket = pair.after;
  if (!bucket || was === undefined || is === undefined || was === is) return [];
  const own = defaultKeyArn(after.world, bucket);
  const arns = new Set([...vended.keysOf(pair.id), ...(own === undefined ? [] : [own])]);
  const keys = [...arns].flatMap((arn) => {
    const [old, now] = [before.world.keys.get(arn), after.world.keys.get(arn)];
    return old && now ? [{ before: old, after: now }] : [];
  });
  const missing = own === undefined || after.world.keys.has(own) ? [] : elsewhere(own, bucket);
  return [
    {
      pair,
      bucket,
      turnedOn: is,
      tenant: vended.ofBucket(pair.id),
      keys: [...keys, ...missing.map((key) => ({ before: key, after: key }))],
      keysElsewhere: missing,
    },
  ];
}

const assumptions: readonly ((accounts: readonly string[]) => readonly object[])[] = [
  (accounts) => [{ Effect: 'Allow', Principal: { AWS: accounts }, Action: 'kms:*', Resource: '*' }],
  () => [],
];

/** A key whose policy nobody has read: as if it left all to the policies of its users, and as if to grants alone. */
function elsewhere(arn: string, { partition, accountId }: Bucket): readonly KmsKey[] {
  const key = describeKey({ arn });
  if (!parseArn(arn)?.resource.startsWith('key/')) return [];
  const accounts = [...new Set([key.accountId, accountId])].map((id) => accountRootArn(partition, id));
  return assumptions.map((statementsFor) => ({
    ...key,
    policy: known({ Version: '2012-10-17', Statement: statementsFor(accounts) }),
  }));
}

type CallersOf = (key: KmsKey) => readonly KeyCaller[];

function draftsOf(reviewed: Reviewed, flip: Flip, before: CallersOf, after: CallersOf): readonly Draft[] {
  const callers = flip.keys.flatMap((key) => {
    const old = before(key.before);
    const now = after === before ? old : after(key.after);
    const principals = new Set([...old, ...now].map(({ principal }) => principal));
    const contexts = contextsOf(flip.bucket, writtenFor(reviewed, key, principals));
    return judgeCallers({ turnedOn: flip.turnedOn, contexts, before: old, after: now })
      .filter(({ principal }) => isTold(flip, key.after, principal))
      .map((caller) => ({ caller, key }));
  });
  const judged = callers.flatMap(({ caller, key }) => judgedAt(reviewed, flip, caller, key));
  const broken = judged.filter(({ caller: { fate } }) => fate === 'loses' || fate === 'needsBoth');
  const wide = judged.filter(({ caller, beside }) => caller.fate === 'keeps' && beside.length > 0);
  const drafts = [
    ...groups(broken).map((group) => brokenDraft(reviewed, flip, group)),
    ...groups(wide).map((group) => wideDraft(flip, group)),
  ];
  const all = callers.map(({ caller }) => caller);
  const gaining = all.filter(({ fate }) => fate === 'gains');
  if (drafts.length > 0) return drafts.map((draft, index) => (index === 0 ? withGains(draft, flip, gaining) : draft));
  return isRepair(reviewed, flip) ? [] : [withGains(keptDraft(flip, all), flip, gaining)];
}

/** Of a key elsewhere only those whose own policies are known are told: its own may let in whom it likes. */
function isTold({ keysElsewhere }: Flip, key: KmsKey, principal: string): boolean {
  return !keysElsewhere.includes(key) || principal.startsWith('arn:');
}

/** Whether the plan only puts back what was changed outside terraform, which is told elsewhere. */
function isRepair({ drift }: Reviewed, { pair }: Flip): boolean {
  return drift.some(({ subject, type }) => subject?.id === pair.id && type.includes('encryption'));
}

/** The texts in which object ARNs may stand. */
function writtenFor(
  { before, after }: Reviewed,
  key: { readonly before: KmsKey; readonly after: KmsKey },
  principals: ReadonlySet<string>,
): readonly string[] {
  const places = [...principals].flatMap((principal) => [
    ...placesOf(before, key.before, principal),
    ...placesOf(after, key.after, principal),
  ]);
  // What does not change is the same before and after, and statements of a key are the same for everybody.
  const texts = new Set(places.map((place) => (place.kind === 'grant' ? place.grant.constraints : place.json)));
  return [...texts].map((text) => JSON.stringify(text));
}

function judgedAt(
  reviewed: Reviewed,
  { bucket }: Flip,
  caller: JudgedCaller,
  key: { readonly before: KmsKey; readonly after: KmsKey },
): readonly Judged[] {
  const places = placesOf(reviewed.after, key.after, caller.principal);
  const decisive = decisivePlaces(places, [...caller.deniedBy, ...caller.allowedBy]);
  return decisive.map((place) => ({
    caller,
    place,
    beside: neighbours(place, bucket, reviewed.after.world.buckets.keys()),
  }));
}

function groups(judged: readonly Judged[]): readonly Group[] {
  const found = new Map<string, [Judged, ...Judged[]]>();
  for (const one of judged) {
    const { kind, policy, statement } = one.place;
    const key = [one.caller.fate, ...(kind === 'grant' ? [kind] : [policy, statement])].join('\n');
    const group = found.get(key);
    if (group) group.push(one);
    else found.set(key, [one]);
  }
  return [...found.values()];
}
