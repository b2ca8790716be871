import { describe, expect, test } from '@jest/globals';
import { assert, property, stringMatching } from 'fast-check';
import { hasOpaqueETag, turnETagElements, turnETags } from '../../../modules/gateway/s3/etag';

const keyArn = 'arn:aws:kms:us-east-1:111122223333:key/k';
const md5 = 'd41d8cd98f00b204e9800998ecf8427e';

describe('a turned ETag', () => {
  test('is another one of the same form, and turned again it is what it was', () => {
    assert(
      property(stringMatching(/^"[0-9a-f]{32}(-[1-9][0-9]{0,4})?"$/), (etag) => {
        const shown = turnETags(etag);
        expect(shown).not.toBe(etag);
        expect(shown).toMatch(/^"[0-9a-f]{32}(-[0-9]+)?"$/);
        expect(shown.slice(33)).toBe(etag.slice(33));
        expect(turnETags(shown)).toBe(etag);
      }),
    );
  });

  test('stands in a list beside those that are none, with its weakness and without quotes', () => {
    const other = turnETags(md5);
    const list = `"${md5}", W/"${md5}-3", *, ${md5},"x"`;
    expect(turnETags(list)).toBe(`"${other}", W/"${other}-3", *, ${other},"x"`);
  });

  test.each(['', '*', '"0123"', md5.toUpperCase(), `${md5}${md5}`, `x${md5}`, `"${md5.slice(1)}"`])(
    'is not made of %j, which no emulator gives',
    (text) => {
      expect(turnETags(text)).toBe(text);
    },
  );
});

test('in a document only the ETag elements are turned', () => {
  const other = turnETags(md5);
  const of = (etag: string): string =>
    `<a><Key> ${md5}\r\n</Key><ETag>&quot;${etag}&quot;</ETag><x:ETag a="b">\n"${etag}-2"</x:ETag><ETag><![CDATA[${etag}]]></ETag><ETags>${md5}</ETags></a>`;
  expect(turnETagElements(of(md5))).toBe(of(other));
});

test.each([
  [true, { kind: 'aws:kms', keyArn, bucketKeyEnabled: true }],
  [true, { kind: 'aws:kms:dsse', keyArn, bucketKeyEnabled: false }],
  [true, { kind: 'SSE-C' }],
  [false, { kind: 'AES256' }],
  [false, { kind: 'none' }],
  [false, undefined],
] as const)('it is %s that the ETag says nothing of data that lies as %j', (expected, encryption) => {
  expect(hasOpaqueETag(encryption)).toBe(expected);
});
