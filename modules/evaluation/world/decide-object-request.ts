import type { Verdict } from '../model';
import type { Asked } from './asked';
import type { CompiledWorld } from './compiled-world';
import { useOf } from './data-key-use';
import type { EffectiveEncryption } from './effective-encryption';
import { askKms } from './kms-legs';
import { denies, doubtfulLeg, type LegDecision } from './legs';
import {
  defaultObjectSettings,
  type HeldBucketKeys,
  type ObjectDecision,
  type ObjectOutcome,
  type ObjectRequest,
  type ObjectSettings,
} from './object-request';
import { operationNeeds } from './operations';
import { refusal, type Refusal } from './refusal';
import { askS3 } from './s3-legs';
import type { Subject } from './subject';
import { writtenEncryption } from './written-encryption';

/**
 * Decides a request the way S3 does: what it encrypts with, whether S3 allows it, and whether KMS allows S3 to use the
 * key as the caller. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export function decideObjectRequest(
  world: CompiledWorld,
  request: ObjectRequest,
  settings: ObjectSettings = defaultObjectSettings,
  held: HeldBucketKeys = holdsNone,
): ObjectDecision {
  const subject = world.subject(request.principal);
  if (!subject) return ended([doubtfulLeg('', `${request.principal} names no principal`)]);
  return decideObjectRequestOf(world, subject, request, settings, held);
}

/** The same for a caller that is at hand. */
export function decideObjectRequestOf(
  world: CompiledWorld,
  subject: Subject,
  request: ObjectRequest,
  settings: ObjectSettings = defaultObjectSettings,
  held: HeldBucketKeys = holdsNone,
): ObjectDecision {
  const bucket = world.world.buckets.get(request.bucket);
  if (!bucket && world.world.complete) return ended([], refusal('noSuchBucket'));
  if (!bucket) return ended([doubtfulLeg('', `bucket ${request.bucket} is not described`)]);
  const encryption = writtenEncryption(world, subject, bucket, request);
  const decision = decideAsked({ world, subject, bucket, request, key: request.key ?? '', settings, held, encryption });
  return encryption ? encrypting(decision, encryption) : decision;
}

/** To spread would cost many times as much, and every write comes by here. */
function encrypting(decision: ObjectDecision, encryption: EffectiveEncryption): ObjectDecision {
  const { outcome, legs, refusal: refused } = decision;
  return refused ? { outcome, legs, refusal: refused, encryption } : { outcome, legs, encryption };
}

function holdsNone(): boolean {
  return false;
}

/** S3 reads the request, then its own policies, and asks KMS last; a deny ends it. */
function decideAsked(asked: Asked): ObjectDecision {
  const refused = asked.encryption?.kind === 'refused' ? asked.encryption.refusal : undefined;
  if (refused?.outcome === 'badRequest') return ended([], refused);
  const s3Legs = decideS3(asked);
  if (s3Legs.some(denies)) return ended(s3Legs);
  return refused ? ended(s3Legs, refused) : decideKms(asked, s3Legs);
}

function decideS3(asked: Asked): readonly LegDecision[] {
  const { operation, extras = [] } = asked.request;
  const legs: LegDecision[] = [];
  for (const need of operationNeeds[operation].s3) {
    if (need.extra && !extras.includes(need.extra)) continue;
    const leg = askS3(asked, need);
    legs.push(leg);
    if (denies(leg)) break;
  }
  return legs;
}

function decideKms(asked: Asked, s3Legs: readonly LegDecision[]): ObjectDecision {
  const legs = [...s3Legs];
  for (const need of operationNeeds[asked.request.operation].kms) {
    const use = useOf(asked, need);
    if (!use) continue;
    const { leg, refusal: refused } = askKms(asked, need.operation, use);
    if (leg) legs.push(leg);
    if (refused) return ended(legs, refused);
    if (leg && denies(leg)) break;
  }
  return ended(legs);
}

function ended(legs: readonly LegDecision[], refused?: Refusal): ObjectDecision {
  return refused ? { outcome: refused.outcome, legs, refusal: refused } : { outcome: combined(legs), legs };
}

/** A request passes if every leg passes. */
function combined(legs: readonly LegDecision[]): ObjectOutcome {
  const verdicts = legs.map((leg) => leg.verdict);
  const order: readonly Verdict[] = ['explicitDeny', 'implicitDeny', 'unknown'];
  return order.find((verdict) => verdicts.includes(verdict)) ?? 'allow';
}
