import { bucketArn, describeBucket, known } from '../../core';
import { decideAccountRequest } from '../../evaluation';
import { accessDeniedText, reasonText } from '../access-denied';
import { readBody, type HeaderMap } from '../http/incoming';
import type { Reply } from '../http/reply';
import { worldFor } from '../state/caller-context';
import type { GatewayState } from '../state/gateway-state';
import { withEntry } from '../state/live-world';
import { accountOf, callerArn, principalOf, type BucketCall, type S3Call } from './call';
import { aclsNotJudged } from './bucket-own';
import { requestContext } from './context';
import { accessDenied, s3ErrorReply, type S3Error } from './error';
import { forwardS3, passOn } from './forward';
import { readXml, xmlText } from './xml';

/** Answers CreateBucket: the bucket belongs to the caller's account from then on. Names are one space for all accounts. */
export async function createBucket(state: GatewayState, call: BucketCall): Promise<Reply> {
  const { caller } = call;
  if (caller.kind === 'anonymous') return refuse(call, accessDenied);
  const { accountId } = caller.credentials;
  const body = (await readBody(call.incoming, 100_000)) ?? Buffer.alloc(0);
  const constraint = xmlText(readXml(body.toString('utf8')), 'CreateBucketConfiguration', 'LocationConstraint');
  const asked = caller.scope.region;
  const region = constraint ?? 'us-east-1';
  const error =
    creationDenial(state, call, constraint) ??
    wrongPlace(constraint, asked) ??
    aclError(call.incoming.headers) ??
    taken(state, call.bucket, accountId, region);
  if (error) return refuse(call, error);
  const reply = await forwardS3(state, call.incoming, call.address, { accountId, region: asked }, body);
  if (reply.status < 300 && !state.live.world.buckets.has(call.bucket)) addBucket(state, call, accountId, region);
  return passOn(reply, []);
}

function creationDenial(state: GatewayState, call: BucketCall, constraint: string | undefined): S3Error | undefined {
  const more = { 's3:LocationConstraint': constraint ?? null };
  const arn = bucketArn(state.partition, call.bucket);
  return actionsOf(call)
    .map((action) => denial(state, call, action, arn, more))
    .find((one) => one !== undefined);
}

/** What is set while a bucket is made needs the permission to set it. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
function actionsOf({ incoming: { headers } }: BucketCall): readonly string[] {
  const locked = headers.get('x-amz-bucket-object-lock-enabled')?.toLowerCase() === 'true';
  return [
    's3:CreateBucket',
    ...(setsAcl(headers) ? ['s3:PutBucketAcl'] : []),
    ...(headers.has('x-amz-object-ownership') ? ['s3:PutBucketOwnershipControls'] : []),
    ...(locked ? ['s3:PutBucketObjectLockConfiguration', 's3:PutBucketVersioning'] : []),
  ];
}

function setsAcl(headers: HeaderMap): boolean {
  const acl = headers.get('x-amz-acl') ?? 'private';
  return acl !== 'private' || [...headers.keys()].some((name) => name.startsWith('x-amz-grant-'));
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html */
function aclError(headers: HeaderMap): S3Error | undefined {
  if (!setsAcl(headers)) return undefined;
  const ownership = headers.get('x-amz-object-ownership') ?? 'BucketOwnerEnforced';
  if (ownership !== 'BucketOwnerEnforced') return aclsNotJudged;
  const message = "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting";
  return { status: 400, code: 'InvalidBucketAclWithObjectOwnership', message };
}

/** As AWS makes buckets since 2023 and 2026: no public policies, no ACLs, no SSE-C. */
function addBucket(state: GatewayState, call: BucketCall, accountId: string, region: string): void {
  const ownership = call.incoming.headers.get('x-amz-object-ownership');
  const bucket = describeBucket({
    name: call.bucket,
    accountId,
    region,
    partition: state.partition,
    publicAccessBlock: known({ blockPublicPolicy: true, restrictPublicBuckets: true }),
    objectOwnership: known(
      ownership === 'ObjectWriter' || ownership === 'BucketOwnerPreferred' ? ownership : 'BucketOwnerEnforced',
    ),
    blockedEncryptionTypes: known(['SSE-C']),
  });
  state.live.change({ buckets: withEntry(state.live.world.buckets, bucket.name, bucket) });
}

/** A bucket is made where the request is sent to; only us-east-1 makes them elsewhere. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
function wrongPlace(constraint: string | undefined, asked: string): S3Error | undefined {
  if (constraint === 'us-east-1') {
    const message = 'The specified location-constraint is not valid';
    return { status: 400, code: 'InvalidLocationConstraint', message, details: { LocationConstraint: constraint } };
  }
  if (asked === 'us-east-1' || constraint === asked) return undefined;
  const which = constraint ?? 'unspecified';
  const message = `The ${which} location constraint is incompatible for the region specific endpoint this request was sent to.`;
  return { status: 400, code: 'IllegalLocationConstraintException', message };
}

/** Making one's own bucket again is answered with 200 in us-east-1 alone. */
function taken(state: GatewayState, name: string, accountId: string, region: string): S3Error | undefined {
  const bucket = state.live.world.buckets.get(name);
  if (!bucket || (bucket.accountId === accountId && bucket.region === 'us-east-1' && region === 'us-east-1')) {
    return undefined;
  }
  return bucket.accountId === accountId ? ownedByYou : alreadyExists;
}

const ownedByYou: S3Error = {
  status: 409,
  code: 'BucketAlreadyOwnedByYou',
  message: 'Your previous request to create the named bucket succeeded and you already own it.',
};
const alreadyExists: S3Error = {
  status: 409,
  code: 'BucketAlreadyExists',
  message:
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
};

/** Answers ListBuckets, which lists those of the caller's account. */
export async function listBuckets(state: GatewayState, call: S3Call): Promise<Reply> {
  const accountId = accountOf(call.caller);
  const denied = denial(state, call, 's3:ListAllMyBuckets', '*', {});
  if (accountId === undefined || denied) return refuse(call, denied ?? accessDenied);
  const scope = { accountId, region: state.region };
  return passOn(await forwardS3(state, call.incoming, call.address, scope, undefined), []);
}

function denial(
  state: GatewayState,
  call: S3Call,
  action: string,
  resource: string,
  more: { readonly [key: string]: string | null },
): S3Error | undefined {
  const accountId = accountOf(call.caller);
  if (accountId === undefined) return accessDenied;
  const request = { action, resource, accountId, context: { ...requestContext(state, call), ...more } };
  const leg = decideAccountRequest(worldFor(state, call.caller), principalOf(call.caller), request);
  if (leg.verdict === 'allow') return undefined;
  return { ...accessDenied, message: accessDeniedText(callerArn(call.caller), leg, true), reason: reasonText(leg) };
}

function refuse(call: S3Call, error: S3Error): Reply {
  return s3ErrorReply(error, call.incoming.method, call.address.path);
}
