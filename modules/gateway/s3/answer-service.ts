import { bucketArn, describeBucket, noPublicAccessBlock, known } from '../../core';
import { decideAccountRequest } from '../../evaluation';
import { accessDeniedText } from '../access-denied';
import { readBody } from '../http/incoming';
import type { Reply } from '../http/reply';
import type { GatewayState } from '../state/gateway-state';
import { withEntry } from '../state/live-world';
import { accountOf, callerArn, principalOf, type BucketCall, type S3Call } from './call';
import { requestContext } from './context';
import { s3ErrorReply } from './error';
import { forwardS3, passOn } from './forward';
import { readXml, xmlText } from './xml';

/** Answers CreateBucket: the bucket belongs to the caller's account from then on. */
export async function createBucket(state: GatewayState, call: BucketCall): Promise<Reply> {
  const accountId = accountOf(call.caller);
  const resource = bucketArn(state.partition, call.bucket);
  const denied = denial(state, call, 's3:CreateBucket', resource);
  if (accountId === undefined || denied) return denied ?? anonymousRefused(call);
  const body = (await readBody(call.incoming, 100_000)) ?? Buffer.alloc(0);
  const region = xmlText(readXml(body.toString('utf8')), 'CreateBucketConfiguration', 'LocationConstraint');
  const scope = { accountId, region: call.caller.kind === 'signed' ? call.caller.scope.region : state.region };
  const reply = await forwardS3(state, call.incoming, call.address, scope, body);
  if (reply.status < 300 && !state.live.world.buckets.has(call.bucket)) {
    const bucket = describeBucket({
      name: call.bucket,
      accountId,
      region: region ?? 'us-east-1',
      partition: state.partition,
      publicAccessBlock: known({ ...noPublicAccessBlock, blockPublicPolicy: true, restrictPublicBuckets: true }),
    });
    state.live.change({ buckets: withEntry(state.live.world.buckets, bucket.name, bucket) });
  }
  return passOn(reply, []);
}

/** Answers ListBuckets, which lists those of the caller's account. */
export async function listBuckets(state: GatewayState, call: S3Call): Promise<Reply> {
  const accountId = accountOf(call.caller);
  const denied = denial(state, call, 's3:ListAllMyBuckets', '*');
  if (accountId === undefined || denied) return denied ?? anonymousRefused(call);
  const scope = { accountId, region: state.region };
  return passOn(await forwardS3(state, call.incoming, call.address, scope, undefined), []);
}

function denial(state: GatewayState, call: S3Call, action: string, resource: string): Reply | undefined {
  const accountId = accountOf(call.caller);
  if (accountId === undefined) return anonymousRefused(call);
  const now = state.clock.now();
  const request = { action, resource, accountId, context: requestContext(call, state.tuning.settings, now) };
  const leg = decideAccountRequest(state.live.at(now), principalOf(call.caller), request);
  if (leg.verdict === 'allow') return undefined;
  const message = accessDeniedText(callerArn(call.caller), leg, true);
  return s3ErrorReply({ status: 403, code: 'AccessDenied', message }, call.incoming.method, call.address.path);
}

function anonymousRefused(call: S3Call): Reply {
  const error = { status: 403, code: 'AccessDenied', message: 'Access Denied' };
  return s3ErrorReply(error, call.incoming.method, call.address.path);
}
