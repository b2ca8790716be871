import { bucketContext, objectContext, type EncryptionContext, type KeyState, type KmsKey } from '../../core';
import { describesPrincipal } from '../request/keys';
import type { Asked } from './asked';
import type { Context } from './context';
import type { DataKeyUse, Doubt } from './data-key-use';
import type { ResolvedKey } from './key-index';
import { decideOnKey, deniedLeg, denies, doubtful, doubtfulLeg, type KmsCall, type LegDecision } from './legs';
import type { KmsOperation } from './operations';
import { refusal, type Refusal, type RefusalKind } from './refusal';

/** One KMS call's answer: what the policies say, and a refusal when the key itself cannot serve. */
export interface KmsAnswer {
  readonly leg?: LegDecision;
  readonly refusal?: Refusal;
}

/** Asks KMS as the caller, the way S3 does; nothing when S3 holds the Bucket Key already. */
export function askKms(asked: Asked, operation: KmsOperation, use: DataKeyUse | Doubt): KmsAnswer {
  const action = `kms:${operation}`;
  if ('why' in use) return { leg: doubtfulLeg(action, use.why) };
  if (asked.subject.principal.kind === 'anonymous') return { refusal: refusal('signatureRequired') };
  const { key } = use;
  switch (key.kind) {
    case 'unknown':
      return { leg: doubtfulLeg(action, key.why) };
    case 'wrongRegion':
      return { refusal: refusal('wrongRegion', key.region) };
    case 'absent':
      return askAbsentKey(asked, action, key);
    case 'key':
      return askKey(asked, operation, key.key, use);
  }
}

/** In its own account a caller hears that a key is not there; in another's it hears only that it may not. */
function askAbsentKey(asked: Asked, action: string, key: Extract<ResolvedKey, { kind: 'absent' }>): KmsAnswer {
  if (!key.certain) return { leg: doubtfulLeg(action, `key ${key.arn} is not described`) };
  if (key.accountId === asked.subject.accountId) return { refusal: refusal('keyNotFound', key.arn) };
  return { leg: deniedLeg(action, key.arn, `key ${key.arn} does not exist, or its policy does not allow it`) };
}

function askKey(asked: Asked, operation: KmsOperation, key: KmsKey, use: DataKeyUse): KmsAnswer {
  const { world, subject, held } = asked;
  const encryptionContext = contextOfUse(use);
  const call: KmsCall = { operation, keyArn: key.arn, encryptionContext, forBucketKey: use.bucketKeyEnabled };
  if (use.bucketKeyEnabled && held(call)) return {};
  const need = { action: `kms:${operation}`, key, encryptionContext, viaS3: true, context: carriedKeys(asked) };
  const leg: LegDecision = { ...decideOnKey(world, subject, need), call };
  if (denies(leg)) return { leg };
  if (!key.state.known) return { leg: doubtful(leg, key.state.why) };
  const unusable = stateRefusals[key.state.value];
  return unusable ? { leg, refusal: refusal(unusable, key.arn) } : { leg };
}

const sourceKeys = ['aws:sourceaccount', 'aws:sourcearn', 'aws:sourceorgid', 'aws:sourceorgpaths'];

/**
 * What KMS hears as S3 does: of a service, the resource for which it delivers; of everybody else, the credentials.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-inventory.html#configure-inventory-kms-key-policy
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
 */
function carriedKeys({ subject, request: { context } }: Asked): Context {
  if (!context) return { values: {}, unknown: [] };
  const isService = subject.principal.kind === 'service';
  const isCarried = (key: string): boolean =>
    isService ? sourceKeys.includes(key.toLowerCase()) : describesPrincipal(key.toLowerCase());
  return {
    values: Object.fromEntries(Object.entries(context.values).filter(([key]) => isCarried(key))),
    unknown: context.unknown.filter(isCarried),
  };
}

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
const stateRefusals: { readonly [state in KeyState]: RefusalKind | undefined } = {
  Enabled: undefined,
  Disabled: 'keyDisabled',
  PendingDeletion: 'keyPendingDeletion',
  PendingImport: 'keyPendingImport',
  Unavailable: 'keyUnavailable',
};

function contextOfUse({ bucket, objectKey, bucketKeyEnabled, context }: DataKeyUse): EncryptionContext {
  const { partition, name } = bucket;
  const own = bucketKeyEnabled ? bucketContext(partition, name) : objectContext(partition, name, objectKey);
  // To spread costs many times as much as to assign, and every request comes by here.
  return Object.assign({}, context, own);
}
