import { describe, expect, test } from '@jest/globals';
import { parseTarget } from '../../../modules/gateway/http/target';
import { expectedVersion2, readVersion2 } from '../../../modules/gateway/identity/version2';

const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

interface Case {
  readonly name: string;
  readonly method: string;
  readonly target: string;
  readonly headers: { readonly [name: string]: string };
  /** With the bucket in front. */
  readonly path: string;
}

/** Signed by botocore 1.40 (`HmacV1QueryAuth`, `HmacV1Auth`) at 2026-09-21T14:13:20Z for ten minutes. */
const signedByBotocore: readonly Case[] = [
  {
    name: 'a presigned read with parameters that count',
    method: 'GET',
    target:
      '/corp-acme/a%20b/%C3%A9%2F%2B?versionId=v%2F1&response-content-type=text%2Fplain&AWSAccessKeyId=AKIDEXAMPLE&Signature=2HUNK0Ld2pqnZ1KvNVHRaDYR%2BVk%3D&Expires=1790000600',
    headers: {},
    path: '/corp-acme/a%20b/%C3%A9%2F%2B',
  },
  {
    name: 'a presigned write whose headers and token moved into the query',
    method: 'PUT',
    target:
      '/corp-acme/k?AWSAccessKeyId=AKIDEXAMPLE&Signature=60zTukkZVMhL8V6m%2BXgINghULLI%3D&x-amz-server-side-encryption=aws%3Akms&content-type=text%2Fplain&x-amz-security-token=tok%2Fen%2B1&Expires=1790000600',
    headers: {},
    path: '/corp-acme/k',
  },
  {
    name: 'a presigned read in virtual-host style',
    method: 'GET',
    target: '/k?uploads&acl&AWSAccessKeyId=AKIDEXAMPLE&Signature=QkoNMYZCIHJ0WSP3Pt6AiFqE46Q%3D&Expires=1790000600',
    headers: { host: 'corp-acme.s3.localhost:4566' },
    path: '/corp-acme/k',
  },
  {
    name: 'a request signed by header',
    method: 'PUT',
    target: '/corp-acme/k?tagging&x=1',
    headers: {
      'content-md5': 'abc==',
      'content-type': 'text/plain',
      'x-amz-meta-b': ' two ',
      'x-amz-acl': 'private',
      date: 'Mon, 21 Sep 2026 14:13:20 GMT',
      authorization: 'AWS AKIDEXAMPLE:z7wPtP4/Z/fV95HKbUvtt24SSvs=',
    },
    path: '/corp-acme/k',
  },
];

function readCase({ target, headers }: Case) {
  const query = parseTarget(target)?.query ?? [];
  const read = readVersion2(query, new Map(Object.entries(headers)));
  if (read.kind === 'refused') throw new Error(read.message);
  return { query, parts: read.parts };
}

describe('a signature of version 2', () => {
  test.each(signedByBotocore)('proves $name', (one) => {
    const { query, parts } = readCase(one);
    const { method, path } = one;
    const headers = new Map(Object.entries(one.headers));
    expect(expectedVersion2({ method, path, query, headers }, parts, secret)).toBe(parts.signature);
    expect(expectedVersion2({ method: 'DELETE', path, query, headers }, parts, secret)).not.toBe(parts.signature);
  });

  test.each([
    ['no colon', 'AWS AKIDEXAMPLE', 'Mon, 21 Sep 2026 14:13:20 GMT', 'InvalidArgument'],
    ['no date', 'AWS AKIDEXAMPLE:abc', 'yesterday', 'AccessDenied'],
  ])('fails when the header has %s', (_, authorization, date, code) => {
    expect(
      readVersion2(
        [],
        new Map([
          ['authorization', authorization],
          ['date', date],
        ]),
      ),
    ).toMatchObject({ code });
  });

  test.each(['AWSAccessKeyId=A&Signature=s', 'AWSAccessKeyId=A&Signature=s&Expires=soon'])(
    'fails when the query is %s',
    (query) => {
      const parts = parseTarget(`/?${query}`)?.query ?? [];
      expect(readVersion2(parts, new Map())).toMatchObject({ code: 'AccessDenied' });
    },
  );
});
