import { textReply, type Reply } from '../http/reply';
import { xmlDocument } from '../s3/xml';

/** An answer of STS. */
export function stsReply(action: string, result: object): Reply {
  const content = {
    '@xmlns': 'https://sts.amazonaws.com/doc/2011-06-15/',
    [`${action}Result`]: result,
    ResponseMetadata: { RequestId: 'gateway' },
  };
  return textReply(200, 'text/xml', xmlDocument(`${action}Response`, content));
}
