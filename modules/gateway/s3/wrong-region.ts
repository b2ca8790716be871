import type { Incoming } from '../http/incoming';
import type { Reply } from '../http/reply';
import type { Caller } from '../identity/authenticate';
import type { GatewayState } from '../state/gateway-state';
import type { S3Address } from './address';
import { s3ErrorReply } from './error';
import { s3OperationName } from './operation';

/** What a request may ask in any Region. */
const everywhere = new Set(['CreateBucket', 'GetBucketLocation']);

const wrongCode = {
  header: 'AuthorizationHeaderMalformed',
  query: 'AuthorizationQueryParametersError',
  form: 'InvalidArgument',
};
const wrongPlace = {
  header: 'The authorization header is malformed',
  query: 'Error parsing the X-Amz-Credential parameter',
  form: 'Error parsing the x-amz-credential field',
};

/** S3 refuses what was signed for another Region than the bucket's. @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export function wrongRegion(
  state: GatewayState,
  { method, target, headers }: Incoming,
  address: S3Address,
  caller: Caller,
): Reply | undefined {
  if (caller.kind !== 'signed' || caller.signature === 'v2' || address.bucket === undefined) return undefined;
  const region = state.live.world.buckets.get(address.bucket)?.region;
  const signed = caller.scope.region;
  if (region === undefined || region === signed) return undefined;
  if (everywhere.has(s3OperationName(method, address, target.query, headers))) return undefined;
  const message = `${wrongPlace[caller.parts.kind]}; the region '${signed}' is wrong; expecting '${region}'`;
  const code = wrongCode[caller.parts.kind];
  const reply = s3ErrorReply({ status: 400, code, message }, method, address.path);
  return { ...reply, headers: [...reply.headers, ['x-amz-bucket-region', region]] };
}
