import { describe, expect, test } from '@jest/globals';
import { factsOf, unchanged } from '../plan-documents';

const key = 'arn:aws:kms:eu-west-1:777788889999:key/1';
const none = { known: true, value: undefined };

async function read(values: object, more: object = {}) {
  const bucket = unchanged('aws_s3_bucket', 'B', { bucket: 'b', ...more });
  const split = Object.keys(values).length > 0;
  const configuration = unchanged('aws_s3_bucket_replication_configuration', 'R', { bucket: 'b', ...values });
  return (await factsOf(split ? [bucket, configuration] : [bucket])).after.buckets.get('b');
}

describe('the replications of a bucket', () => {
  test('are its rules that are enabled, with the account and key of their copies', async () => {
    const encryption_configuration = [{ replica_kms_key_id: key }];
    const found = await read({
      rule: [
        {
          id: 'one',
          status: 'Enabled',
          destination: [{ bucket: 'arn:aws:s3:::copy', account: '777788889999', encryption_configuration }],
        },
        { id: '', status: 'Enabled', destination: [{ bucket: 'arn:aws:s3:::plain', encryption_configuration: [] }] },
        { id: 'off', status: 'Disabled', destination: [{ bucket: 'arn:aws:s3:::copy' }] },
      ],
    });
    expect(found?.replications).toEqual({
      known: true,
      value: [
        {
          rule: 'one',
          destination: { known: true, value: 'copy' },
          accountId: { known: true, value: '777788889999' },
          keyArn: { known: true, value: key },
        },
        { rule: 'without an id', destination: { known: true, value: 'plain' }, accountId: none },
      ],
    });
    expect(found?.replicationAddress).toBe('aws_s3_bucket_replication_configuration.R');
  });

  test('stand in the bucket itself where an old provider has them', async () => {
    const destination = [{ bucket: 'arn:aws:s3:::copy', account_id: '777788889999', replica_kms_key_id: key }];
    const replication_configuration = [{ rules: [{ id: 'old', status: 'Enabled', destination }] }];
    expect((await read({}, { replication_configuration }))?.replications).toMatchObject({
      value: [{ rule: 'old', accountId: { value: '777788889999' }, keyArn: { value: key } }],
    });
  });
});
