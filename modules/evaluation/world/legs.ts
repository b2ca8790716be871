import type { Bucket, EncryptionContext, KmsKey } from '../../core';
import { decide, decideAccess } from '../combine/decide';
import type { AccessRequest, Decision, DecisionInput, Reason, Verdict } from '../model';
import type { CompiledWorld } from './compiled-world';
import type { Context } from './context';
import type { KmsOperation } from './operations';
import type { Subject } from './subject';

/** A call that S3 makes to KMS for somebody. */
export interface KmsCall {
  readonly operation: KmsOperation;
  readonly keyArn: string;
  readonly encryptionContext: EncryptionContext;
  /** Whether it is made for a Bucket Key, and then only while S3 holds none. */
  readonly forBucketKey: boolean;
}

/** One permission that was asked for, and the answer with its reasons. */
export interface LegDecision {
  readonly action: string;
  readonly resource: string;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  /** Set on the legs that are calls to KMS. */
  readonly call?: KmsCall;
}

export interface BucketNeed {
  readonly action: string;
  /** The ARN of the bucket or of an object in it. */
  readonly resource: string;
  readonly bucket: Bucket;
  /** The later wins. */
  readonly contexts: readonly Context[];
  /** @default the bucket's owner */
  readonly objectOwner?: string;
}

/** Whether a caller may do something to a bucket or an object. */
export function decideOnBucket(world: CompiledWorld, subject: Subject, need: BucketNeed): LegDecision {
  const { bucket, action, resource } = need;
  const { side, restricted, context: ofBucket } = world.bucketSide(bucket);
  const request: AccessRequest = {
    action,
    resource,
    resourceAccount: bucket.accountId,
    principal: subject.principal,
    layers: [ofBucket, ...need.contexts, subject.context],
  };
  const asked = { request: need.objectOwner === undefined ? request : { ...request, objectOwner: need.objectOwner } };
  // To spread costs many times as much as to assign, and every request comes by here.
  const input: DecisionInput = Object.assign(asked, subject.identity, side);
  if (restricted.known) return leg(action, resource, decideAccess(input));
  return leg(action, resource, either(decideRestricted(input, true), decideRestricted(input, false), restricted.why));
}

function decideRestricted(input: DecisionInput, restrictPublicBuckets: boolean): Decision {
  return decideAccess({ ...input, publicAccessBlock: { restrictPublicBuckets } });
}

/** Of two possible decisions the one, where both mean the same: no access may have several wordings. */
function either(one: Decision, other: Decision, why: string): Decision {
  if (one.decision === other.decision) return one;
  if (isDeny(one.decision) && isDeny(other.decision)) return other;
  const doubt: Reason = { policy: 'publicAccessBlock', statement: 'restrictPublicBuckets', effect: 'Deny', why };
  return { decision: 'unknown', reasons: [...one.reasons, doubt] };
}

export interface KeyNeed {
  readonly action: string;
  readonly key: KmsKey;
  readonly encryptionContext: EncryptionContext;
  /** Whether S3 calls for the caller; a service calls for itself all the same. @default false */
  readonly viaS3?: boolean;
  /** @default nothing more */
  readonly context?: Context;
}

/** Whether a caller may use or administer a key, itself or through S3. */
export function decideOnKey(world: CompiledWorld, subject: Subject, need: KeyNeed): LegDecision {
  return leg(need.action, need.key.arn, decideAccess(keyInput(world, subject, need)));
}

/** Whether a deny or an allow could not be judged, be there access or none. */
export function leavesDoubtOnKey(world: CompiledWorld, subject: Subject, need: KeyNeed): boolean {
  return decide(keyInput(world, subject, need)).decision === 'unknown';
}

function keyInput(world: CompiledWorld, subject: Subject, need: KeyNeed): DecisionInput {
  const { action, key, encryptionContext } = need;
  const { side, direct, viaS3 } = world.keySide(key);
  const ofCall = need.viaS3 === true && subject.principal.kind !== 'service' ? viaS3 : direct;
  const request: AccessRequest = {
    action,
    resource: key.arn,
    resourceAccount: key.accountId,
    principal: subject.principal,
    layers: need.context ? [ofCall, need.context, subject.context] : [ofCall, subject.context],
  };
  const asked = { encryptionContext, request };
  return Object.assign(asked, subject.identity, side);
}

function leg(action: string, resource: string, decision: Decision): LegDecision {
  return { action, resource, verdict: decision.decision, reasons: decision.reasons };
}

/** A leg that cannot be judged because the world does not tell enough. */
export function doubtfulLeg(action: string, why: string): LegDecision {
  return { action, resource: '*', verdict: 'unknown', reasons: [worldReason(why)] };
}

/** A leg that the world denies without a policy. */
export function deniedLeg(action: string, resource: string, why: string): LegDecision {
  return { action, resource, verdict: 'implicitDeny', reasons: [worldReason(why)] };
}

/** A leg that would pass but for something that is not known. */
export function doubtful(decided: LegDecision, why: string): LegDecision {
  return { ...decided, verdict: 'unknown', reasons: [...decided.reasons, worldReason(why)] };
}

export function denies({ verdict }: LegDecision): boolean {
  return isDeny(verdict);
}

function isDeny(verdict: Verdict): boolean {
  return verdict === 'explicitDeny' || verdict === 'implicitDeny';
}

function worldReason(why: string): Reason {
  return { policy: 'implicit', statement: 'world', effect: 'Deny', why };
}
