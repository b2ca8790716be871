import { bucketArn, type Bucket, type KmsKey } from '../../core';
import type { Reason } from '../../evaluation';
import { placed, type Draft, type Mark } from '../draft';
import { encryptionAddress } from '../rules/encryption';
import type { BucketPair, Reviewed } from '../reviewed';
import { byText, keyName, listed, ofTenant, principalName, statementIn } from '../words';
import { isUndescribed } from './callers';
import type { JudgedCaller } from './judged-callers';
import { rewriteOf } from './rewrite';
import type { WrittenPlace } from './written-place';

/** A bucket whose Bucket Key is turned on or off. */
export interface Flip {
  readonly pair: BucketPair;
  readonly bucket: Bucket;
  readonly turnedOn: boolean;
  readonly tenant: string | undefined;
  readonly keys: readonly { readonly before: KmsKey; readonly after: KmsKey }[];
  /** Those of them whose policy is in none of the plans, once for each thing that it may say. */
  readonly keysElsewhere: readonly KmsKey[];
}

/** A caller, the place that its fate rests on, and what else that place lets in. */
export interface Judged {
  readonly caller: JudgedCaller;
  readonly place: WrittenPlace;
  readonly beside: readonly string[];
}

/** Callers whose fate rests on one statement, or on grants. */
export type Group = readonly [Judged, ...Judged[]];

function turned({ pair, bucket, turnedOn, tenant }: Flip): string {
  const isTwice = bucket.encryption.known && bucket.encryption.value.algorithm === 'aws:kms:dsse';
  const how = isTwice ? 'ends with aws:kms:dsse' : `is turned ${turnedOn ? 'on' : 'off'}`;
  return `the Bucket Key of ${ofTenant(`bucket ${pair.id}`, tenant)} ${how}`;
}

function sent({ bucket, turnedOn }: Flip): string {
  const arn = bucketArn(bucket.partition, bucket.name);
  return turnedOn ? `S3 sends ${arn} instead of object ARNs` : `S3 sends the ARN of each object instead of ${arn}`;
}

export function brokenDraft(reviewed: Reviewed, flip: Flip, group: Group): Draft {
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
function placeWords(group: Group): string {
  const [{ place }] = group;
  if (place.kind === 'statement') return `${statementIn(place.policy, place.statement)} does`;
  const ids = [...new Set(group.map((one) => one.place.statement))].sort(byText);
  return ids.length > 1 ? `grants ${listed(ids)} do` : `grant ${listed(ids)} does`;
}

export function wideDraft(flip: Flip, group: Group): Draft {
  const [{ place, beside }] = group;
  return {
    ...drafted(flip, group),
    severity: 'medium',
    message: `${turned(flip)}: ${statementIn(place.policy, place.statement)} matches both contexts, and with them those of ${listed(beside)}`,
    fix: rewriteOf(place, flip.bucket, flip.turnedOn),
    ...placed(flip.tenant, place.address ?? encryptionAddress(flip.pair)),
  };
}

/** Nobody is broken by the turn. */
export function keptDraft(flip: Flip, callers: readonly JudgedCaller[]): Draft {
  const keeping = callers.filter(({ fate }) => fate === 'keeps').map(({ principal }) => principal);
  const names = namesOf(flip, keeping);
  const kept =
    names.length === 0
      ? 'nobody who uses its key loses access'
      : `${listed(names)} ${names.length > 1 ? 'keep' : 'keeps'} access under both contexts`;
  const elsewhere = flip.keysElsewhere[0]?.arn;
  const open =
    elsewhere === undefined
      ? kept
      : `no policy or grant of the plan shuts anybody out; whom the policy of ${keyName(elsewhere)} does cannot be told, for it is not in the plan`;
  return {
    topic: 'context-flip',
    severity: elsewhere === undefined ? 'info' : 'medium',
    message: `${turned(flip)} and ${sent(flip)}: ${open}; objects that are there keep the old context`,
    fix:
      elsewhere === undefined
        ? 'keep both contexts in policies until every object is re-encrypted'
        : 'see that the policy of the key names both contexts, or review the plan of the stack that has it together with this one',
    about: aboutFlip(flip, keeping),
    ...placed(flip.tenant, encryptionAddress(flip.pair)),
  };
}

/** Somebody whose policy or grant names the new context already reads and writes new objects from now on. */
export function withGains(draft: Draft, flip: Flip, gaining: readonly JudgedCaller[]): Draft {
  const principals = gaining.map(({ principal }) => principal);
  const names = namesOf(flip, principals);
  if (names.length === 0) return draft;
  return {
    ...draft,
    message: `${draft.message}; ${listed(names)} ${names.length > 1 ? 'gain' : 'gains'} access to new objects`,
    about: [...new Set([...draft.about, ...aboutFlip(flip, principals)])],
  };
}

function namesOf({ bucket }: Flip, principals: readonly string[]): readonly string[] {
  return [...new Set(principals.map((principal) => principalName(principal, bucket.accountId)))].sort(byText);
}

function drafted(flip: Flip, group: Group): Pick<Draft, 'topic' | 'about' | 'reasons'> {
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
