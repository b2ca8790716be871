import type { Reply } from '../http/reply';
import { xmlDocument } from './xml';

/** The object that a form made. */
export interface PostedObject {
  readonly bucket: string;
  readonly key: string;
  /** Where it can be asked for. */
  readonly location: string;
}

/** Answers a form as it asked to be answered. @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html */
export function postFormReply(fields: ReadonlyMap<string, string>, put: Reply, posted: PostedObject): Reply {
  const etag = put.headers.find(([name]) => name === 'etag')?.[1] ?? '';
  const headers = put.headers.filter(([name]) => name !== 'content-length' && name !== 'content-type');
  const redirect = fields.get('success_action_redirect') ?? fields.get('redirect') ?? '';
  if (/^https?:\/\/[!-~]+$/.test(redirect)) {
    const query = { bucket: posted.bucket, key: posted.key, etag };
    const added = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    const location = `${redirect}${redirect.includes('?') ? '&' : '?'}${added.join('&')}`;
    return { status: 303, headers: [...headers, ['location', location]] };
  }
  const located = [...headers, ['location', posted.location] as const];
  if (fields.get('success_action_status') === '200') return { status: 200, headers: located };
  if (fields.get('success_action_status') !== '201') return { status: 204, headers: located };
  const result = { Location: posted.location, Bucket: posted.bucket, Key: posted.key, ETag: etag };
  return {
    status: 201,
    headers: [...located, ['content-type', 'application/xml']],
    body: xmlDocument('PostResponse', result),
  };
}
