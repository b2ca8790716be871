import type { ObjectEncryption, ObjectOperation, ObjectRequest } from '../../evaluation';
import { readAll } from '../http/read-all';
import { queryValue } from '../http/target';
import type { UpstreamReply } from '../http/upstream';
import type { GatewayState } from '../state/gateway-state';
import type { BucketCall } from './call';
import { forgetObject } from './forget-object';
import { readXml, xmlText } from './xml';

/** A request that was allowed, with what it leaves behind. */
export interface Settled {
  readonly call: BucketCall;
  readonly operation: ObjectOperation;
  readonly request: ObjectRequest;
  /** @default the request speaks of no object */
  readonly lies: ObjectEncryption | undefined;
  readonly generation: string | undefined;
}

/** Remembers what a successful answer means for objects and uploads. The answer comes back, its body unread again. */
export async function recordAnswer(
  state: GatewayState,
  settled: Settled,
  reply: UpstreamReply,
): Promise<UpstreamReply> {
  if (reply.status >= 300) return reply;
  switch (settled.operation) {
    case 'PutObject':
    case 'CopyObject':
      writeObject(state, settled, reply, settled.generation);
      return reply;
    case 'CreateMultipartUpload':
      return beginUpload(state, settled, reply);
    case 'CompleteMultipartUpload':
      return completeUpload(state, settled, reply);
    case 'AbortMultipartUpload':
      state.objects.endUpload(uploadId(settled));
      return reply;
    case 'DeleteObject':
      forgetObject(state, settled.call.bucket, settled.request.key ?? '', settled.request.versionId, reply);
      return reply;
    default:
      return reply;
  }
}

function writeObject(
  state: GatewayState,
  { call, lies }: Settled,
  reply: UpstreamReply,
  generation: string | undefined,
): void {
  const versionId = reply.headers.get('x-amz-version-id') ?? 'null';
  if (!lies) return;
  const record = { versionId, encryption: lies, ...(generation === undefined ? {} : { generation }) };
  state.objects.add(call.bucket, call.address.key ?? '', record);
}

async function beginUpload(state: GatewayState, settled: Settled, reply: UpstreamReply): Promise<UpstreamReply> {
  const { text, again } = await readAgain(reply);
  const id = xmlText(readXml(text), 'InitiateMultipartUploadResult', 'UploadId');
  const { lies, generation, request } = settled;
  if (id !== undefined && lies) {
    const upload = { headers: request.headers ?? {}, encryption: lies };
    state.objects.beginUpload(id, { ...upload, ...(generation === undefined ? {} : { generation }) });
  }
  return again;
}

/** Completion can fail inside an answer with status 200. */
async function completeUpload(state: GatewayState, settled: Settled, reply: UpstreamReply): Promise<UpstreamReply> {
  const { text, again } = await readAgain(reply);
  if (readXml(text)?.['CompleteMultipartUploadResult'] === undefined) return again;
  writeObject(state, settled, reply, state.objects.upload(uploadId(settled))?.generation);
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
