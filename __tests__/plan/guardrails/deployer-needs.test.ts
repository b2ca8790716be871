import { describe, expect, test } from '@jest/globals';
import type { Tenant } from '../../../modules/core';
import { stackWorld, vendNeeds, type NamedStack } from '../../../modules/plan';
import { adoption } from '../../support/adoption';
import { reportedEnvironment } from '../../support/foundations';
import { activeTenant, pendingTenant } from '../../support/handshakes';
import { objectAt, parseJsonObject, type JsonObject } from '../../support/json';
import { farPlacement, replicate, replicatorArn } from '../../support/replications';
import { synthesizedStacks } from '../../support/synthesized-world';
import { acme, environmentOf } from '../../support/tenancy';
import { accountId, provider } from '../documents';
import { asked, askedOf, bucketArn, bucketReads, deployerArn, hand, needsOf, only } from './deployer';

describe('the deployer', () => {
  const elsewhere = 'arn:aws:iam::444455556666:role/there';
  const aws = [
    ...provider.aws,
    { alias: 'far', region: 'eu-central-1', assume_role: [{ role_arn: elsewhere }] },
    { alias: 'near', region: 'eu-west-2', allowed_account_ids: [accountId] },
  ];

  test('is the role that the provider of a resource assumes, in its account and region', () => {
    const at = (name: string) => ({ aws_s3_bucket_versioning: { V: { bucket: 'b', provider: `aws.${name}` } } });
    const needs = hand(at('far'), { provider: { aws } });
    expect(only(needs, 's3:PutBucketVersioning')).toMatchObject({
      principal: elsewhere,
      accountId: '444455556666',
      values: { 'aws:RequestedRegion': 'eu-central-1' },
    });
    const near = hand(at('near'), { provider: { aws } });
    expect(only(near, 's3:PutBucketVersioning')).toMatchObject({
      principal: deployerArn,
      accountId,
      values: { 'aws:RequestedRegion': 'eu-west-2' },
    });
  });

  test('is asked of each stack what is in it', () => {
    const stacks = ['one', 'two'].map((name) => ({
      name,
      document: { provider, resource: { aws_s3_bucket_versioning: { V: { bucket: name } } } },
    }));
    const read = stackWorld(stacks);
    expect(vendNeeds(read, [{ stack: 'two', deployerArn }]).map(({ resource }) => resource)).toEqual([
      'arn:aws:s3:::two',
      'arn:aws:s3:::two',
    ]);
  });
});

describe('what the constructs synthesize', () => {
  const plain = synthesizedStacks(environmentOf(acme));
  const reported = synthesizedStacks(reportedEnvironment([acme]));
  const objectLock = { mode: 'GOVERNANCE' as const, days: 30 };
  const adopted: Tenant = { ...acme, id: 'legacy', principals: [], adopt: adoption };
  const taken = synthesizedStacks(environmentOf({ ...adopted, lifecycle: { ...acme.lifecycle, objectLock } }));
  const far = { aws: [...provider.aws, { ...provider.aws[0], alias: 'far', region: farPlacement.region }] };
  const replicated = [{ name: 'copy', document: { ...replicate().json, provider: far } }];
  const everything = [...reported, ...taken, ...replicated].map((one, index) => ({ ...one, name: String(index) }));

  /** The stacks with some of their resources. */
  function keeping(stacks: readonly NamedStack[], keeps: (type: string) => boolean): readonly NamedStack[] {
    return stacks.map(({ name, document }) => {
      const kept = Object.entries(resourcesOf(document)).filter(([type]) => keeps(type));
      return { name, document: { ...rootOf(document), resource: Object.fromEntries(kept) } };
    });
  }

  /** What the one asks and the other does not. */
  function more(stacks: readonly NamedStack[], than: readonly NamedStack[]): readonly string[] {
    const known = asked(needsOf(than));
    return asked(needsOf(stacks)).filter((one) => !known.includes(one));
  }

  test.each([...new Set(everything.flatMap(({ document }) => Object.keys(resourcesOf(document))))].sort())(
    '%s asks something',
    (type) => {
      const others = ['aws_iam_role', 'aws_kms_key', 'aws_s3_bucket'].filter((one) => one !== type);
      const without = keeping(everything, (one) => others.includes(one));
      const whole = keeping(everything, (one) => one === type || others.includes(one));
      expect(more(whole, without)).not.toEqual([]);
    },
  );

  test('asks for logs and inventories only where a foundation takes them, and for its buckets and key', () => {
    const [logs, reports] = ['arn:aws:s3:::corp-logs', 'arn:aws:s3:::corp-reports'];
    const asks = more(reported, plain);
    expect(asks.filter((one) => one.endsWith(bucketArn))).toEqual(
      askedOf(bucketArn, ['s3:GetInventoryConfiguration', 's3:PutBucketLogging', 's3:PutInventoryConfiguration']),
    );
    const made = [
      's3:CreateBucket',
      ...bucketReads,
      ...['s3:GetBucketOwnershipControls', 's3:GetBucketPublicAccessBlock'],
      ...['s3:PutBucketOwnershipControls', 's3:PutBucketPolicy', 's3:PutBucketPublicAccessBlock'],
      ...['s3:PutBucketTagging', 's3:PutBucketVersioning'],
      ...['s3:PutEncryptionConfiguration', 's3:PutLifecycleConfiguration'],
    ];
    for (const one of [logs, reports]) expect(asks.filter((ask) => ask.endsWith(one))).toEqual(askedOf(one, made));
    expect(asks.filter((ask) => ask.includes('corp-reports') && ask.startsWith('kms:'))).toEqual([
      'kms:CreateAlias arn:aws:kms:eu-west-1:111122223333:alias/corp-reports',
    ]);
    expect(more(plain, reported)).toEqual([]);
  });

  test('asks nothing of KMS for a tenant whose key is not there yet, and default encryption once it is', () => {
    const [pending, active] = [pendingTenant, activeTenant].map((one) => synthesizedStacks(environmentOf(one)));
    expect(asked(needsOf(pending ?? [])).filter((one) => one.startsWith('kms:'))).toEqual([]);
    expect(more(active ?? [], pending ?? [])).toEqual([`s3:PutEncryptionConfiguration ${bucketArn}`]);
  });

  test('makes neither bucket nor key of what it takes over', () => {
    const asks = needsOf(taken).map(({ action }) => action);
    expect(asks).toEqual(expect.arrayContaining(['s3:PutBucketObjectLockConfiguration', 'kms:UpdateKeyDescription']));
    for (const action of ['s3:CreateBucket', 'kms:CreateKey']) {
      expect(asks).not.toContain(action);
      expect(needsOf(plain).map((one) => one.action)).toContain(action);
    }
  });

  test('asks for replication and for the passing of its role only where it is', () => {
    const without = keeping(replicated, (type) => type !== 'aws_s3_bucket_replication_configuration');
    expect(more(replicated, without)).toEqual([
      `iam:PassRole ${replicatorArn}`,
      `s3:PutReplicationConfiguration ${bucketArn}`,
    ]);
  });

  test('asks in the region of the replicas what is made there', () => {
    const ofReplicas = needsOf(replicated).filter(
      ({ action, values }) => action === 'kms:CreateGrant' && values['aws:RequestedRegion'] === farPlacement.region,
    );
    expect(ofReplicas).toHaveLength(1);
  });
});

function rootOf(document: unknown): JsonObject {
  return parseJsonObject(JSON.stringify(document));
}

function resourcesOf(document: unknown): JsonObject {
  return objectAt(rootOf(document), 'resource');
}
