import { decideBucketRequest, explainObjectDecision } from '../../evaluation';
import { accessDeniedText } from '../access-denied';
import { readBody } from '../http/incoming';
import type { Reply } from '../http/reply';
import type { GatewayState } from '../state/gateway-state';
import { accountOf, callerArn, principalOf, type BucketCall } from './call';
import { mirrorBucket } from './bucket-mirror';
import { ownSetting } from './bucket-own';
import { requestContext } from './context';
import { s3ErrorReply, type S3Error } from './error';
import { forwardS3, passOn } from './forward';

const bodyLimitBytes = 1_000_000;

/** Answers a request about a bucket's settings: our own ones from what we remember, the others by the emulator. */
export async function answerBucket(state: GatewayState, call: BucketCall, action: string): Promise<Reply> {
  const bucket = state.live.world.buckets.get(call.bucket);
  if (!bucket) return refuse(call, noSuchBucket);
  const denied = denial(state, call, action, bucket.accountId);
  if (denied) return refuse(call, denied);
  const body = await readBody(call.incoming, bodyLimitBytes);
  if (!body) return refuse(call, tooLarge);
  const own = ownSetting(state, call, body);
  if (own) return own;
  const reply = await forwardS3(state, call.incoming, call.address, bucket, body);
  if (reply.status < 300) mirrorBucket(state, call, body);
  return passOn(reply, []);
}

/** What keeps the caller from a bucket's settings; `undefined` when nothing does. */
function denial(state: GatewayState, call: BucketCall, action: string, ownerId: string): S3Error | undefined {
  const now = state.clock.now();
  const context = requestContext(call, state.tuning.settings, now);
  const leg = decideBucketRequest(state.live.at(now), principalOf(call.caller), {
    action,
    bucket: call.bucket,
    context,
  });
  if (leg.verdict === 'allow') return undefined;
  const message = accessDeniedText(callerArn(call.caller), leg, accountOf(call.caller) === ownerId);
  const reason = explainObjectDecision({ outcome: leg.verdict, legs: [leg] }).join(' | ');
  return { status: 403, code: 'AccessDenied', message, reason };
}

function refuse(call: BucketCall, error: S3Error): Reply {
  return s3ErrorReply(error, call.incoming.method, call.address.path);
}

const noSuchBucket: S3Error = { status: 404, code: 'NoSuchBucket', message: 'The specified bucket does not exist' };
const tooLarge: S3Error = {
  status: 400,
  code: 'MaxMessageLengthExceeded',
  message: 'Your request was too big.',
};
