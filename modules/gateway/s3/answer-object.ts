import {
  decideObjectRequest,
  explainObjectDecision,
  storedEncryption,
  type LegDecision,
  type ObjectDecision,
  type ObjectEncryption,
  type ObjectOperation,
  type ObjectRequest,
} from '../../evaluation';
import { accessDeniedText } from '../access-denied';
import { kmsFaultThroughS3 } from '../faults/kms-through-s3';
import type { Reply } from '../http/reply';
import { queryValue } from '../http/target';
import type { UpstreamReply } from '../http/upstream';
import type { GatewayState } from '../state/gateway-state';
import { accountOf, callerArn, type BucketCall } from './call';
import { DataKeys, type ReadUnderBucketKey } from './data-keys';
import { encryptionReplyHeaders, readEncryptionHeaders } from './encryption-headers';
import { s3ErrorReply, type S3Error } from './error';
import { forwardS3, passOn } from './forward';
import { objectRequestOf } from './object-request';
import { recordAnswer, type Settled } from './record-answer';
import { requesterName } from './requester';
import { wrongVersion } from './wrong-version';

/** Answers a request about objects: S3's decision, then that of KMS, then the emulator's data. */
export async function answerObject(state: GatewayState, call: BucketCall, operation: ObjectOperation): Promise<Reply> {
  const { incoming } = call;
  const headers = readEncryptionHeaders(incoming.headers, incoming.target.query);
  if (!headers) return refuse(call, unreadableContext);
  const request = objectRequestOf(state, call, operation, headers);
  const world = state.live.at(state.clock.now());
  const requester = requesterName(world.world, request.principal, state.tuning.settings.requesterScope);
  const dataKeys = new DataKeys(state, requester, call.bucket, readsOf(state, request, call));
  const decision = decideObjectRequest(world, request, state.tuning.settings, dataKeys.held);
  const aged = wrongVersion(call.caller, request, decision);
  if (aged) return refuse(call, aged);
  const faulty = kmsFaultThroughS3(state, call, decision.legs);
  if (faulty) {
    recordCall(state, call, faulty.leg, faulty.kmsCode);
    return refuse(call, faulty.error);
  }
  recordCalls(state, call, decision);
  if (decision.outcome !== 'allow') return refuse(call, errorOf(state, call, decision));
  const generation = dataKeys.settle(decision);
  const bucket = world.world.buckets.get(call.bucket);
  const scope = { accountId: bucket?.accountId ?? '', region: bucket?.region ?? state.region };
  const reply = await forwardS3(state, incoming, call.address, scope, undefined);
  const lies = encryptionOf(request, decision, reply);
  const settled: Settled = { call, operation, request, lies, generation };
  const shown = reply.status < 300 && lies ? encryptionReplyHeaders(lies, operation) : [];
  return passOn(await recordAnswer(state, settled, reply), shown);
}

const unreadableContext: S3Error = {
  status: 400,
  code: 'InvalidArgument',
  message:
    'The header x-amz-server-side-encryption-context shall be Base64-encoded UTF-8 JSON that represents a map of strings',
};

function refuse(call: BucketCall, error: S3Error): Reply {
  return s3ErrorReply(error, call.incoming.method, call.address.path);
}

/** What the request reads under a Bucket Key: a copy's source, the object, or the upload. */
function readsOf(state: GatewayState, request: ObjectRequest, call: BucketCall): readonly ReadUnderBucketKey[] {
  const { source, upload, key = '', versionId, bucket } = request;
  const reads: ReadUnderBucketKey[] = [];
  if (source) {
    const record = state.objects.find(source.bucket, source.key, source.versionId);
    reads.push({ bucket: source.bucket, encryption: source.stored, generation: record?.generation });
  }
  if (upload) reads.push({ bucket, encryption: upload.encryption, generation: uploadGeneration(state, call) });
  const record = source || upload ? undefined : state.objects.find(bucket, key, versionId);
  if (record && request.operation === 'GetObject') {
    reads.push({ bucket, encryption: record.encryption, generation: record.generation });
  }
  return reads;
}

function uploadGeneration(state: GatewayState, { incoming }: BucketCall): string | undefined {
  const uploadId = queryValue(incoming.target.query, 'uploadId');
  return uploadId === undefined ? undefined : state.objects.upload(uploadId)?.generation;
}

/** How the object lies that an answer speaks of. */
function encryptionOf(
  { operation, stored, upload }: ObjectRequest,
  { encryption }: ObjectDecision,
  reply: UpstreamReply,
): ObjectEncryption | undefined {
  if (encryption) return storedEncryption(encryption);
  if (upload) return upload.encryption;
  if (operation !== 'GetObject' && operation !== 'HeadObject') return undefined;
  return stored?.kind === 'none' && reply.status < 300 ? { kind: 'AES256' } : stored;
}

function recordCalls(state: GatewayState, call: BucketCall, { legs, refusal }: ObjectDecision): void {
  const asked = legs.filter((leg) => leg.call !== undefined);
  for (const [index, leg] of asked.entries()) {
    const last = index === asked.length - 1 ? refusal?.code : undefined;
    recordCall(state, call, leg, last);
  }
}

function recordCall(state: GatewayState, call: BucketCall, leg: LegDecision, refusal: string | undefined): void {
  if (!leg.call) return;
  const { operation, keyArn, encryptionContext } = leg.call;
  const key = call.address.key;
  state.ledger.add({
    time: state.clock.now().toISOString(),
    operation,
    keyArn,
    principal: callerArn(call.caller),
    encryptionContext,
    cause: { operation: call.operation, bucket: call.bucket, ...(key === undefined ? {} : { key }) },
    outcome: refusal ?? (leg.verdict === 'allow' ? 'ok' : 'AccessDenied'),
  });
}

function errorOf(state: GatewayState, call: BucketCall, decision: ObjectDecision): S3Error {
  const reason = explainObjectDecision(decision).join(' | ');
  if (decision.refusal) {
    const { status, code, message } = decision.refusal;
    return { status, code, message, reason };
  }
  const denied = decision.legs.find(({ verdict }) => verdict !== 'allow');
  if (!denied) return { status: 403, code: 'AccessDenied', message: 'Access Denied', reason };
  const owner = state.live.world.buckets.get(call.bucket)?.accountId;
  const message = accessDeniedText(callerArn(call.caller), denied, accountOf(call.caller) === owner);
  return { status: 403, code: 'AccessDenied', message, reason };
}
