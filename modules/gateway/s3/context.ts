import { shared, type RequestContext } from '../../evaluation';
import { queryValue, type QueryPart } from '../http/target';
import { momentContext, steadyContext } from '../state/caller-context';
import type { GatewayState } from '../state/gateway-state';
import type { BucketCall, S3Call } from './call';

/** Condition keys that are a header's value. @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
const ofHeaders: readonly (readonly [key: string, header: string])[] = [
  ['s3:x-amz-acl', 'x-amz-acl'],
  ['s3:x-amz-grant-full-control', 'x-amz-grant-full-control'],
  ['s3:x-amz-grant-read', 'x-amz-grant-read'],
  ['s3:x-amz-grant-read-acp', 'x-amz-grant-read-acp'],
  ['s3:x-amz-grant-write', 'x-amz-grant-write'],
  ['s3:x-amz-grant-write-acp', 'x-amz-grant-write-acp'],
  ['s3:x-amz-content-sha256', 'x-amz-content-sha256'],
  ['s3:x-amz-copy-source', 'x-amz-copy-source'],
  ['s3:x-amz-metadata-directive', 'x-amz-metadata-directive'],
  ['s3:x-amz-object-ownership', 'x-amz-object-ownership'],
  ['s3:x-amz-storage-class', 'x-amz-storage-class'],
  ['s3:x-amz-website-redirect-location', 'x-amz-website-redirect-location'],
  ['s3:object-lock-mode', 'x-amz-object-lock-mode'],
  ['s3:object-lock-retain-until-date', 'x-amz-object-lock-retain-until-date'],
  ['s3:object-lock-legal-hold', 'x-amz-object-lock-legal-hold'],
  ['s3:if-match', 'if-match'],
  ['s3:if-none-match', 'if-none-match'],
  ['aws:Referer', 'referer'],
  ['aws:UserAgent', 'user-agent'],
];

const keyOfHeader: ReadonlyMap<string, string> = new Map(ofHeaders.map(([key, header]) => [header, key]));

const ofQuery: readonly (readonly [key: string, parameter: string])[] = [
  ['s3:prefix', 'prefix'],
  ['s3:delimiter', 'delimiter'],
  ['s3:max-keys', 'max-keys'],
  ['s3:VersionId', 'versionId'],
];

const ofOthers = ['s3:RequestObjectTagKeys', 's3:TlsVersion', 's3:signatureAge'].map((key) => [key]);

/** What is known of a request that sends nothing of its own: such keys are absent. Many requests share it. */
export const silentContext = shared({
  values: {
    ...Object.fromEntries([...ofHeaders, ...ofQuery, ...ofOthers].map(([key]) => [key, null])),
    ...steadyContext,
  },
  unknown: [],
});

/** The condition keys that a request itself fills; what it does not send is known to be absent. */
export function requestContext(state: GatewayState, call: S3Call | BucketCall): RequestContext {
  return { ...silentContext.values, ...sentContext(state, call) };
}

/** Condition keys that whoever has asked for them may add to. */
interface SentContext {
  [key: string]: RequestContext[string];
}

/** The condition keys that a request itself fills, over `silentContext`. */
export function sentContext(state: GatewayState, call: S3Call | BucketCall): SentContext {
  const { incoming, caller } = call;
  const bucket = 'bucket' in call ? state.live.world.buckets.get(call.bucket) : undefined;
  const ofSignature: SentContext = {
    's3:authType': caller.kind === 'anonymous' ? null : authTypes[caller.parts.kind],
    's3:signatureversion': caller.kind === 'anonymous' ? null : versions[caller.signature],
  };
  const values = Object.assign(ofSignature, momentContext(state, caller, bucket?.region ?? state.region));
  for (const [header, value] of incoming.headers) {
    const key = keyOfHeader.get(header);
    if (key !== undefined) values[key] = value;
  }
  const seldom = seldomContext(state, call);
  if (seldom) Object.assign(values, seldom);
  if (incoming.target.query.length > 0) Object.assign(values, queryContext(incoming.target.query));
  return values;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html */
const authTypes = { header: 'REST-HEADER', query: 'REST-QUERY-STRING', form: 'POST' };
const versions = { v4: 'AWS4-HMAC-SHA256', v2: 'AWS' };

/** What few requests have. */
function seldomContext(state: GatewayState, { caller, incoming }: S3Call): RequestContext | undefined {
  const tags = incoming.headers.get('x-amz-tagging');
  const presigned = caller.kind === 'signed' && caller.parts.kind === 'query';
  const tls = state.tuning.settings.transport === 'tls';
  if (tags === undefined && !presigned && !tls) return undefined;
  return {
    ...(tags === undefined ? {} : requestTagContext(Object.fromEntries(new URLSearchParams(tags)))),
    ...(presigned ? { 's3:signatureAge': ageMs(caller.parts.timestamp, state.realNow()) } : {}),
    ...(tls ? { 's3:TlsVersion': '1.3' } : {}),
  };
}

function queryContext(query: readonly QueryPart[]): RequestContext {
  const values: SentContext = {};
  for (const [key, parameter] of ofQuery) {
    const value = queryValue(query, parameter);
    if (value !== undefined) values[key] = value;
  }
  return values;
}

/** Milliseconds since `YYYYMMDDTHHMMSSZ`. */
function ageMs(timestamp: string, now: Date): string {
  const iso = timestamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  return String(Math.max(0, now.getTime() - Date.parse(iso)));
}

/** The condition keys of tags that a request brings for an object. */
export function requestTagContext(tags: { readonly [tag: string]: string }): RequestContext {
  return {
    's3:RequestObjectTagKeys': Object.keys(tags),
    ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [`s3:RequestObjectTag/${name}`, value])),
  };
}
