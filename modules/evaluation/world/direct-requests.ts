import { bucketArn, objectArn, type EncryptionContext, type KmsKey, type Role } from '../../core';
import { decideAccess } from '../combine/decide';
import type { DecisionInput, RequestContext } from '../model';
import { mergeContexts } from './context';
import type { CompiledWorld } from './compiled-world';
import { decideOnBucket, decideOnKey, doubtfulLeg, type LegDecision } from './legs';
import type { Subject } from './subject';

/** A request that somebody makes to KMS itself. */
export interface KeyRequest {
  readonly action: string;
  readonly key: KmsKey;
  /** @default none is sent */
  readonly encryptionContext?: EncryptionContext;
  /** Further condition keys. @default none */
  readonly context?: RequestContext;
  /** Whether S3 makes it for the caller. @default false */
  readonly viaS3?: boolean;
}

/** Whether somebody may use or administer a key, directly or through S3. */
export function decideKeyRequest(world: CompiledWorld, principal: string, request: KeyRequest): LegDecision {
  return asked(world, principal, request.action, (subject) => askDirectly(world, subject, request));
}

/** The same for a caller that is at hand. */
export function askDirectly(world: CompiledWorld, subject: Subject, request: KeyRequest): LegDecision {
  const { action, key, encryptionContext = {}, context = {}, viaS3 = false } = request;
  return decideOnKey(world, subject, {
    action,
    key,
    encryptionContext,
    viaS3,
    context: { values: context, unknown: [] },
  });
}

/** A request about a bucket's settings, or one about an object that has nothing to do with KMS. */
export interface BucketRequest {
  readonly action: string;
  readonly bucket: string;
  /** @default the bucket itself */
  readonly key?: string;
  /** Further condition keys. @default none */
  readonly context?: RequestContext;
}

/** Whether somebody may do something to a bucket itself, or to an object in it. */
export function decideBucketRequest(world: CompiledWorld, principal: string, request: BucketRequest): LegDecision {
  const { action, context = {} } = request;
  const bucket = world.world.buckets.get(request.bucket);
  if (!bucket) return doubtfulLeg(action, `bucket ${request.bucket} is not described`);
  const { partition, name } = bucket;
  const resource = request.key === undefined ? bucketArn(partition, name) : objectArn(partition, name, request.key);
  const contexts = [{ values: context, unknown: [] }];
  return asked(world, principal, action, (subject) =>
    decideOnBucket(world, subject, { action, resource, bucket, contexts }),
  );
}

/** A request about something that has no policy of its own. */
export interface AccountRequest {
  readonly action: string;
  readonly resource: string;
  readonly accountId: string;
  /** Further condition keys. @default none */
  readonly context?: RequestContext;
}

/** Whether somebody may do something that only identity policies and the organization decide. */
export function decideAccountRequest(world: CompiledWorld, principal: string, request: AccountRequest): LegDecision {
  return asked(world, principal, request.action, (subject) => decideFor(subject, request, {}));
}

/** Whether somebody may become a role: what its trust policy says, together with the caller's own policies. */
export function decideRoleAssumption(
  world: CompiledWorld,
  principal: string,
  role: Role,
  request: Pick<AccountRequest, 'action' | 'context'>,
): LegDecision {
  const trust = world.index.shelf.policy(`trust policy of ${role.arn}`, 'resource', role.trustPolicy);
  return asked(world, principal, request.action, (subject) =>
    decideFor(
      subject,
      { ...request, resource: role.arn, accountId: role.accountId },
      trust ? { resourcePolicy: trust } : {},
    ),
  );
}

function decideFor(
  subject: Subject,
  request: AccountRequest,
  side: Pick<DecisionInput, 'resourcePolicy'>,
): LegDecision {
  const { action, resource, accountId, context = {} } = request;
  const merged = mergeContexts({ values: context, unknown: [] }, subject.context);
  const { decision, reasons } = decideAccess({
    ...subject.identity,
    ...side,
    request: {
      action,
      resource,
      resourceAccount: accountId,
      principal: subject.principal,
      context: merged.values,
      unknownContext: merged.unknown,
    },
  });
  return { action, resource, verdict: decision, reasons };
}

function asked(
  world: CompiledWorld,
  principal: string,
  action: string,
  ask: (subject: Subject) => LegDecision,
): LegDecision {
  const subject = world.subject(principal);
  return subject ? ask(subject) : doubtfulLeg(action, `${principal} names no principal`);
}
