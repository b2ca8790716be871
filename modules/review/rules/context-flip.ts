import { bucketArn, type Bucket, type KmsKey } from '../../core';
import type { KeyCaller, Reason } from '../../evaluation';
import { placed, type Draft, type Mark } from '../draft';
import { callersIn, isUndescribed } from '../flip/callers';
import { contextsOf } from '../flip/contexts';
import { judgeCallers, type JudgedCaller } from '../flip/judged-callers';
import { neighbours, rewriteOf } from '../flip/rewrite';
import { decisivePlaces, placesOf, type WrittenPlace } from '../flip/written-place';
import type { BucketPair, Reviewed } from '../reviewed';
import { defaultKey } from '../vended';
import { byText, listed, ofTenant, principalName, statementIn } from '../words';
import { bucketKeyOf, encryptionAddress } from './encryption';

/** Bucket Keys that are turned on or off, and everybody who names the other encryption context. */
export function contextFlip(reviewed: Reviewed): readonly Draft[] {
  const flips = reviewed.buckets.flatMap((pair) => flipOf(reviewed, pair));
  if (flips.length === 0) return [];
  const [before, after] = [callersIn(reviewed.compiled.before), callersIn(reviewed.compiled.after)];
  return flips.flatMap((flip) => draftsOf(reviewed, flip, before, after));
}

interface Flip {
  readonly pair: BucketPair;
  readonly bucket: Bucket;
  readonly turnedOn: boolean;
  readonly tenant: string | undefined;
  readonly keys: readonly { readonly before: KmsKey; readonly after: KmsKey }[];
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

/** A caller, the place that its fate rests on, and what else that place lets in. */
interface Judged {
  readonly caller: JudgedCaller;
  readonly place: WrittenPlace;
  readonly beside: readonly string[];
}

function draftsOf(reviewed: Reviewed, flip: Flip, before: CallersOf, after: CallersOf): readonly Draft[] {
  const callers = flip.keys.flatMap((key) => {
    const [old, now] = [before(key.before), after(key.after)];
    const contexts = contextsOf(flip.bucket, writtenFor(reviewed, key, [...old, ...now]));
    return judgeCallers({ turnedOn: flip.turnedOn, contexts, before: old, after: now }).map((caller) => ({
      caller,
      key,
    }));
  });
  const judged = callers.flatMap(({ caller, key }) => judgedAt(reviewed, flip, caller, key));
  const broken = groups(judged.filter(({ caller }) => caller.fate !== 'keeps')).map((group) =>
    brokenDraft(reviewed, flip, group),
  );
  const wide = groups(judged.filter(({ caller, beside }) => caller.fate === 'keeps' && beside.length > 0)).map(
    (group) => wideDraft(flip, group),
  );
  if (broken.length + wide.length > 0) return [...broken, ...wide];
  const isRepair = reviewed.drift.some(
    ({ subject, type }) => subject?.id === flip.pair.id && type.includes('encryption'),
  );
  return isRepair
    ? []
    : [
        keptDraft(
          flip,
          callers.map(({ caller }) => caller),
        ),
      ];
}

/** The texts in which object ARNs may stand. */
function writtenFor(
  { before, after }: Reviewed,
  key: { readonly before: KmsKey; readonly after: KmsKey },
  callers: readonly KeyCaller[],
): readonly string[] {
  const places = callers.flatMap(({ principal }) => [
    ...placesOf(before, key.before, principal),
    ...placesOf(after, key.after, principal),
  ]);
  return places.map((place) => JSON.stringify(place.kind === 'grant' ? place.grant.constraints : place.json));
}

function judgedAt(
  reviewed: Reviewed,
  { bucket }: Flip,
  caller: JudgedCaller,
  key: { readonly before: KmsKey; readonly after: KmsKey },
): readonly Judged[] {
  const names = [...reviewed.after.world.buckets.keys()];
  const places = placesOf(reviewed.after, key.after, caller.principal);
  const decisive = decisivePlaces(places, [...caller.deniedBy, ...caller.allowedBy]);
  return decisive.map((place) => ({ caller, place, beside: neighbours(place, bucket, names) }));
}

function groups(judged: readonly Judged[]): readonly (readonly [Judged, ...Judged[]])[] {
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

function turned({ pair, turnedOn, tenant }: Flip): string {
  return `the Bucket Key of ${ofTenant(`bucket ${pair.id}`, tenant)} is turned ${turnedOn ? 'on' : 'off'}`;
}

function sent({ bucket, turnedOn }: Flip): string {
  const arn = bucketArn(bucket.partition, bucket.name);
  return turnedOn ? `S3 sends ${arn} instead of object ARNs` : `S3 sends the ARN of each object instead of ${arn}`;
}

function brokenDraft(reviewed: Reviewed, flip: Flip, group: readonly [Judged, ...Judged[]]): Draft {
  const [{ caller, place }] = group;
  const who = listed(callersOf(group).map((principal) => named(reviewed, flip, principal)));
  const where = placeWords(group);
  const fate =
    caller.fate === 'loses'
      ? `${where} not match, so ${who} can no longer ${verbs(group)}; objects that are there keep the old context`
      : `${where} not match the old context, so ${who} can no longer read the objects that are there`;
  return {
    ...drafted(flip, group),
    severity: 'high',
    message: `${turned(flip)} and ${sent(flip)}: ${fate}`,
    fix: rewriteOf(place, flip.bucket, flip.turnedOn),
    ...placed(flip.tenant, place.address ?? encryptionAddress(flip.pair)),
  };
}

/** The statement, or the grants: each statement has a rewrite of its own, grants share theirs. */
function placeWords(group: readonly [Judged, ...Judged[]]): string {
  const [{ place }] = group;
  if (place.kind === 'statement') return `${statementIn(place.policy, place.statement)} does`;
  const ids = [...new Set(group.map((one) => one.place.statement))].sort(byText);
  return ids.length > 1 ? `grants ${listed(ids)} do` : `grant ${listed(ids)} does`;
}

function wideDraft(flip: Flip, group: readonly [Judged, ...Judged[]]): Draft {
  const [{ place, beside }] = group;
  return {
    ...drafted(flip, group),
    severity: 'medium',
    message: `${turned(flip)}: ${statementIn(place.policy, place.statement)} matches both contexts, and with them those of ${listed(beside)}`,
    fix: rewriteOf(place, flip.bucket, flip.turnedOn),
    ...placed(flip.tenant, place.address ?? encryptionAddress(flip.pair)),
  };
}

function keptDraft(flip: Flip, callers: readonly JudgedCaller[]): Draft {
  const names = callers.map(({ principal }) => principalName(principal, flip.bucket.accountId));
  const kept =
    names.length === 0
      ? 'nobody is known to use its key'
      : `${listed([...new Set(names)].sort(byText))} ${names.length > 1 ? 'keep' : 'keeps'} access under both contexts`;
  return {
    topic: 'context-flip',
    severity: 'info',
    message: `${turned(flip)} and ${sent(flip)}: ${kept}; objects that are there keep the old context`,
    fix: 'keep both contexts in policies until every object is re-encrypted',
    about: aboutFlip(
      flip,
      callers.map(({ principal }) => principal),
    ),
    ...placed(flip.tenant, encryptionAddress(flip.pair)),
  };
}

function drafted(flip: Flip, group: readonly [Judged, ...Judged[]]): Pick<Draft, 'topic' | 'about' | 'reasons'> {
  const places = group.flatMap(({ place }) => place.marks);
  return {
    topic: 'context-flip',
    about: [...new Set([...aboutFlip(flip, callersOf(group)), ...places])],
    reasons: reasonsOf(group),
  };
}

function aboutFlip({ pair, keys }: Flip, principals: readonly string[]): readonly Mark[] {
  return [
    `bucket:${pair.id}`,
    ...keys.map(({ after: { arn } }): Mark => `key:${arn}`),
    ...principals.map((principal): Mark => `principal:${principal}`),
  ];
}

function reasonsOf(group: readonly Judged[]): readonly Reason[] {
  const all = group.flatMap(({ caller }) => [
    ...caller.allowedBy.filter(({ effect }) => effect === 'Allow'),
    ...caller.deniedBy,
  ]);
  return [...new Map(all.map((reason) => [JSON.stringify(reason), reason])).values()].slice(0, 10);
}

/** Those who have a name first. */
function callersOf(group: readonly Judged[]): readonly string[] {
  const names = [...new Set(group.map(({ caller }) => caller.principal))].sort(byText);
  return [...names.filter((name) => name.startsWith('arn:')), ...names.filter((name) => !name.startsWith('arn:'))];
}

function named({ after }: Reviewed, { bucket }: Flip, principal: string): string {
  const delivers = after.deliveries
    .filter(({ role }) => role?.known === true && role.value === principal)
    .map(({ kind }) => deliveryWords[kind]);
  const doubts = isUndescribed(after.world, principal) ? ['unless its own policies allow it'] : [];
  const told = [...new Set(delivers), ...doubts];
  const name = principalName(principal, bucket.accountId);
  return told.length === 0 ? name : `${name} (${told.join(', ')})`;
}

const deliveryWords = {
  replication: 'replication',
  inventory: 'inventory',
  accessLog: 'access logs',
  firehose: 'Firehose',
  cloudTrail: 'CloudTrail',
  terraformState: 'terraform state',
};

function verbs(group: readonly Judged[]): string {
  const actions = new Set(group.flatMap(({ caller }) => caller.actions));
  const reads = actions.has('kms:Decrypt') ? ['read'] : [];
  const writes = actions.has('kms:GenerateDataKey') || actions.has('kms:Encrypt') ? ['write'] : [];
  return `${listed([...reads, ...writes])} new objects`;
}
