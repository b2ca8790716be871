import { decideObjectRequest, explainObjectDecision } from '../../evaluation';
import { readBody } from '../http/incoming';
import { readAll } from '../http/read-all';
import { textReply, type Reply } from '../http/reply';
import { worldFor } from '../state/caller-context';
import type { GatewayState } from '../state/gateway-state';
import { principalOf, type BucketCall } from './call';
import { requestContext } from './context';
import type { UpstreamReply } from '../http/upstream';
import { malformedXml, noSuchBucket, s3ErrorReply, type S3Error } from './error';
import { hasOpaqueETag, turnETags } from './etag';
import { forgetObject } from './forget-object';
import { bypassesGovernance } from './governance-bypass';
import { wrongOwner } from './permission';
import { isElement, readXml, readXmlWithSpaces, xmlDocument, xmlList, xmlText } from './xml';

interface Named {
  readonly key: string;
  readonly versionId?: string;
  /** The only one under which the object may go. @default any */
  readonly etag?: string;
}

interface Wanted {
  readonly objects: readonly Named[];
  /** Whether only failures are to be told. */
  readonly quiet: boolean;
}

/** Answers DeleteObjects: each object is decided and deleted by itself, as S3 does it. */
export async function deleteObjects(state: GatewayState, call: BucketCall): Promise<Reply> {
  const wanted = readWanted(await readBody(call.incoming, 2_000_000));
  const error = bucketError(state, call);
  if (error || 'code' in wanted) return s3ErrorReply(error ?? malformedXml, 'POST', call.address.path);
  const deleted: object[] = [];
  const errors: object[] = [];
  for (const one of wanted.objects) {
    const done = await deleteOne(state, call, one);
    const shown = { Key: one.key, ...(one.versionId === undefined ? {} : { VersionId: one.versionId }) };
    if ('Code' in done) errors.push({ ...shown, ...done });
    else if (!wanted.quiet) deleted.push({ ...shown, ...done });
  }
  return textReply(200, 'application/xml', xmlDocument('DeleteResult', { Deleted: deleted, Error: errors }));
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
const limit = 1000;

function readWanted(body: Buffer | undefined): Wanted | S3Error {
  const document = readXmlWithSpaces(body?.toString('utf8') ?? '')?.['Delete'];
  const named = isElement(document) ? xmlList(document, 'Object') : [];
  if (!isElement(document) || named.length === 0 || named.length > limit) return malformedXml;
  const objects = named.flatMap((one) => (isElement(one) ? [nameOf(one)] : []));
  return { objects, quiet: xmlText(document, 'Quiet')?.trim() === 'true' };
}

function bucketError(state: GatewayState, call: BucketCall): S3Error | undefined {
  return state.live.world.buckets.has(call.bucket) ? wrongOwner(state, call) : noSuchBucket;
}

function nameOf(one: { readonly [name: string]: unknown }): Named {
  const { Key: key, VersionId: versionId, ETag: etag } = one;
  return {
    key: String(key),
    ...(typeof versionId === 'string' ? { versionId } : {}),
    ...(typeof etag === 'string' ? { etag: forHeader(etag) } : {}),
  };
}

/** No object has an ETag with other signs. */
function forHeader(etag: string): string {
  return etag.trim().replace(/[^ -~]/g, '?');
}

interface Failure {
  readonly Code: string;
  readonly Message: string;
}

/** What is told of an object that was deleted: the marker that was set or taken away. */
interface Deletion {
  readonly DeleteMarker?: true;
  readonly DeleteMarkerVersionId?: string;
}

async function deleteOne(state: GatewayState, call: BucketCall, named: Named): Promise<Failure | Deletion> {
  const { key, versionId } = named;
  const decision = decideObjectRequest(worldFor(state, call.caller), {
    operation: 'DeleteObject',
    principal: principalOf(call.caller),
    bucket: call.bucket,
    key,
    ...(versionId === undefined ? {} : { versionId }),
    context: { values: requestContext(state, call), unknown: [] },
  });
  if (decision.outcome !== 'allow') {
    return { Code: 'AccessDenied', Message: `Access Denied: ${explainObjectDecision(decision).join(' | ')}` };
  }
  const reply = await deleteUpstream(state, call, named);
  const text = (await readAll(reply.body)).toString('utf8');
  if (reply.status >= 300) return failureIn(text);
  forgetObject(state, call.bucket, key, versionId, reply);
  return deletionOf(reply);
}

function failureIn(text: string): Failure {
  const read = readXml(text);
  return {
    Code: xmlText(read, 'Error', 'Code') ?? 'InternalError',
    Message: xmlText(read, 'Error', 'Message') ?? 'We encountered an internal error.',
  };
}

function deletionOf({ headers }: UpstreamReply): Deletion {
  if (headers.get('x-amz-delete-marker') !== 'true') return {};
  const marker = headers.get('x-amz-version-id');
  return { DeleteMarker: true, ...(marker === undefined ? {} : { DeleteMarkerVersionId: marker }) };
}

function deleteUpstream(state: GatewayState, call: BucketCall, named: Named): Promise<UpstreamReply> {
  const { key, versionId, etag } = named;
  const name = call.bucket;
  const bucket = state.live.world.buckets.get(name);
  const version = versionId === undefined ? '' : `?versionId=${encodeURIComponent(versionId)}`;
  const path = `/${name}/${key.split('/').map(encodeURIComponent).join('/')}${version}`;
  const scope = { accountId: bucket?.accountId ?? '', region: bucket?.region ?? state.region, service: 's3' };
  const headers = new Map([['host', 's3.localhost.localstack.cloud']]);
  if (etag !== undefined) {
    const opaque = hasOpaqueETag(state.objects.find(name, key, versionId)?.encryption);
    headers.set('if-match', opaque ? turnETags(etag) : etag);
  }
  if (bypassesGovernance(state, call, key)) headers.set('x-amz-bypass-governance-retention', 'true');
  return state.upstream.send({ method: 'DELETE', path, headers }, scope);
}
