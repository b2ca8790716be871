import type { ObjectOperation } from '../../evaluation';
import { readAll } from '../http/read-all';
import { queryValue } from '../http/target';
import type { UpstreamReply } from '../http/upstream';
import type { GatewayState } from '../state/gateway-state';
import { hasOpaqueETag, turnETagElements, turnETags } from './etag';
import { turnListedETags } from './etag-lists';
import type { Settled } from './record-answer';

/** Whose ETags an answer carries: of what was written, of an upload or what became of it, of the object, of each that is listed. */
interface Carried {
  readonly of: 'written' | 'upload' | 'object' | 'listed';
  /** Whether they stand in a document. @default in a header alone */
  readonly inDocument?: true;
}

const carried: { readonly [operation in ObjectOperation]?: Carried } = {
  GetObject: { of: 'object' },
  HeadObject: { of: 'object' },
  GetObjectAttributes: { of: 'object', inDocument: true },
  PutObject: { of: 'written' },
  CopyObject: { of: 'written', inDocument: true },
  UploadPart: { of: 'upload' },
  UploadPartCopy: { of: 'upload', inDocument: true },
  CompleteMultipartUpload: { of: 'upload', inDocument: true },
  ListParts: { of: 'upload', inDocument: true },
  ListObjects: { of: 'listed', inDocument: true },
  ListObjectVersions: { of: 'listed', inDocument: true },
};

/** An answer of the emulator with the ETags that S3 shows. It has to be asked for before the answer is recorded, which ends an upload. */
export function withShownETags(
  state: GatewayState,
  settled: Settled,
  reply: UpstreamReply,
): UpstreamReply | Promise<UpstreamReply> {
  const found = carried[settled.operation];
  if (!found) return reply;
  if (found.of === 'listed') {
    return withDocument(reply, (document) => turnListedETags(state.objects, settled.call.bucket, document));
  }
  if (!isOpaque(state, settled, reply.status, found.of)) return reply;
  const shown = withShownHeader(reply);
  return found.inDocument ? withDocument(shown, turnETagElements) : shown;
}

function withShownHeader(reply: UpstreamReply): UpstreamReply {
  const { status, headers, body } = reply;
  const etag = headers.get('etag');
  return etag === undefined ? reply : { status, headers: new Map(headers).set('etag', turnETags(etag)), body };
}

function isOpaque(
  { objects }: GatewayState,
  { call, request, lies }: Settled,
  status: number,
  of: 'written' | 'upload' | 'object',
): boolean {
  if (of === 'object') return hasOpaqueETag(request.stored);
  // A write that failed speaks of what is there.
  if (of === 'written') return hasOpaqueETag(status < 300 ? lies : request.stored);
  // An upload that is over is completed again with the same answer.
  const upload = objects.upload(queryValue(call.incoming.target.query, 'uploadId') ?? '');
  return hasOpaqueETag(upload?.encryption ?? request.stored);
}

/** A turned ETag is as long as it was, and with it the document. */
async function withDocument(reply: UpstreamReply, turn: (document: string) => string): Promise<UpstreamReply> {
  const bytes = await readAll(reply.body);
  // One sign for each byte, so that the bytes between stay what they are.
  return { ...reply, body: Buffer.from(turn(bytes.toString('latin1')), 'latin1') };
}
