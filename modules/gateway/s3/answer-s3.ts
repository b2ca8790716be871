import type { Incoming } from '../http/incoming';
import type { Reply } from '../http/reply';
import type { Caller } from '../identity/authenticate';
import type { GatewayState } from '../state/gateway-state';
import { s3Address } from './address';
import { answerBucket, answerForwarded, answerOwnSetting } from './answer-bucket';
import { answerObject } from './answer-object';
import { createBucket, listBuckets } from './answer-service';
import { mirrorBucket } from './bucket-mirror';
import type { BucketCall } from './call';
import { forwardedBucketRows, mirroredSettingRows, ownSettingRows, serviceRows } from './catalogue/bucket-rows';
import { forwardedObjectRows, objectRows } from './catalogue/object-rows';
import type { ForwardedRow } from './catalogue/row';
import { deleteObjects } from './delete-objects';
import { notImplemented, s3ErrorReply } from './error';
import { withoutIdleBypass } from './governance-bypass';
import { namingError, s3Operation } from './operation';

type Answer = (state: GatewayState, call: BucketCall) => Promise<Reply>;

const serviceAnswers: { readonly [operation in keyof typeof serviceRows]: Answer } = {
  CreateBucket: createBucket,
  DeleteObjects: deleteObjects,
  ListBuckets: listBuckets,
  PostObject: (_, { incoming, address }) => Promise.resolve(notImplemented(onlyForms, incoming.method, address.path)),
};

/** What a browser's form asks for is answered before; nothing else is posted to a bucket. */
const onlyForms = { operation: 'PostObject', why: 'only a form is posted to a bucket' };

const forwarded: { readonly [operation: string]: ForwardedRow } = { ...forwardedObjectRows, ...forwardedBucketRows };

/** Answers an S3 request of a proven caller, as the operation table says. */
export async function answerS3(state: GatewayState, incoming: Incoming, caller: Caller): Promise<Reply> {
  const address = s3Address(incoming.target, incoming.headers.get('host') ?? '');
  const row = s3Operation(incoming.method, address, incoming.target.query, incoming.headers);
  const stray = row && namingError(row, incoming.target.query);
  if (stray) return s3ErrorReply(stray, incoming.method, address.path);
  if (!row || row.treatment === 'refused') return notImplemented(row, incoming.method, address.path);
  const call = { incoming, address, operation: row.operation, caller, bucket: address.bucket ?? '' };
  // Of DeleteObjects each object is asked for by itself.
  return dispatch(state, row.operation === 'DeleteObjects' ? call : withoutIdleBypass(state, call));
}

function dispatch(state: GatewayState, call: BucketCall): Promise<Reply> {
  const { operation } = call;
  if (names(objectRows, operation)) return answerObject(state, call, objectRows[operation].as);
  if (names(serviceRows, operation)) return serviceAnswers[operation](state, call);
  if (names(ownSettingRows, operation)) return answerOwnSetting(state, call, operation);
  if (names(mirroredSettingRows, operation)) {
    const { action } = mirroredSettingRows[operation];
    return answerBucket(state, call, action, (body) => {
      mirrorBucket(state, operation, call.bucket, body);
    });
  }
  const row = forwarded[operation];
  return row ? answerForwarded(state, call, row) : Promise.resolve(notImplemented(undefined, 'GET', operation));
}

function names<T extends object>(rows: T, operation: PropertyKey): operation is keyof T {
  return Object.hasOwn(rows, operation);
}
