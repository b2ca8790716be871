import type { RequestContext } from '../../evaluation';
import type { GatewaySettings } from '../settings';
import { queryValue } from '../http/target';
import type { S3Call } from './call';

/** Condition keys that are a header's value. @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
const ofHeaders: readonly (readonly [key: string, header: string])[] = [
  ['s3:x-amz-acl', 'x-amz-acl'],
  ['s3:x-amz-content-sha256', 'x-amz-content-sha256'],
  ['s3:x-amz-copy-source', 'x-amz-copy-source'],
  ['s3:x-amz-metadata-directive', 'x-amz-metadata-directive'],
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

/** The condition keys that a request itself fills; what it does not send is known to be absent. */
export function requestContext(call: S3Call, settings: GatewaySettings, now: Date): RequestContext {
  const { headers, target } = call.incoming;
  const sent = [
    ...ofHeaders.map(([key, header]) => [key, headers.get(header) ?? null] as const),
    ...ofQuery.map(([key, parameter]) => [key, queryValue(target.query, parameter) ?? null] as const),
  ];
  return {
    ...Object.fromEntries(sent),
    ...commonContext(settings, now),
    ...signatureContext(call),
    ...tagContext(headers.get('x-amz-tagging')),
  };
}

/** What every request has, to whichever service. */
export function commonContext(settings: GatewaySettings, now: Date): RequestContext {
  return {
    'aws:SecureTransport': String(settings.transport === 'tls'),
    'aws:SourceIp': '127.0.0.1',
    'aws:CurrentTime': now.toISOString(),
    'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
    'aws:SourceVpc': null,
    'aws:SourceVpce': null,
    'aws:VpcSourceIp': null,
    'aws:SourceArn': null,
    'aws:SourceAccount': null,
    'aws:PrincipalIsAWSService': 'false',
  };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html */
const authTypes = { header: 'REST-HEADER', query: 'REST-QUERY-STRING', form: 'POST' };

function signatureContext({ caller }: S3Call): RequestContext {
  if (caller.kind === 'anonymous') return { 's3:authType': null, 's3:signatureversion': null, 's3:signatureAge': null };
  return {
    's3:authType': authTypes[caller.parts.kind],
    's3:signatureversion': caller.signature === 'v4' ? 'AWS4-HMAC-SHA256' : 'AWS',
    's3:signatureAge': null,
  };
}

function tagContext(header: string | undefined): RequestContext {
  if (header === undefined) return { 's3:RequestObjectTagKeys': null };
  const tags = [...new URLSearchParams(header)];
  return {
    's3:RequestObjectTagKeys': tags.map(([name]) => name),
    ...Object.fromEntries(tags.map(([name, value]) => [`s3:RequestObjectTag/${name}`, value])),
  };
}
