import { decoded } from '../http/target';
import type { ObjectRecords } from '../state/object-records';
import { hasOpaqueETag, turnETagElements } from './etag';

const entry = /<(Contents|Version)>[^]*?<\/\1>/g;
const inUrlForm = '<EncodingType>url</EncodingType>';

/** Turns the ETags in a list of objects or versions, each as its own record says; bytes of the document are one sign each. */
export function turnListedETags(objects: ObjectRecords, bucket: string, document: string): string {
  const isEncoded = document.includes(inUrlForm);
  return document.replace(entry, (text) => {
    const key = keyOf(textOf(text, 'Key'), isEncoded);
    const versionId = textOf(text, 'VersionId');
    const record = objects.find(bucket, key, versionId === '' ? undefined : versionId);
    return hasOpaqueETag(record?.encryption) ? turnETagElements(text) : text;
  });
}

function textOf(text: string, name: string): string {
  const begin = text.indexOf(`<${name}>`);
  const start = begin + name.length + 2;
  return begin < 0 ? '' : text.slice(start, text.indexOf('<', start));
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
function keyOf(text: string, isEncoded: boolean): string {
  const key = withoutEntities(Buffer.from(text, 'latin1').toString('utf8'));
  return isEncoded ? (decoded(key, true) ?? key) : key;
}

const named: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function withoutEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]+));/gi,
    (whole, hex?: string, decimal?: string, name = '') => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : (named.get(String(name)) ?? whole);
    },
  );
}
