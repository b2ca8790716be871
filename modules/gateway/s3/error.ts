import { textReply, type Reply } from '../http/reply';
import { xmlDocument } from './xml';

/** An error as S3 words it. @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export interface S3Error {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Our own words for what decided, for a response header and the log. @default none */
  readonly reason?: string;
}

/** An error's answer; a HEAD request is answered without a body. */
export function s3ErrorReply(error: S3Error, method: string, resource: string): Reply {
  const body = xmlDocument('Error', {
    Code: error.code,
    Message: error.message,
    Resource: resource,
    RequestId: 'gateway',
  });
  const reply = textReply(error.status, 'application/xml', method === 'HEAD' ? '' : body);
  if (error.reason === undefined) return reply;
  return { ...reply, headers: [...reply.headers, ['x-tenant-buckets-reason', headerText(error.reason)]] };
}

/** Header values hold no signs beyond ASCII and no line ends. */
export function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 1000);
}
