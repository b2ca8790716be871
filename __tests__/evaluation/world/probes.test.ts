import { describe, expect, test } from '@jest/globals';
import {
  describeBucket,
  describeGrant,
  describeKey,
  describeWorld,
  known,
  unknown,
  type GrantConstraints,
  type WorldParts,
} from '../../../modules/core';
import { PolicyShelf } from '../../../modules/evaluation/world/policies';
import { boundaryKeys, Probes, shownKey } from '../../../modules/evaluation/world/probes';
import { indexWorld } from '../../../modules/evaluation/world/world-index';
import { plainBucket } from '../../support/object-requests';

describe('Probes', () => {
  const bucket = plainBucket();

  function keysIn(parts: WorldParts): readonly string[] {
    const world = describeWorld({ buckets: [bucket], ...parts });
    return [...new Probes(indexWorld(world, new PolicyShelf())).keysIn(bucket)];
  }

  test('ask about one object anywhere, and about one under and one beside each vended prefix', () => {
    const prefixed = { id: 'a', bucket: bucket.name, prefix: 'in/', keyArn: known('') };
    expect(keysIn({})).toEqual(['object']);
    expect(keysIn({ tenants: [prefixed] })).toEqual(['object', 'in/object', 'in-neighbour/object']);
  });

  test('follow the patterns of every policy that may mean the bucket', () => {
    const policy = known({
      Statement: { Effect: 'Deny', Resource: ['arn:aws:s3:::corp-*/logs/*', 'arn:aws:s3:::else*/x'] },
    });
    const other = describeBucket({ name: 'other', accountId: bucket.accountId, region: bucket.region, policy });
    expect(keysIn({ buckets: [bucket, other] })).toEqual(['object', 'logs/object', 'logs-neighbour/object']);
  });
});

describe('Probes of encryption contexts', () => {
  const bucket = plainBucket();
  const context = (arn: string) => ({ 'aws:s3:arn': arn });
  const grant = (id: string, constraints: GrantConstraints | undefined) =>
    describeGrant({
      id,
      keyArn: 'key',
      granteePrincipal: known('role'),
      operations: known([]),
      constraints: constraints ? known(constraints) : unknown('later'),
    });

  test('follow the objects that key policies and grants name', () => {
    const condition = { StringLike: { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::corp-acme/in/*' } };
    const key = describeKey({ arn: 'key', policy: known({ Statement: { Effect: 'Allow', Condition: condition } }) });
    const grants = [
      grant('equals', { encryptionContextEquals: context('arn:aws:s3:::corp-acme/one') }),
      grant('subset', { encryptionContextSubset: context('arn:aws:s3:::corp-acme/two') }),
      grant('free', {}),
      grant('later', undefined),
    ];
    const world = describeWorld({ buckets: [bucket], keys: [key], grants });
    const found = [...new Probes(indexWorld(world, new PolicyShelf())).keysIn(bucket)];
    expect(found).toEqual(['object', 'in/object', 'in-neighbour/object', 'one', 'two']);
  });
});

describe('boundaryKeys', () => {
  test.each<[string, readonly string[]]>([
    ['*', ['object']],
    ['team/*', ['team/object', 'team-neighbour/object']],
    ['team*', ['teamobject', 'team-neighbour/object']],
    ['a/*/private/?', ['a/object/private/object', 'a-neighbour/object', 'a/object/private-neighbour/object']],
    ['exactly/this', ['exactly/this']],
  ])('%s is covered by the first and bounded by the others of %j', (pattern, keys) => {
    expect(boundaryKeys(pattern)).toEqual(keys);
  });
});

describe('shownKey', () => {
  test('lets the sample stand for any object and keeps every other key', () => {
    expect(['object', 'team/object', 'teamobject', 'file'].map(shownKey)).toEqual([
      '*',
      'team/*',
      'teamobject',
      'file',
    ]);
  });
});
