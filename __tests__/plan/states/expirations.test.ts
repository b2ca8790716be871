import { describe, expect, test } from '@jest/globals';
import { factsOf, unchanged } from '../plan-documents';

const everything = { prefix: '', tags: {}, largerThan: 0, smallerThan: Infinity };

async function read(rule: readonly object[], unknown: object = {}) {
  const bucket = unchanged('aws_s3_bucket', 'B', { bucket: 'b' });
  const part = unchanged('aws_s3_bucket_lifecycle_configuration', 'L', { bucket: 'b', rule });
  const { after } = await factsOf([bucket, { ...part, unknown: { ...unknown } }]);
  return after.buckets.get('b');
}

describe('the expiries of a bucket', () => {
  test('are those of the rules that are enabled and delete objects', async () => {
    const found = await read([
      {
        id: 'one',
        status: 'Enabled',
        filter: [{ and: [], prefix: 'in/', tag: [] }],
        expiration: [{ days: 30, date: null }],
        noncurrent_version_expiration: [{ noncurrent_days: 7, newer_noncurrent_versions: '3' }],
      },
      { id: 'off', status: 'Disabled', expiration: [{ days: 1 }] },
      { id: 'markers', status: 'Enabled', expiration: [{ days: 0, expired_object_delete_marker: true }] },
      { id: 'parts', status: 'Enabled', abort_incomplete_multipart_upload: [{ days_after_initiation: 1 }] },
      { id: 'day', status: 'Enabled', prefix: 'old/', expiration: [{ date: '2027-01-01T00:00:00Z' }] },
    ]);
    expect(found?.expirations).toEqual({
      known: true,
      value: [
        { rule: 'one', of: 'current', scope: { ...everything, prefix: 'in/' }, after: { days: 30 }, keeps: 0 },
        { rule: 'one', of: 'noncurrent', scope: { ...everything, prefix: 'in/' }, after: { days: 7 }, keeps: 3 },
        {
          rule: 'day',
          of: 'current',
          scope: { ...everything, prefix: 'old/' },
          after: { date: '2027-01-01T00:00:00Z' },
          keeps: 0,
        },
      ],
    });
    expect(found?.lifecycleAddress).toBe('aws_s3_bucket_lifecycle_configuration.L');
  });

  test('speak of what meets all of a filter', async () => {
    const and = [{ prefix: 'p/', tags: { a: 'b' }, object_size_greater_than: 5, object_size_less_than: 9 }];
    const found = await read([
      { id: 'and', status: 'Enabled', filter: [{ and }], expiration: [{ days: 1 }] },
      { id: 'tag', status: 'Enabled', filter: [{ tag: [{ key: 'k', value: '' }] }], expiration: [{ days: 1 }] },
    ]);
    expect(found?.expirations).toMatchObject({
      value: [
        { scope: { prefix: 'p/', tags: { a: 'b' }, largerThan: 5, smallerThan: 9 } },
        { scope: { ...everything, tags: { k: '' } } },
      ],
    });
  });

  test('stand in the bucket itself where an old provider has them, and nowhere else', async () => {
    const lifecycle_rule = [{ id: 'old', prefix: 'x/', enabled: true, expiration: [{ days: 3 }] }];
    const bucket = unchanged('aws_s3_bucket', 'B', { bucket: 'b', lifecycle_rule });
    const inline = await factsOf([bucket]);
    expect(inline.after.buckets.get('b')?.expirations).toMatchObject({
      value: [{ rule: 'old', of: 'current', scope: { prefix: 'x/' }, after: { days: 3 } }],
    });
    const split = { bucket: 'b', rule: [] };
    const both = await factsOf([bucket, unchanged('aws_s3_bucket_lifecycle_configuration', 'L', split)]);
    expect(both.after.buckets.get('b')?.expirations).toEqual({ known: true, value: [] });
  });

  test('are not known where a rule is not', async () => {
    expect((await read([], { rule: true }))?.expirations.known).toBe(false);
    const odd = [{ id: 'odd', status: 'Enabled', expiration: [{ days: 'soon' }] }];
    expect((await read(odd))?.expirations).toMatchObject({ known: false, why: expect.stringContaining('no number') });
  });
});
