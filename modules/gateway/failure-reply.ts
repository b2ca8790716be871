import { BodyError } from './http/body-error';
import type { Incoming } from './http/incoming';
import type { Reply } from './http/reply';
import { UpstreamError } from './http/upstream-error';
import { queryError } from './iam/query-error';
import { headerText, s3ErrorReply, type S3Error } from './s3/error';

/** Which words a service has for an error. */
export type Protocol = 's3' | 'query' | 'json';

/** An error in the words of a protocol. */
export function errorReply(protocol: Protocol, incoming: Incoming, error: S3Error): Reply {
  const { status, code, message, reason } = error;
  if (protocol === 's3') return s3ErrorReply(error, incoming.method, incoming.target.path);
  if (protocol === 'query') return queryError(status, code, message, reason);
  return {
    status,
    headers: [
      ['content-type', 'application/x-amz-json-1.1'],
      ['x-amzn-errortype', code],
      ...(reason === undefined ? [] : [['x-tenant-buckets-reason', headerText(reason)] as const]),
    ],
    body: JSON.stringify({ __type: code, message }),
  };
}

/** The answer when something broke that is not the gateway's fault; `undefined` when it is. */
export function failureReply(protocol: Protocol, incoming: Incoming, failure: unknown): Reply | undefined {
  if (failure instanceof BodyError) return errorReply(protocol, incoming, failure);
  if (!(failure instanceof UpstreamError)) return undefined;
  const message = 'Service is unable to handle request.';
  return errorReply(protocol, incoming, { status: 503, code: 'ServiceUnavailable', message, reason: failure.message });
}
