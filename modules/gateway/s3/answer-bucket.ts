import type { Bucket } from '../../core';
import { readBody } from '../http/incoming';
import type { Reply } from '../http/reply';
import { queryValue } from '../http/target';
import type { GatewayState } from '../state/gateway-state';
import { ownSettings } from './bucket-own';
import { accountOf, type BucketCall } from './call';
import { ownSettingRows } from './catalogue/bucket-rows';
import type { ForwardedRow } from './catalogue/row';
import { noSuchBucket, s3ErrorReply, type S3Error } from './error';
import { forwardS3, passOn } from './forward';
import { bucketDenial, wrongOwner } from './permission';

const bodyLimitBytes = 1_000_000;

type OwnSetting = keyof typeof ownSettingRows;

/** Answers a request about a setting that the gateway keeps itself. */
export async function answerOwnSetting(state: GatewayState, call: BucketCall, operation: OwnSetting): Promise<Reply> {
  const bucket = reach(state, call, ownSettingRows[operation].action);
  if ('code' in bucket) return refuse(call, bucket);
  const body = await readBody(call.incoming, bodyLimitBytes);
  if (!body) return refuse(call, tooLarge);
  // Others may have changed it while the body came.
  const current = state.live.world.buckets.get(bucket.name);
  if (!current) return refuse(call, noSuchBucket);
  const answer = ownSettings[operation](state, current, body, call);
  return 'code' in answer ? refuse(call, answer) : answer;
}

/** Answers a request about a setting that the emulator keeps; `done` is told of what it took. */
export async function answerBucket(
  state: GatewayState,
  call: BucketCall,
  action: string,
  done: (body: Buffer) => void,
): Promise<Reply> {
  const bucket = reach(state, call, action);
  if ('code' in bucket) return refuse(call, bucket);
  const body = await readBody(call.incoming, bodyLimitBytes);
  if (!body) return refuse(call, tooLarge);
  const reply = await forwardS3(state, call.incoming, call.address, bucket, body);
  if (reply.status < 300) done(body);
  return passOn(reply, []);
}

/** Answers a request that S3's policies alone decide, and that changes nothing for other decisions. */
export function answerForwarded(state: GatewayState, call: BucketCall, row: ForwardedRow): Promise<Reply> {
  const version = queryValue(call.incoming.target.query, 'versionId');
  const action = version === undefined ? row.action : (row.versionAction ?? row.action);
  return answerBucket(state, call, action, () => undefined);
}

/** The bucket, if the caller may do this to it or to the object that the request names. */
function reach(state: GatewayState, call: BucketCall, action: string): Bucket | S3Error {
  const bucket = state.live.world.buckets.get(call.bucket);
  if (!bucket) return noSuchBucket;
  const denied = wrongOwner(state, call) ?? denial(state, call, action, bucket);
  return denied ?? bucket;
}

const policyActions = ['s3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'];

/** A policy is written by the bucket's own account alone. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
function denial(state: GatewayState, call: BucketCall, action: string, bucket: Bucket): S3Error | undefined {
  const denied = bucketDenial(state, call, action, call.address.key);
  const isOwner = accountOf(call.caller) === bucket.accountId;
  return denied ?? (policyActions.includes(action) && !isOwner ? otherAccount : undefined);
}

function refuse(call: BucketCall, error: S3Error): Reply {
  return s3ErrorReply(error, call.incoming.method, call.address.path);
}

const tooLarge: S3Error = {
  status: 400,
  code: 'MaxMessageLengthExceeded',
  message: 'Your request was too big.',
};
const otherAccount: S3Error = {
  status: 405,
  code: 'MethodNotAllowed',
  message: 'The specified method is not allowed against this resource.',
};
