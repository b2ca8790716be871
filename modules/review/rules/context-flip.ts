import type { KmsKey } from '../../core';
import type { KeyCaller } from '../../evaluation';
import type { Draft } from '../draft';
import { callersIn } from '../flip/callers';
import { contextsOf } from '../flip/contexts';
import { judgeCallers, type JudgedCaller } from '../flip/judged-callers';
import { brokenDraft, keptDraft, wideDraft, withGains, type Flip, type Group, type Judged } from '../flip/flip-drafts';
import { neighbours } from '../flip/rewrite';
import { decisivePlaces, placesOf } from '../flip/written-place';
import type { BucketPair, Reviewed } from '../reviewed';
import { defaultKey } from '../vended';
import { bucketKeyOf } from './encryption';

/** Bucket Keys that are turned on or off, and everybody who names the other encryption context. */
export function contextFlip(reviewed: Reviewed): readonly Draft[] {
  const flips = reviewed.buckets.flatMap((pair) => flipOf(reviewed, pair));
  if (flips.length === 0) return [];
  const before = callersIn(reviewed.compiled.before);
  const after = changesKeyUse(reviewed) ? callersIn(reviewed.compiled.after) : before;
  return flips.flatMap((flip) => draftsOf(reviewed, flip, before, after));
}

/** Whether the plan touches anything else that decides who uses a key. */
function changesKeyUse({ keys, grants, principals }: Reviewed): boolean {
  return keys.length + grants.length + principals.length > 0;
}

function flipOf({ before, after, vended }: Reviewed, pair: BucketPair): readonly Flip[] {
  const [was, is] = [bucketKeyOf(pair.before), bucketKeyOf(pair.after)];
  const bucket = pair.after;
  if (!bucket || was === undefined || is === undefined || was === is) return [];
  const arns = new Set([...vended.keysOf(pair.id), defaultKey(bucket) ?? '']);
  const keys = [...arns].flatMap((arn) => {
    const [old, now] = [before.world.keys.get(arn), after.world.keys.get(arn)];
    return old && now ? [{ before: old, after: now }] : [];
  });
  return [{ pair, bucket, turnedOn: is, tenant: vended.ofBucket(pair.id), keys }];
}

type CallersOf = (key: KmsKey) => readonly KeyCaller[];

function draftsOf(reviewed: Reviewed, flip: Flip, before: CallersOf, after: CallersOf): readonly Draft[] {
  const callers = flip.keys.flatMap((key) => {
    const old = before(key.before);
    const now = after === before ? old : after(key.after);
    const principals = new Set([...old, ...now].map(({ principal }) => principal));
    const contexts = contextsOf(flip.bucket, writtenFor(reviewed, key, principals));
    return judgeCallers({ turnedOn: flip.turnedOn, contexts, before: old, after: now }).map((caller) => ({
      caller,
      key,
    }));
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
