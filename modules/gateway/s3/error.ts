import { textReply, type Reply } from '../http/reply';
import { xmlDocument } from './xml';

/** An error as S3 words it. @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export interface S3Error {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Further elements of the answer, such as `ArgumentName`. @default none */
  readonly details?: { readonly [element: string]: string };
  /** Our own words for what decided, for a response header and the log. @default none */
  readonly reason?: string;
}

/** What S3 says to a body that it cannot read. */
export const malformedXml: S3Error = {
  status: 400,
  code: 'MalformedXML',
  message: 'The XML you provided was not well-formed or did not validate against our published schema',
};

export const noSuchBucket: S3Error = {
  status: 404,
  code: 'NoSuchBucket',
  message: 'The specified bucket does not exist',
};

export const accessDenied: S3Error = { status: 403, code: 'AccessDenied', message: 'Access Denied' };

/** An error's answer; a HEAD request is answered without a body. */
export function s3ErrorReply(error: S3Error, method: string, resource: string): Reply {
  const body = xmlDocument('Error', {
    Code: error.code,
    Message: error.message,
    ...error.details,
    Resource: resource,
    RequestId: 'gateway',
  });
  const reply = textReply(error.status, 'application/xml', method === 'HEAD' ? '' : body);
  if (error.reason === undefined) return reply;
  return { ...reply, headers: [...reply.headers, ['x-tenant-buckets-reason', headerText(error.reason)]] };
}

/** The answer to what the gateway does not do; `undefined` is a request that means nothing. */
export function notImplemented(
  row: { readonly operation: string; readonly why: string } | undefined,
  method: string,
  resource: string,
): Reply {
  const what = row ? `${row.operation}: ${row.why}` : 'this request: it is no operation of S3';
  return s3ErrorReply(
    { status: 501, code: 'NotImplemented', message: `The gateway does not answer ${what}.` },
    method,
    resource,
  );
}

/** Header values hold no signs beyond ASCII and no line ends. */
export function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 1000);
}
