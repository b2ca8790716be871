import { decideBucketRequest } from '../../evaluation';
import { accessDeniedText, reasonText } from '../access-denied';
import { readBody } from '../http/incoming';
import type { Reply } from '../http/reply';
import { decoded } from '../http/target';
import { queryError } from '../iam/query-error';
import { accountOf, callerArn, principalOf } from '../s3/call';
import { passOn } from '../s3/forward';
import { callerContext, worldFor } from '../state/caller-context';
import type { GatewayState } from '../state/gateway-state';
import type { ControlCall } from './control-call';

const actions: { readonly [method: string]: string } = {
  GET: 's3:ListTagsForResource',
  POST: 's3:TagResource',
  DELETE: 's3:UntagResource',
};
const bodyLimitBytes = 100_000;

/** Answers for the tags of a bucket: the emulator keeps them. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_TagResource.html */
export async function answerTags(state: GatewayState, call: ControlCall): Promise<Reply> {
  const arn = decoded(call.path.slice('tags/'.length)) ?? '';
  const name = /^arn:[a-z-]+:s3:::([^/]+)$/.exec(arn)?.[1];
  const action = actions[call.incoming.method];
  if (name === undefined || action === undefined) {
    return queryError(501, 'NotImplemented', `The gateway knows the tags of buckets only, and not those of ${arn}.`);
  }
  const bucket = state.live.world.buckets.get(name);
  if (bucket?.accountId !== call.accountId) {
    return queryError(404, 'NoSuchResource', 'The specified resource does not exist.');
  }
  const leg = decideBucketRequest(worldFor(state, call.caller), principalOf(call.caller), {
    action,
    bucket: name,
    context: callerContext(state, call.caller, bucket.region),
  });
  if (leg.verdict === 'allow') return forward(state, call, bucket.region);
  const message = accessDeniedText(callerArn(call.caller), leg, accountOf(call.caller) === bucket.accountId);
  return queryError(403, 'AccessDenied', message, reasonText(leg));
}

async function forward(state: GatewayState, call: ControlCall, region: string): Promise<Reply> {
  const { incoming, accountId } = call;
  const { method, target } = incoming;
  const body = (await readBody(incoming, bodyLimitBytes)) ?? Buffer.alloc(0);
  const headers = new Map([
    ['host', `${accountId}.s3-control.localhost.localstack.cloud`],
    ['x-amz-account-id', accountId],
    ['content-length', String(body.length)],
  ]);
  const path = [target.path, target.query.map(({ raw }) => raw).join('&')].filter(Boolean).join('?');
  return passOn(await state.upstream.send({ method, path, headers, body }, { accountId, region, service: 's3' }), []);
}
