import { describe, expect, test } from '@jest/globals';
import { describeKey, describeWorld, known, unknown, type WorldParts } from '../../../modules/core';
import { KeyIndex } from '../../../modules/evaluation/world/key-index';

const keyArn = 'arn:aws:kms:eu-west-1:111122223333:key/k';
const scope = { partition: 'aws', region: 'eu-west-1', requesterAccountId: '111122223333' };

function index(parts: WorldParts = {}): KeyIndex {
  return new KeyIndex(describeWorld({ keys: [describeKey({ arn: keyArn, aliases: known(['alias/k']) })], ...parts }));
}

describe('KeyIndex', () => {
  test.each([keyArn, 'k', 'alias/k', 'arn:aws:kms:eu-west-1:111122223333:alias/k'])(
    'finds the key of %s',
    (reference) => {
      expect(index().resolve(reference, scope)).toMatchObject({ kind: 'key', arn: keyArn });
    },
  );

  test('reads ids and aliases in the requester’s account', () => {
    const foreign = { ...scope, requesterAccountId: '444455556666' };
    expect(index().resolve('k', foreign)).toMatchObject({ kind: 'absent', accountId: '444455556666', certain: false });
    expect(index({ complete: true }).resolve('alias/k', foreign)).toMatchObject({ kind: 'absent', certain: true });
  });

  test('tells a key of another region, listed or not', () => {
    const elsewhere = { ...scope, region: 'us-east-1' };
    expect(index().resolve(keyArn, elsewhere)).toEqual({ kind: 'wrongRegion', arn: keyArn, region: 'eu-west-1' });
    const unlisted = 'arn:aws:kms:eu-west-1:111122223333:key/other';
    expect(index().resolve(unlisted, elsewhere)).toEqual({ kind: 'wrongRegion', arn: unlisted, region: 'eu-west-1' });
  });

  test('finds the AWS managed key that is listed, else makes one up', () => {
    const listed = describeKey({ arn: keyArn, aliases: known(['alias/aws/s3']), awsManaged: true });
    expect(index({ keys: [listed] }).resolve('alias/aws/s3', scope)).toMatchObject({ key: listed });
    expect(index().resolve('alias/aws/s3', scope)).toMatchObject({ kind: 'key', key: { awsManaged: true } });
  });

  test('does not know an alias while some key’s aliases are not known', () => {
    const doubtful = index({ keys: [describeKey({ arn: keyArn, aliases: unknown('not read') })] });
    expect(doubtful.resolve('alias/k', scope)).toEqual({
      kind: 'unknown',
      why: `the aliases of ${keyArn} are not known`,
    });
  });

  test('resolves a reference that is not known by its symbol', () => {
    expect(index().resolveFact(unknown('not applied yet', keyArn), scope)).toMatchObject({ kind: 'key', arn: keyArn });
    expect(index().resolveFact(unknown('not applied yet', 'nothing'), scope)).toMatchObject({ kind: 'unknown' });
    expect(index().resolveFact(unknown('not applied yet'), scope)).toEqual({ kind: 'unknown', why: 'not applied yet' });
  });
});
