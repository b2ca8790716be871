import type { ObjectEncryption, ObjectOperation, ObjectRequest } from '../../evaluation';
import { readAll } from '../http/read-all';
import { queryValue } from '../http/target';
import type { UpstreamReply } from '../http/upstream';
import type { GatewayState } from '../state/gateway-state';
import type { ObjectRecord, ObjectTags } from '../state/object-records';
import type { BucketCall } from './call';
import { customerKeyMd5 } from './customer-keys';
import { forgetObject } from './forget-object';
import { readTagging } from './tagging';
import { readXml, xmlText } from './xml';

/** A request that was allowed, with what it leaves behind. */
export interface Settled {
  readonly call: BucketCall;
  readonly operation: ObjectOperation;
  readonly request: ObjectRequest;
  /** @default the request speaks of no object */
  readonly lies: ObjectEncryption | undefined;
  readonly generation: string | undefined;
  /** @default the request was not read here */
  readonly body: Buffer | undefined;
}

type Recorder = (state: GatewayState, settled: Settled, reply: UpstreamReply) => UpstreamReply | Promise<UpstreamReply>;

const recorders: { readonly [operation in ObjectOperation]?: Recorder } = {
  PutObject: record,
  CopyObject: record,
  CreateMultipartUpload: beginUpload,
  CompleteMultipartUpload: completeUpload,
  AbortMultipartUpload: (state, settled, reply) => {
    state.objects.endUpload(uploadId(settled));
    return reply;
  },
  PutObjectTagging: retag,
  DeleteObjectTagging: retag,
  DeleteObject: (state, { call, request }, reply) => {
    forgetObject(state, call.bucket, request.key ?? '', request.versionId, reply);
    return reply;
  },
};

/** Remembers what a successful answer means for objects and uploads. The answer comes back, its body unread again. */
export async function recordAnswer(
  state: GatewayState,
  settled: Settled,
  reply: UpstreamReply,
): Promise<UpstreamReply> {
  const recorder = reply.status < 300 ? recorders[settled.operation] : undefined;
  return recorder ? recorder(state, settled, reply) : reply;
}

function record(state: GatewayState, settled: Settled, reply: UpstreamReply): UpstreamReply {
  writeObject(state, settled, reply, writtenParts(state, settled));
  return reply;
}

type Parts = Pick<ObjectRecord, 'generation' | 'customerKeyMd5' | 'tags'>;

/** What else is remembered of what a request begins to write. */
function writtenParts(state: GatewayState, settled: Settled): Parts {
  const { call, lies, generation } = settled;
  const md5 = lies?.kind === 'SSE-C' ? customerKeyMd5(call.incoming.headers) : undefined;
  const tags = writtenTags(state, settled);
  const parts: { -readonly [name in keyof Parts]: Parts[name] } = {};
  if (generation !== undefined) parts.generation = generation;
  if (md5 !== undefined) parts.customerKeyMd5 = md5;
  if (Object.keys(tags).length > 0) parts.tags = tags;
  return parts;
}

const noTags: ObjectTags = {};

/** A copy takes over the tags of its source unless it is told not to. */
function writtenTags(state: GatewayState, { call, request: { source } }: Settled): ObjectTags {
  const { headers } = call.incoming;
  if (source && headers.get('x-amz-tagging-directive') !== 'REPLACE') {
    return state.objects.find(source.bucket, source.key, source.versionId)?.tags ?? {};
  }
  const tagging = headers.get('x-amz-tagging');
  return tagging === undefined ? noTags : Object.fromEntries(new URLSearchParams(tagging));
}

function writeObject(state: GatewayState, { call, lies }: Settled, reply: UpstreamReply, parts: Parts): void {
  const versionId = reply.headers.get('x-amz-version-id') ?? 'null';
  const record = lies && { versionId, encryption: lies };
  if (record) state.objects.add(call.bucket, call.address.key ?? '', Object.assign(record, parts));
}

function retag(state: GatewayState, { call, request, body }: Settled, reply: UpstreamReply): UpstreamReply {
  state.objects.retag(call.bucket, request.key ?? '', request.versionId, body ? readTagging(body) : {});
  return reply;
}

async function beginUpload(state: GatewayState, settled: Settled, reply: UpstreamReply): Promise<UpstreamReply> {
  const { text, again } = await readAgain(reply);
  const id = xmlText(readXml(text), 'InitiateMultipartUploadResult', 'UploadId');
  const { lies, request } = settled;
  if (id !== undefined && lies) {
    const upload = { headers: request.headers ?? {}, encryption: lies };
    state.objects.beginUpload(id, { ...upload, ...writtenParts(state, settled) });
  }
  return again;
}

/** Completion can fail inside an answer with status 200. */
async function completeUpload(state: GatewayState, settled: Settled, reply: UpstreamReply): Promise<UpstreamReply> {
  const { text, again } = await readAgain(reply);
  if (readXml(text)?.['CompleteMultipartUploadResult'] === undefined) return again;
  const upload = state.objects.upload(uploadId(settled));
  // To complete once more what is over changes nothing.
  if (!upload) return again;
  const { headers: _, encryption: __, ...parts } = upload;
  writeObject(state, settled, reply, parts);
  state.objects.endUpload(uploadId(settled));
  return again;
}

function uploadId({ call }: Settled): string {
  return queryValue(call.incoming.target.query, 'uploadId') ?? '';
}

async function readAgain(reply: UpstreamReply): Promise<{ readonly text: string; readonly again: UpstreamReply }> {
  const bytes = await readAll(reply.body);
  return { text: bytes.toString('utf8'), again: { ...reply, body: bytes } };
}
