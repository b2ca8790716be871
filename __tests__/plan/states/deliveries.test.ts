import { describe, expect, test } from '@jest/globals';
import { accountId, factsOf, unchanged, type PlannedPart } from '../plan-documents';

const role = `arn:aws:iam::${accountId}:role/mover`;
const key = `arn:aws:kms:eu-west-1:${accountId}:key/1`;
const known = (value: string) => ({ known: true, value });

async function deliveriesOf(part: PlannedPart) {
  const { before, after } = await factsOf([part]);
  expect(after.deliveries).toEqual(before.deliveries);
  return after.deliveries;
}

describe('deliveries', () => {
  test('are replications with both their buckets, their role and the key of the replicas', async () => {
    const encryption_configuration = [{ replica_kms_key_id: key }];
    const rule = [
      { id: 'one', destination: [{ bucket: 'arn:aws:s3:::copy', encryption_configuration }] },
      { id: 'two', destination: [{ bucket: 'arn:aws:s3:::plain', encryption_configuration: [] }] },
    ];
    const found = await deliveriesOf(
      unchanged('aws_s3_bucket_replication_configuration', 'R', { bucket: 'source', role, rule }),
    );
    const address = 'aws_s3_bucket_replication_configuration.R';
    expect(found).toEqual([
      { kind: 'replication', address, buckets: ['source', 'copy'], role: known(role), keyArn: known(key) },
      { kind: 'replication', address, buckets: ['source', 'plain'], role: known(role) },
    ]);
  });

  test('are replications that the bucket says itself, as before version 4 of the provider', async () => {
    const rules = [{ destination: [{ bucket: 'arn:aws:s3:::copy', replica_kms_key_id: key }] }];
    const found = await deliveriesOf(
      unchanged('aws_s3_bucket', 'B', { bucket: 'source', replication_configuration: [{ role, rules }] }),
    );
    expect(found).toMatchObject([{ kind: 'replication', buckets: ['source', 'copy'], keyArn: known(key) }]);
  });

  test('are inventories, which S3 itself writes', async () => {
    const encryption = [{ sse_kms: [{ key_id: key }], sse_s3: [] }];
    const destination = [{ bucket: [{ bucket_arn: 'arn:aws:s3:::reports', format: 'CSV', encryption }] }];
    const found = await deliveriesOf(unchanged('aws_s3_bucket_inventory', 'I', { bucket: 'source', destination }));
    expect(found).toEqual([
      { kind: 'inventory', address: 'aws_s3_bucket_inventory.I', buckets: ['reports'], keyArn: known(key) },
    ]);
  });

  test('are access logs', async () => {
    const found = await deliveriesOf(
      unchanged('aws_s3_bucket_logging', 'L', { bucket: 'source', target_bucket: 'logs', target_prefix: '' }),
    );
    expect(found).toEqual([{ kind: 'accessLog', address: 'aws_s3_bucket_logging.L', buckets: ['logs'] }]);
  });

  test('are streams of Firehose and trails', async () => {
    const extended_s3_configuration = [{ bucket_arn: 'arn:aws:s3:::lake', role_arn: role, kms_key_arn: key }];
    const stream = unchanged('aws_kinesis_firehose_delivery_stream', 'F', { name: 'f', extended_s3_configuration });
    expect(await deliveriesOf(stream)).toEqual([
      {
        kind: 'firehose',
        address: 'aws_kinesis_firehose_delivery_stream.F',
        buckets: ['lake'],
        role: known(role),
        keyArn: known(key),
      },
    ]);
    expect(await deliveriesOf(unchanged('aws_cloudtrail', 'T', { s3_bucket_name: 'trail', kms_key_id: '' }))).toEqual([
      { kind: 'cloudTrail', address: 'aws_cloudtrail.T', buckets: ['trail'] },
    ]);
  });

  test('are states of other stacks that are read, with no word of what they hold', async () => {
    const config = { bucket: 'states', key: 'x.tfstate', role_arn: role, kms_key_id: key, secret_key: 'S3KR3T' };
    const values = { backend: 's3', config, outputs: { token: 'S3KR3T' } };
    const state = { mode: 'data', type: 'terraform_remote_state', name: 's', address: 'data.terraform_remote_state.s' };
    const prior_state = { values: { root_module: { resources: [{ ...state, values }] } } };
    const { after } = await factsOf([], { prior_state });
    expect(after.deliveries).toEqual([
      { kind: 'terraformState', address: state.address, buckets: ['states'], role: known(role), keyArn: known(key) },
    ]);
  });

  test('name a role that is not known with the reason', async () => {
    const { after } = await factsOf([
      {
        type: 'aws_kinesis_firehose_delivery_stream',
        name: 'F',
        after: { extended_s3_configuration: [{ bucket_arn: 'arn:aws:s3:::lake' }] },
        unknown: { extended_s3_configuration: [{ role_arn: true }] },
        written: { extended_s3_configuration: [{ role_arn: { references: ['local.role'] } }] },
      },
    ]);
    expect(after.deliveries).toMatchObject([{ role: { known: false, why: 'the role_arn is made of local.role' } }]);
  });
});
