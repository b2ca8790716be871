import { decideObjectRequest, explainObjectDecision } from '../../evaluation';
import { readBody } from '../http/incoming';
import { readAll } from '../http/read-all';
import { textReply, type Reply } from '../http/reply';
import { worldFor } from '../state/caller-context';
import type { GatewayState } from '../state/gateway-state';
import { principalOf, type BucketCall } from './call';
import { requestContext } from './context';
import type { UpstreamReply } from '../http/upstream';
import { s3ErrorReply } from './error';
import { forgetObject } from './forget-object';
import { isElement, readXml, xmlDocument, xmlList, xmlText } from './xml';

interface Named {
  readonly key: string;
  readonly versionId?: string;
}

/** Answers DeleteObjects: each object is decided and deleted by itself, as S3 does it. */
export async function deleteObjects(state: GatewayState, call: BucketCall): Promise<Reply> {
  const body = await readBody(call.incoming, 2_000_000);
  const document = readXml(body?.toString('utf8') ?? '')?.['Delete'];
  if (!isElement(document)) {
    const message = 'The XML you provided was not well-formed or did not validate against our published schema';
    return s3ErrorReply({ status: 400, code: 'MalformedXML', message }, 'POST', call.address.path);
  }
  const named = xmlList(document, 'Object').flatMap((one) => (isElement(one) ? [nameOf(one)] : []));
  const quiet = xmlText(document, 'Quiet') === 'true';
  const deleted: object[] = [];
  const errors: object[] = [];
  for (const one of named) {
    const failure = await deleteOne(state, call, one);
    const shown = { Key: one.key, ...(one.versionId === undefined ? {} : { VersionId: one.versionId }) };
    if (failure) errors.push({ ...shown, ...failure });
    else if (!quiet) deleted.push(shown);
  }
  return textReply(200, 'application/xml', xmlDocument('DeleteResult', { Deleted: deleted, Error: errors }));
}

function nameOf(one: { readonly [name: string]: unknown }): Named {
  const { Key: key, VersionId: versionId } = one;
  return { key: String(key), ...(typeof versionId === 'string' ? { versionId } : {}) };
}

async function deleteOne(state: GatewayState, call: BucketCall, { key, versionId }: Named) {
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
  const reply = await deleteUpstream(state, call.bucket, { key, ...(versionId === undefined ? {} : { versionId }) });
  await readAll(reply.body);
  if (reply.status >= 300) return { Code: 'InternalError', Message: 'We encountered an internal error.' };
  forgetObject(state, call.bucket, key, versionId, reply);
  return undefined;
}

function deleteUpstream(state: GatewayState, name: string, { key, versionId }: Named): Promise<UpstreamReply> {
  const bucket = state.live.world.buckets.get(name);
  const version = versionId === undefined ? '' : `?versionId=${encodeURIComponent(versionId)}`;
  const path = `/${name}/${key.split('/').map(encodeURIComponent).join('/')}${version}`;
  const scope = { accountId: bucket?.accountId ?? '', region: bucket?.region ?? state.region, service: 's3' };
  const headers = new Map([['host', 's3.localhost.localstack.cloud']]);
  return state.upstream.send({ method: 'DELETE', path, headers }, scope);
}
