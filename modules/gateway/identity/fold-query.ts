import type { Incoming } from '../http/incoming';
import type { QueryPart } from '../http/target';
import { refused, type SignatureError } from './signature-error';

const ofSignature = /^X-Amz-(Algorithm|Credential|Date|Expires|SignedHeaders|Signature|Security-Token)$/i;
const ofVersion2 = new Set(['AWSAccessKeyId', 'Signature', 'Expires']);
const header = /^x-amz-/i;
const headerOfVersion2 = /^(content-md5|content-type)$/i;

/**
 * Presigned requests carry headers as parameters of the query. Makes them headers again, so that all who come after look
 * in one place, and takes out what only the signature needed. What stands in both places has to be the same.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function foldQuery(incoming: Incoming): Incoming | SignatureError {
  const { query } = incoming.target;
  const version2 = query.some(({ name }) => name === 'AWSAccessKeyId');
  if (!version2 && !query.some(({ name }) => header.test(name))) return incoming;
  const headers = new Map(incoming.headers);
  const left: QueryPart[] = [];
  for (const part of query) {
    const place = placeOf(part.name, version2);
    if (place === 'query') left.push(part);
    if (place !== 'header') continue;
    const name = part.name.toLowerCase();
    const sent = headers.get(name);
    if (sent !== undefined && sent !== part.value) {
      return refused(400, 'InvalidArgument', `${name} stands in the query and in the headers, and differs.`);
    }
    headers.set(name, part.value);
  }
  return { ...incoming, headers, target: { ...incoming.target, query: left } };
}

/** Where a parameter belongs once the signature is verified. */
function placeOf(name: string, version2: boolean): 'query' | 'header' | 'signature' {
  if (ofSignature.test(name) || (version2 && ofVersion2.has(name))) return 'signature';
  return header.test(name) || (version2 && headerOfVersion2.test(name)) ? 'header' : 'query';
}
