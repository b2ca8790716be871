import { shared, type RequestContext } from '../../evaluation';
import { queryValue } from '../http/target';
import { momentContext, steadyContext, type MutableContext } from '../state/caller-context';
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

/** The condition keys that a request itself fills, over `silentContext`. */
export function sentContext(state: GatewayState, call: S3Call | BucketCall): MutableContext {
  const { headers, target } = call.incoming;
  const { transport } = state.tuning.settings;
  const bucket = 'bucket' in call ? state.live.world.buckets.get(call.bucket) : undefined;
  const values = momentContext(state, call.caller, bucket?.region ?? state.region);
  addSignature(values, state, call);
  const tags = headers.get('x-amz-tagging');
  if (tags !== undefined) Object.assign(values, requestTagContext(Object.fromEntries(new URLSearchParams(tags))));
  if (transport === 'tls') values['s3:TlsVersion'] = '1.3';
  for (const [key, header] of ofHeaders) {
    const value = headers.get(header);
    if (value !== undefined) values[key] = value;
  }
  for (const [key, parameter] of target.query.length === 0 ? [] : ofQuery) {
    const value = queryValue(target.query, parameter);
    if (value !== undefined) values[key] = value;
  }
  return values;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html */
const authTypes = { header: 'REST-HEADER', query: 'REST-QUERY-STRING', form: 'POST' };

function addSignature(values: MutableContext, state: GatewayState, { caller }: S3Call): void {
  if (caller.kind === 'anonymous') {
    values['s3:authType'] = null;
    values['s3:signatureversion'] = null;
    return;
  }
  const { kind, timestamp } = caller.parts;
  values['s3:authType'] = authTypes[kind];
  values['s3:signatureversion'] = caller.signature === 'v4' ? 'AWS4-HMAC-SHA256' : 'AWS';
  if (kind === 'query') values['s3:signatureAge'] = ageMs(timestamp, state.realNow());
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
