import { expect, test } from '@jest/globals';
import { Readable } from 'node:stream';
import { refusalLine } from '../../modules/gateway/refusal-line';

test('says what was asked, the answer and its reason, in one line', () => {
  const body = '<Error>\n  <Code>AccessDenied</Code>\n</Error>';
  const reply = { status: 403, headers: [['x-tenant-buckets-reason', 'no policy allows it']] as const, body };
  expect(refusalLine('PUT', undefined, reply)).toBe(
    'PUT (unreadable) 403 <Error> <Code>AccessDenied</Code> </Error> | no policy allows it',
  );
});

test('leaves out a body that streams', () => {
  const reply = { status: 404, headers: [], body: Readable.from(['x']) };
  expect(refusalLine('GET', undefined, reply)).toBe('GET (unreadable) 404 ');
});
