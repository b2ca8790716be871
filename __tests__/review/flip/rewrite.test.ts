import { describe, expect, test } from '@jest/globals';
import { neighbours, rewriteOf } from '../../../modules/review/flip/rewrite';
import type { StatementPlace } from '../../../modules/review/flip/written-place';
import { plainBucket } from '../../support/object-requests';

const bucket = plainBucket();
const arn = `arn:aws:s3:::${bucket.name}`;
const context = 'kms:EncryptionContext:aws:s3:arn';

function place(Condition: unknown, Effect = 'Allow'): StatementPlace {
  const json = { Effect, Condition };
  return {
    kind: 'statement',
    policy: 'key policy of arn:aws:kms:eu-west-1:111122223333:key/1',
    statement: 'Use',
    json,
    marks: [],
    address: undefined,
  };
}

function rewritten(Condition: unknown, turnedOn = true): unknown {
  const text = rewriteOf(place(Condition), bucket, turnedOn);
  return JSON.parse(text.slice(text.indexOf('{')));
}

describe('rewriteOf', () => {
  test('puts the bucket beside the objects, and keeps what else is asked', () => {
    const via = { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' };
    const condition = { StringEquals: { ...via, [context]: `${arn}/one` }, Bool: { 'aws:SecureTransport': 'true' } };
    expect(rewritten(condition)).toEqual({
      StringEquals: via,
      Bool: { 'aws:SecureTransport': 'true' },
      StringLike: { [context]: [arn, `${arn}/one`] },
    });
  });

  test('puts the objects beside the bucket', () => {
    expect(rewritten({ StringEquals: { [context]: arn } }, false)).toEqual({
      StringLike: { [context]: [arn, `${arn}/*`] },
    });
  });

  test('takes a wildcard back that reaches past the bucket, and spells the key as it was', () => {
    const key = 'kms:encryptioncontext:AWS:s3:arn';
    expect(rewritten({ StringLike: { [key]: `${arn}*`, 'aws:PrincipalTag/x': 'y' } })).toEqual({
      StringLike: { 'aws:PrincipalTag/x': 'y', [key]: [arn, `${arn}/*`] },
    });
  });

  test('names the statement', () => {
    expect(rewriteOf(place({}), bucket, true)).toMatch(/^in Use of the key policy of key\/1 write "Condition": /);
  });
});

describe('neighbours', () => {
  const open = place({ StringLike: { [context]: `${arn}*` } });

  test('are the buckets that are there, else one that anybody could make', () => {
    expect(neighbours(open, bucket, [bucket.name, `${bucket.name}-logs`, 'else'])).toEqual([`${bucket.name}-logs`]);
    expect(neighbours(open, bucket, [bucket.name])).toEqual([`${bucket.name}-evil`]);
  });

  test.each([
    ['the bucket and its objects', place({ StringLike: { [context]: [arn, `${arn}/*`] } })],
    ['another bucket alone', place({ StringLike: { [context]: 'arn:aws:s3:::else*' } })],
    ['what it denies', place({ StringLike: { [context]: `${arn}*` } }, 'Deny')],
    ['nothing', place(undefined)],
  ])('are none of %s', (_name, one) => {
    expect(neighbours(one, bucket, [])).toEqual([]);
  });
});
