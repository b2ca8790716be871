import { describe, expect, test } from '@jest/globals';
import { turnETags } from '../../../modules/gateway/s3/etag';
import { turnListedETags } from '../../../modules/gateway/s3/etag-lists';
import { ObjectRecords } from '../../../modules/gateway/state/object-records';

const md5 = 'd41d8cd98f00b204e9800998ecf8427e';
const shown = turnETags(md5);
const secret = { kind: 'SSE-C' } as const;
const plain = { kind: 'AES256' } as const;

function recordsOf(...keys: readonly string[]): ObjectRecords {
  const records = new ObjectRecords();
  for (const key of keys) records.add('data', key, { versionId: 'null', encryption: secret });
  return records;
}

/** As it stands in the bytes of the list. */
const bytes = (text: string): string => Buffer.from(text).toString('latin1');
const contents = (key: string, etag: string): string =>
  bytes(`<Contents><Key>${key}</Key><ETag>&#34;${etag}&#34;</ETag><Owner><ID>${md5}</ID></Owner></Contents>`);
const list = (entries: string, head = ''): string =>
  `<?xml version="1.0"?>\n<ListBucketResult>${head}${entries}</ListBucketResult>`;

describe('a list of objects', () => {
  test.each([
    ['a/b', 'a/b'],
    [' a ', ' a '],
    ['  ', '  '],
    ['x\r\ny', 'x&#13;\ny'],
    ['x\ry', 'x\ry'],
    [`a&b<c>"d"'e'`, `a&amp;b&lt;c&gt;&quot;d&#34;&apos;e&#x27;`],
    ['&amp;', '&amp;amp;'],
    ['é 😀', 'é &#128512;'],
    ['a%20b+c', 'a%20b+c'],
    ['&wrong;', '&wrong;'],
    ['&#9999999;', '&#9999999;'],
    ['<ETag>', '&lt;ETag&gt;'],
  ])('shows the ETag of %j turned, and all else as it was', (key, text) => {
    const document = (etag: string): string => list(`${contents('other', md5)}\n${contents(text, etag)}`);
    expect(turnListedETags(recordsOf(key), 'data', document(md5))).toBe(document(shown));
  });

  test.each([
    ['a%20b%2Bc', 'a b+c'],
    ['a+b', 'a b'],
    ['%C3%A9/x', 'é/x'],
    ['100%', '100%'],
  ])('reads %s as the key %j where it says that keys are encoded', (text, key) => {
    const document = (etag: string): string => list(contents(text, etag), '<EncodingType>url</EncodingType>');
    expect(turnListedETags(recordsOf(key), 'data', document(md5))).toBe(document(shown));
  });

  test('leaves alone what is in another bucket, lies under AES256, or was never seen', () => {
    const records = recordsOf('a');
    records.add('data', 'b', { versionId: 'null', encryption: plain });
    const document = list(['a', 'b', 'c'].map((key) => contents(key, md5)).join(''));
    expect(turnListedETags(records, 'other', document)).toBe(document);
    expect(turnListedETags(records, 'data', document)).toBe(
      list(contents('a', shown) + contents('b', md5) + contents('c', md5)),
    );
  });
});

test('a list of versions shows each as it lies itself', () => {
  const records = new ObjectRecords();
  records.add('data', 'a', { versionId: 'v1', encryption: secret });
  records.add('data', 'a', { versionId: 'v2', encryption: plain });
  const version = (id: string, etag: string): string =>
    `<Version>\n<Key>a</Key><VersionId>${id}</VersionId><ETag>"${etag}"</ETag></Version>`;
  const marker = '<DeleteMarker><Key>a</Key><VersionId>v1</VersionId></DeleteMarker>';
  const document = (first: string): string =>
    `<ListVersionsResult>${version('v2', md5)}${version('v1', first)}${version('v0', md5)}${marker}</ListVersionsResult>`;
  expect(turnListedETags(records, 'data', document(md5))).toBe(document(shown));
});
