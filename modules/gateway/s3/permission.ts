import { decideBucketRequest, explainObjectDecision, type LegDecision } from '../../evaluation';
import { accessDeniedText } from '../access-denied';
import type { GatewayState } from '../state/gateway-state';
import { worldFor } from '../state/caller-context';
import { accountOf, callerArn, principalOf, type BucketCall } from './call';
import { requestContext } from './context';
import { accessDenied, type S3Error } from './error';

/** What keeps a caller from a bucket or what lies in it; `undefined` when nothing does. */
export function bucketDenial(state: GatewayState, call: BucketCall, action: string, key?: string): S3Error | undefined {
  const leg = decideBucketRequest(worldFor(state, call.caller), principalOf(call.caller), {
    action,
    bucket: call.bucket,
    ...(key === undefined ? {} : { key }),
    context: requestContext(state, call),
  });
  return leg.verdict === 'allow' ? undefined : deniedBy(state, call, leg);
}

function deniedBy(state: GatewayState, call: BucketCall, leg: LegDecision): S3Error {
  const owner = state.live.world.buckets.get(call.bucket)?.accountId;
  const message = accessDeniedText(callerArn(call.caller), leg, accountOf(call.caller) === owner);
  return { ...accessDenied, message, reason: explainObjectDecision({ outcome: leg.verdict, legs: [leg] }).join(' | ') };
}

/** A caller may say whose bucket it means. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html */
export function wrongOwner(state: GatewayState, call: BucketCall, sourceBucket?: string): S3Error | undefined {
  const { headers } = call.incoming;
  const meant = headers.get('x-amz-expected-bucket-owner');
  const meantSource = headers.get('x-amz-source-expected-bucket-owner');
  const isWrong = (expected: string | undefined, name: string | undefined): boolean =>
    expected !== undefined && name !== undefined && state.live.world.buckets.get(name)?.accountId !== expected;
  if (!isWrong(meant, call.bucket) && !isWrong(meantSource, sourceBucket)) return undefined;
  return { ...accessDenied, reason: 'the bucket does not belong to the account that the request expects' };
}
