import { describe, expect, test } from '@jest/globals';
import { chunkedInspector } from '../../../modules/gateway/http/chunked-inspector';
import type { SignatureParts } from '../../../modules/gateway/identity/canonical';
import { SignedChunks } from '../../../modules/gateway/identity/chunk-judge';

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const lengthBytes = 66_560;

function seed(signature: string): SignatureParts {
  return {
    kind: 'header',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    scope: { date: '20130524', region: 'us-east-1', service: 's3' },
    signedHeaders: [],
    signature,
    timestamp: '20130524T000000Z',
    payloadHash: '',
  };
}

function framed(signatures: readonly [string, string, string], trailers = ''): string {
  const [first, second, last] = signatures.map((signature) => `;chunk-signature=${signature}\r\n`);
  return `10000${first ?? ''}${'a'.repeat(65_536)}\r\n400${second ?? ''}${'a'.repeat(1024)}\r\n0${last ?? ''}${trailers}\r\n`;
}

/** The example of AWS. @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html */
const plain = {
  parts: seed('4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9'),
  text: framed([
    'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
    '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
    'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
  ]),
};

/** The example of AWS. @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html */
const withTrailer = {
  parts: seed('106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e'),
  announced: 'x-amz-checksum-crc32c',
  text: framed(
    [
      'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2',
      '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7',
      '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992',
    ],
    'x-amz-checksum-crc32c:sOO8/Q==\n\r\nx-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n',
  ),
};

interface Example {
  readonly parts: SignatureParts;
  readonly text: string;
  readonly announced?: string;
}

/** Sends an example in pieces, and answers with how many bytes of the body came out. */
function passed({ parts, text, ...announced }: Example, pieceBytes: number): number {
  const inspector = chunkedInspector({ lengthBytes, judge: new SignedChunks(parts, secret), ...announced });
  let bytes = 0;
  const raw = Buffer.from(text);
  for (let at = 0; at < raw.length; at += pieceBytes) {
    inspector.push(raw.subarray(at, at + pieceBytes), (piece) => (bytes += piece.length));
  }
  inspector.end();
  return bytes;
}

describe('signed chunks', () => {
  test.each([1_000_000, 65_536, 999, 7])('of the examples pass in pieces of %i bytes', (pieceBytes) => {
    expect(passed(plain, pieceBytes)).toBe(lengthBytes);
    expect(passed(withTrailer, pieceBytes)).toBe(lengthBytes);
  });

  const wrong: readonly (readonly [string, Example, string])[] = [
    [
      'a byte of data is another',
      { ...plain, text: plain.text.replace('aaa\r\n400', 'aab\r\n400') },
      'SignatureDoesNotMatch',
    ],
    [
      'a signature is missing',
      { ...plain, text: plain.text.replace(/0;chunk-signature=b6.*/, '0') },
      'SignatureDoesNotMatch',
    ],
    [
      'two chunks are exchanged for one',
      { ...plain, text: plain.text.replace(/400;[^\r]*\r\na+\r\n/, '') },
      'SignatureDoesNotMatch',
    ],
    ['the last chunk is missing', { ...plain, text: plain.text.slice(0, -90) }, 'IncompleteBody'],
    [
      'the checksum is another',
      { ...withTrailer, text: withTrailer.text.replace('sOO8', 'sOO9') },
      'SignatureDoesNotMatch',
    ],
    [
      'the trailer is not signed',
      { ...withTrailer, text: withTrailer.text.replace(/x-amz-trailer-sig.*\r\n/, '') },
      'SignatureDoesNotMatch',
    ],
    [
      'the trailer is missing',
      { ...withTrailer, text: withTrailer.text.replace(/x-amz-checksum.*\n/, '') },
      'MalformedTrailerError',
    ],
  ];

  test.each(wrong)('fail when %s', (_, example, code) => {
    expect(() => passed(example, 8192)).toThrow(expect.objectContaining({ name: 'BodyError', code }));
  });
});

describe('chunks without signatures', () => {
  function pass(text: string, announced: string | undefined, length = 9): () => number {
    return () => {
      const inspector = chunkedInspector({ lengthBytes: length, ...(announced === undefined ? {} : { announced }) });
      let bytes = 0;
      inspector.push(Buffer.from(text), (piece) => (bytes += piece.length));
      inspector.end();
      return bytes;
    };
  }

  const data = '4\r\n1234\r\n5\r\n56789\r\n0\r\n';

  test('pass with the checksum that was announced', () => {
    expect(pass(`${data}x-amz-checksum-crc32:y/Q5Jg==\r\n\r\n`, 'x-amz-checksum-crc32')()).toBe(9);
    expect(pass(`${data}\r\n`, undefined)()).toBe(9);
  });

  test.each([
    ['the checksum is wrong', `${data}x-amz-checksum-crc32:AAAAAA==\r\n\r\n`, 'BadDigest'],
    ['a trailer comes that nobody announced', `${data}x-amz-acl:public-read\r\n\r\n`, 'MalformedTrailerError'],
    ['a trailer is no trailer', `${data}nonsense\r\n\r\n`, 'MalformedTrailerError'],
    ['the length is another', data.replace('5\r\n56789', '4\r\n5678'), 'IncompleteBody'],
    ['there is more than announced', data.replace('5\r\n56789', '6\r\n567890'), 'IncompleteBody'],
    ['a length is no number', 'x\r\n', 'InvalidRequest'],
    ['a chunk does not end where it says', '4\r\n12345\r\n0\r\n', 'InvalidRequest'],
    ['a line never ends', `4;${'x'.repeat(5000)}`, 'InvalidRequest'],
  ])('fail when %s', (_, text, code) => {
    expect(pass(text, 'x-amz-checksum-crc32')).toThrow(expect.objectContaining({ name: 'BodyError', code }));
  });
});
