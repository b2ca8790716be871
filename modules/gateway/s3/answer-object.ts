import {
  decideObjectRequest,
  explainObjectDecision,
  storedEncryption,
  type EncryptionHeaders,
  type ObjectDecision,
  type ObjectEncryption,
  type ObjectOperation,
  type ObjectRequest,
} from '../../evaluation';
import { accessDeniedText } from '../access-denied';
import { readBody } from '../http/incoming';
import { kmsFaultThroughS3 } from '../faults/kms-through-s3';
import type { Reply } from '../http/reply';
import type { UpstreamReply } from '../http/upstream';
import { managedKey } from '../kms/managed-key';
import { worldFor } from '../state/caller-context';
import type { GatewayState } from '../state/gateway-state';
import { accountOf, callerArn, type BucketCall } from './call';
import { customerKeyMd5 } from './customer-keys';
import { DataKeys } from './data-keys';
import { encryptionReplyHeaders, readEncryptionHeaders } from './encryption-headers';
import { accessDenied, malformedXml, s3ErrorReply, type S3Error } from './error';
import { withShownETags } from './etag-reply';
import { emulatorDocument, withEmulatorETags } from './etag-request';
import { forwardS3, passOn } from './forward';
import { argumentError, claimedContextError, incomingFor, keyTypeError, versionError } from './object-arguments';
import { copySource, objectRequestOf, readsOf } from './object-request';
import { bucketDenial, wrongOwner } from './permission';
import { recordAnswer, type Settled } from './record-answer';
import { recordKmsCall, recordKmsCalls } from './record-kms-calls';
import { requesterName } from './requester';
import { wrongTransport } from './wrong-transport';

interface Decided {
  readonly request: ObjectRequest;
  readonly decision: ObjectDecision;
  readonly dataKeys: DataKeys;
}

/** Answers a request about objects: S3's decision, then that of KMS, then the emulator's data. */
export async function answerObject(state: GatewayState, call: BucketCall, operation: ObjectOperation): Promise<Reply> {
  const headers = readEncryptionHeaders(call.incoming.headers, call.incoming.target.query);
  if (!headers) return refuse(call, unreadableContext);
  const wrong = wrongOwner(state, call, copySource(state, call)?.bucket);
  if (wrong) return refuse(call, wrong);
  const body = operation === 'PutObjectTagging' ? await readBody(call.incoming, 100_000) : undefined;
  if (operation === 'PutObjectTagging' && !body) return refuse(call, malformedXml);
  const decided = await decideWithKey(state, call, operation, headers, body);
  return refusedBy(state, call, decided) ?? forward(state, call, decided, body);
}

/** The refusal of a request that was decided; `undefined` when it is allowed. */
function refusedBy(state: GatewayState, call: BucketCall, decided: Decided): Reply | undefined {
  const wrong =
    versionError(decided.request) ??
    wrongTransport(state, call.caller, decided.request, decided.decision) ??
    claimedContextError(state, call, decided) ??
    keyTypeError(state, decided.decision);
  if (wrong) return refuse(call, wrong);
  const faulty = kmsFaultThroughS3(state, call, decided.decision.legs);
  if (faulty) {
    recordKmsCall(state, call, faulty.leg, faulty.kmsCode);
    return refuse(call, faulty.error);
  }
  recordKmsCalls(state, call, decided.decision);
  if (decided.decision.outcome !== 'allow') return refuse(call, errorOf(state, call, decided.decision));
  const argument = argumentError(state, call, decided.request);
  return argument && refuse(call, argument);
}

/** Who names no key of SSE-KMS uses the one that AWS manages, which is made on its first use. */
async function decideWithKey(
  state: GatewayState,
  call: BucketCall,
  operation: ObjectOperation,
  headers: EncryptionHeaders,
  body: Buffer | undefined,
): Promise<Decided> {
  const first = decideOnce(state, call, operation, headers, body);
  const { encryption, outcome } = first.decision;
  const key = encryption?.kind === 'kms' && encryption.key.kind === 'key' ? encryption.key.key : undefined;
  if (outcome !== 'allow' || !key?.awsManaged || state.live.world.keys.has(key.arn)) return first;
  await managedKey(state, key.accountId, key.region);
  return decideOnce(state, call, operation, headers, body);
}

function decideOnce(
  state: GatewayState,
  call: BucketCall,
  operation: ObjectOperation,
  headers: EncryptionHeaders,
  body: Buffer | undefined,
): Decided {
  const world = worldFor(state, call.caller);
  const request = objectRequestOf(state, call, operation, headers, body);
  const requester = requesterName(world.world, request.principal, state.tuning.settings.requesterScope);
  const dataKeys = new DataKeys(state, requester, call.bucket, readsOf(state, request, call));
  return { request, decision: decideObjectRequest(world, request, state.tuning.settings, dataKeys.held), dataKeys };
}

async function forward(
  state: GatewayState,
  call: BucketCall,
  { request, decision, dataKeys }: Decided,
  body: Buffer | undefined,
): Promise<Reply> {
  const generation = dataKeys.settle(decision);
  const bucket = state.live.world.buckets.get(call.bucket);
  const scope = { accountId: bucket?.accountId ?? '', region: bucket?.region ?? state.region };
  const sent = withEmulatorETags(incomingFor(call, request), request);
  const document = await emulatorDocument(sent, request, body);
  const reply = await forwardS3(state, sent, call.address, scope, document);
  const hidden = hiddenAbsence(state, call, request, reply);
  if (hidden) {
    if (!Buffer.isBuffer(reply.body)) reply.body.destroy();
    return refuse(call, hidden);
  }
  const lies = encryptionOf(request, decision, reply);
  const settled: Settled = { call, operation: request.operation, request, lies, generation, body };
  const shown = reply.status < 300 && lies ? encryptionReplyHeaders(lies, request.operation, md5Sent(call, lies)) : [];
  const region: Reply['headers'] =
    request.operation === 'HeadBucket' ? [['x-amz-bucket-region', scope.region] as const] : [];
  const answer = await withShownETags(state, settled, reply);
  return passOn(await recordAnswer(state, settled, answer), [...shown, ...region]);
}

function md5Sent({ incoming }: BucketCall, { kind }: ObjectEncryption): string | undefined {
  return kind === 'SSE-C' ? customerKeyMd5(incoming.headers) : undefined;
}

const readOperations: readonly ObjectOperation[] = [
  'GetObject',
  'HeadObject',
  'GetObjectAttributes',
  'GetObjectTagging',
];

/** Who may not list a bucket does not hear that an object is missing. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
function hiddenAbsence(
  state: GatewayState,
  call: BucketCall,
  { operation }: ObjectRequest,
  reply: UpstreamReply,
): S3Error | undefined {
  if (reply.status !== 404 || !readOperations.includes(operation)) return undefined;
  return bucketDenial(state, call, 's3:ListBucket');
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

const partOperations: readonly ObjectOperation[] = ['UploadPart', 'UploadPartCopy', 'CompleteMultipartUpload'];

/** How the object lies that an answer speaks of. */
function encryptionOf(
  { operation, stored, upload }: ObjectRequest,
  { encryption }: ObjectDecision,
  reply: UpstreamReply,
): ObjectEncryption | undefined {
  if (encryption) return storedEncryption(encryption);
  if (partOperations.includes(operation)) return upload?.encryption;
  if (operation !== 'GetObject' && operation !== 'HeadObject') return undefined;
  return stored?.kind === 'none' && reply.status < 300 ? { kind: 'AES256' } : stored;
}

function errorOf(state: GatewayState, call: BucketCall, decision: ObjectDecision): S3Error {
  const reason = explainObjectDecision(decision).join(' | ');
  if (decision.refusal) {
    const { status, code, message } = decision.refusal;
    return { status, code, message, reason };
  }
  const denied = decision.legs.find(({ verdict }) => verdict !== 'allow');
  if (!denied) return { ...accessDenied, reason };
  const owner = state.live.world.buckets.get(call.bucket)?.accountId;
  const message = accessDeniedText(callerArn(call.caller), denied, accountOf(call.caller) === owner);
  return { ...accessDenied, message, reason };
}
