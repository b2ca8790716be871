import type { HeaderMap } from '../http/incoming';
import type { S3Error } from './error';
import { readXml, xmlList, xmlText, isElement } from './xml';

/** Fields that become headers of the same name. @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html */
const plain = /^(cache-control|content-(type|disposition|encoding|language|md5)|expires|x-amz-.+)$/;
const ofSignature = /^x-amz-(algorithm|credential|date|signature|security-token)$/;
const ofRequest = ['user-agent', 'referer', 'origin'];

/** The headers that a PutObject would have had, made of a form's fields. */
export function formHeaders(fields: ReadonlyMap<string, string>, sent: HeaderMap): HeaderMap | S3Error {
  const headers = new Map<string, string>();
  for (const name of ofRequest) {
    const value = sent.get(name);
    if (value !== undefined) headers.set(name, value);
  }
  for (const [name, value] of fields) {
    if (plain.test(name) && !ofSignature.test(name)) headers.set(name, Buffer.from(value).toString('latin1'));
  }
  const acl = fields.get('acl');
  if (acl !== undefined) headers.set('x-amz-acl', acl);
  const tagging = fields.get('tagging');
  if (tagging !== undefined) headers.set('x-amz-tagging', tagsOf(tagging));
  return wrongHeader(headers, sent) ?? headers;
}

/** What stands in both places has to be the same, a value has to fit into a header, and a form copies nothing. */
function wrongHeader(headers: HeaderMap, sent: HeaderMap): S3Error | undefined {
  for (const [name, value] of headers) {
    if (name.startsWith('x-amz-copy-source')) return wrong(`A form uploads its file, so ${name} cannot be a field.`);
    if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) return wrong(`The value of the field ${name} cannot stand in a header.`);
  }
  if (headers.get('content-encoding')?.includes('aws-chunked')) return wrong('A form is not sent in chunks.');
  for (const [name, value] of sent) {
    if (name.startsWith('x-amz-') && headers.get(name) !== value) {
      return wrong(`${name} stands in the headers of a form, and its field differs or is missing.`);
    }
  }
  return undefined;
}

function wrong(message: string): S3Error {
  return { status: 400, code: 'InvalidArgument', message };
}

/** Tags stand in a form as XML, and in a header as a query. */
function tagsOf(xml: string): string {
  const set = readXml(xml)?.['Tagging'];
  const tags = isElement(set) && isElement(set['TagSet']) ? xmlList(set['TagSet'], 'Tag') : [];
  return tags
    .flatMap((tag) => (isElement(tag) ? [[xmlText(tag, 'Key') ?? '', xmlText(tag, 'Value') ?? '']] : []))
    .map((pair) => pair.map(encodeURIComponent).join('='))
    .join('&');
}
