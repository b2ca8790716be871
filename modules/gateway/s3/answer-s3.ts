import type { Incoming } from '../http/incoming';
import type { Reply } from '../http/reply';
import type { Caller } from '../identity/authenticate';
import type { GatewayState } from '../state/gateway-state';
import { s3Address } from './address';
import { answerBucket } from './answer-bucket';
import { answerObject } from './answer-object';
import { createBucket, listBuckets } from './answer-service';
import { bucketAction } from './bucket-actions';
import type { S3Call } from './call';
import { deleteObjects } from './delete-objects';
import { s3ErrorReply } from './error';
import { objectOperation } from './object-request';
import { s3Operation } from './operation';

/** Answers an S3 request of a proven caller. */
export async function answerS3(state: GatewayState, incoming: Incoming, caller: Caller): Promise<Reply> {
  const address = s3Address(incoming.target, incoming.headers.get('host') ?? '');
  const operation = s3Operation(incoming.method, address, incoming.target.query, incoming.headers);
  if (operation === undefined) return notImplemented(incoming, 'this request', address.path);
  const call: S3Call = { incoming, address, operation, caller };
  if (operation === 'ListBuckets') return listBuckets(state, call);
  const { bucket } = address;
  return bucket === undefined
    ? notImplemented(incoming, operation, address.path)
    : answerBucketCall(state, { ...call, bucket });
}

async function answerBucketCall(state: GatewayState, call: S3Call & { readonly bucket: string }): Promise<Reply> {
  const { operation, incoming, address } = call;
  if (operation === 'CreateBucket') return createBucket(state, call);
  if (operation === 'DeleteObjects') return deleteObjects(state, call);
  const onObjects = objectOperation(operation);
  if (onObjects) return answerObject(state, call, onObjects);
  const action = bucketAction(operation);
  return action === undefined ? notImplemented(incoming, operation, address.path) : answerBucket(state, call, action);
}

function notImplemented(incoming: Incoming, what: string, resource: string): Reply {
  const message = `The gateway does not answer ${what}: it cannot be decided as AWS would.`;
  return s3ErrorReply({ status: 501, code: 'NotImplemented', message }, incoming.method, resource);
}
