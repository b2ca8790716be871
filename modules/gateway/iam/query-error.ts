import { textReply, type Reply } from '../http/reply';
import { headerText } from '../s3/error';
import { xmlDocument } from '../s3/xml';

/** An error of the query protocol, as IAM and STS answer it. */
export function queryError(status: number, code: string, message: string, reason?: string): Reply {
  const body = xmlDocument('ErrorResponse', {
    Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message },
    RequestId: 'gateway',
  });
  const reply = textReply(status, 'text/xml', body);
  if (reason === undefined) return reply;
  return { ...reply, headers: [...reply.headers, ['x-tenant-buckets-reason', headerText(reason)]] };
}
