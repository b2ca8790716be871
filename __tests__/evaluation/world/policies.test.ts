import { describe, expect, test } from '@jest/globals';
import { describeGrant, describeKey, known, unknown, type GrantConstraints, type World } from '../../../modules/core';
import { ResolvedRequest } from '../../../modules/evaluation/request/view';
import { compare } from '../../../modules/evaluation/world/compare';
import { compile } from '../../../modules/evaluation/world/compiled-world';
import { PolicyShelf, unknownPolicy } from '../../../modules/evaluation/world/policies';
import { whoCan } from '../../../modules/evaluation/world/who-can';
import { plainBucket } from '../../support/object-requests';
import { keyArnOf, roleArnOf, tenantWorld } from '../../../tools/bench/tenant-worlds';

const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

describe('PolicyShelf', () => {
  test('reads a policy once, and takes what says the same from an earlier shelf', () => {
    const earlier = new PolicyShelf();
    const policy = earlier.policy('admin', 'identity', known(document));
    const shelf = new PolicyShelf(earlier);
    expect(earlier.policy('admin', 'identity', known(document))).toBe(policy);
    expect(shelf.policy('admin', 'identity', known(structuredClone(document)))).toBe(policy);
    expect(shelf.policy('admin', 'identity', known({ ...document, Statement: [] }))).not.toBe(policy);
  });

  test('has no policy where there is no document', () => {
    expect(new PolicyShelf().policy('none', 'resource', known(undefined))).toBeUndefined();
  });
});

const anything = new ResolvedRequest({
  request: {
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::b/k',
    principal: { kind: 'anonymous', text: 'anonymous' },
  },
});

describe('unknownPolicy', () => {
  test('may allow and may deny, for the reason given and with no evidence', () => {
    const { statements } = unknownPolicy('bucket policy', 'resource', 'not applied yet');
    const told = statements.map((one) => [
      one.effect,
      one.applies(anything),
      one.doubts(anything),
      one.evidence(anything),
    ]);
    expect(told).toEqual([
      ['Allow', 1, ['not applied yet'], ''],
      ['Deny', 1, ['not applied yet'], ''],
    ]);
  });
});

describe('the grants of a key', () => {
  const keyArn = keyArnOf('plain');
  const can = (constraints: GrantConstraints): readonly string[] => {
    const grantee = roleArnOf('acme-writer');
    const parts = {
      keys: [describeKey({ arn: keyArn })],
      grants: [
        describeGrant({
          id: 'g',
          keyArn,
          granteePrincipal: known(grantee),
          operations: known(['Decrypt']),
          constraints: known(constraints),
        }),
      ],
    };
    const answers = whoCan(compile(tenantWorld(['acme'], parts)), 'kms:Decrypt', keyArn);
    return answers.filter(({ verdict }) => verdict === 'allow').map(({ principal }) => principal);
  };

  test('carry access to a key whose policy says nothing, under their constraint', () => {
    expect(can({})).toEqual([roleArnOf('acme-writer')]);
    expect(can({ encryptionContextSubset: {} })).toEqual([roleArnOf('acme-writer')]);
    expect(can({ encryptionContextSubset: { 'aws:s3:arn': 'arn:aws:s3:::elsewhere' } })).toEqual([]);
  });
});

describe('a bucket that no policy names', () => {
  test('is compared all the same', () => {
    const world = (parts: object): World => tenantWorld([], { buckets: [plainBucket(parts)] });
    const { unknown: doubtful } = compare(compile(world({})), compile(world({ policy: unknown('not applied yet') })));
    expect(doubtful.map(({ resource }) => resource)).toContain('arn:aws:s3:::corp-acme');
  });
});
