import { describe, expect, test } from '@jest/globals';
import { factsOf, unchanged } from '../plan-documents';

async function read(values: object, type = 'aws_s3_bucket_object_lock_configuration') {
  const isSplit = type !== 'aws_s3_bucket';
  const split = isSplit ? [unchanged(type, 'L', { bucket: 'b', ...values })] : [];
  const bucket = unchanged('aws_s3_bucket', 'B', { bucket: 'b', ...(isSplit ? {} : values) });
  return (await factsOf([bucket, ...split])).after.buckets.get('b')?.retention;
}

describe('the retention of a bucket', () => {
  test.each([
    [
      { mode: 'COMPLIANCE', days: 10, years: null },
      { mode: 'COMPLIANCE', days: 10 },
    ],
    [
      { mode: 'GOVERNANCE', years: 2 },
      { mode: 'GOVERNANCE', days: 730 },
    ],
  ])('is that of Object Lock: %j', async (default_retention, value) => {
    expect(await read({ rule: [{ default_retention: [default_retention] }] })).toEqual({ known: true, value });
  });

  test('is none where nothing says one', async () => {
    expect(await read({ rule: [] })).toEqual({ known: true, value: undefined });
    expect(await read({}, 'aws_s3_bucket')).toEqual({ known: true, value: undefined });
  });

  test('stands in the bucket itself where an old provider has it', async () => {
    const rule = [{ default_retention: [{ mode: 'GOVERNANCE', days: 1 }] }];
    const object_lock_configuration = [{ object_lock_enabled: 'Enabled', rule }];
    expect(await read({ object_lock_configuration }, 'aws_s3_bucket')).toMatchObject({ value: { days: 1 } });
  });
});
