import { describe, expect, test } from '@jest/globals';
import { checkReplication, replicationRoleArn, type Replication } from '../../../modules/core';
import { accountId, deployment } from '../../support/tenancy';

const far = { ...deployment, name: 'far', region: 'eu-central-1' };
const replication: Replication = {
  source: { placement: deployment, bucketName: 'corp-acme', keyArn: 'k' },
  destination: { placement: far, bucketName: 'corp-far-acme', keyArn: 'l' },
};

function codes(changes: Partial<Replication['source']>): readonly string[] {
  return checkReplication('p', { ...replication, source: { ...replication.source, ...changes } }).map(
    (one) => one.code,
  );
}

describe('checkReplication', () => {
  test('takes two buckets of one account', () => {
    expect(checkReplication('p', replication)).toEqual([]);
  });

  test.each([['arn:aws:s3:::corp-acme'], ['arn:aws:s3:::corp-*'], ['arn:aws:s3:::corp-acm?'], ['*']])(
    'takes the context pattern %s, which the ARN of the bucket matches',
    (pattern) => {
      expect(codes({ contextArns: [pattern] })).toEqual([]);
      expect(codes({ contextArns: ['arn:aws:s3:::corp-acme/*', pattern] })).toEqual([]);
    },
  );

  test.each([
    ['arn:aws:s3:::corp-acme/*'],
    ['arn:aws:s3:::corp-acm'],
    ['arn:aws:s3:::corp.acme'],
    ['arn:aws:s3:::CORP-ACME'],
    ['arn:aws:s3:::corp-acme?'],
    ['corp-acme'],
  ])('fails when the role is bound to the context pattern %s alone (F17)', (pattern) => {
    expect(codes({ contextArns: [pattern] })).toEqual(['TB2193']);
  });

  test('fails when the other end is another account or partition', () => {
    expect(codes({ placement: { ...deployment, accountId: '999988887777' } })).toEqual(['TB2195']);
    expect(codes({ placement: { ...deployment, partition: 'aws-cn' } })).toEqual(['TB2195']);
  });

  test('fails when both ends are one bucket', () => {
    expect(codes({ bucketName: 'corp-far-acme' })).toEqual(['TB2194']);
  });
});

test('the role of a replication is named after the bucket of the originals, as a literal', () => {
  expect(replicationRoleArn(deployment, 'corp-acme')).toBe(
    `arn:aws:iam::${accountId}:role/tenants/corp-acme-replication`,
  );
});
