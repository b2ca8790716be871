import { describe, expect, test } from '@jest/globals';
import { PoolStack } from '../../modules/constructs';
import type { Tenant } from '../../modules/core';
import { StackJudge, type Reading, type Sent } from '../support/judge-stack';
import { poolBucket } from '../support/pools';
import { synthesize } from '../support/synthesize';
import { acme, createdWriter, deployment } from '../support/tenancy';

const reader = { ...createdWriter, name: 'reports', access: 'reader' as const };
const blue: Tenant = { ...acme, id: 'blue', isolation: 'shared', principals: [createdWriter, reader] };
const red: Tenant = { ...blue, id: 'red' };

function judgeOf(...tenants: readonly Tenant[]): StackJudge {
  const props = { deployment, tenants, tags: {}, bucketName: poolBucket };
  return new StackJudge(synthesize((app) => new PoolStack(app, 'pool', props)));
}

const judge = judgeOf(blue, red);
const blueKey = judge.keyArn('tenant blue');
const redKey = judge.keyArn('tenant red');
const blueWriter = judge.role('corp-blue-app');
const blueReader = judge.role('corp-blue-reports');
const administrator = judge.administrator();
const readings: readonly Reading[] = ['effective', 'headerOnly'];
const under = (keyArn: string): Sent => ({ algorithm: 'aws:kms', keyArn });

describe.each(readings)('the policies of a pool in the reading %s', (reading) => {
  test('let a writer write under its tenant’s key on its tenant’s prefix', () => {
    expect(judge.write(blueWriter, 'blue/x', under(blueKey), reading).decision).toBe('allow');
  });

  test.each<readonly [string, string, Sent]>([
    ['another tenant’s key (F14)', 'blue/x', under(redKey)],
    ['no header, so under the sentinel', 'blue/x', {}],
    ['SSE-S3', 'blue/x', { algorithm: 'AES256' }],
    ['DSSE', 'blue/x', { algorithm: 'aws:kms:dsse', keyArn: blueKey }],
    ['SSE-KMS without a key', 'blue/x', { algorithm: 'aws:kms' }],
    ['a key of the client’s own', 'blue/x', { customerKey: true }],
    ['its own key on the other’s prefix', 'red/x', under(blueKey)],
    ['the other’s key on the other’s prefix', 'red/x', under(redKey)],
    ['its own key outside every prefix', 'x', under(blueKey)],
    ['its own key in a prefix that only begins like its own (F09)', 'blue2/x', under(blueKey)],
  ])('refuse a write of a tenant’s writer with %s', (_, object, sent) => {
    expect(judge.write(blueWriter, object, sent, reading).decision).toBe('explicitDeny');
  });

  test.each<readonly [string, string, Sent]>([
    ['on a tenant’s prefix, under its key', 'blue/x', under(blueKey)],
    ['outside every prefix', 'x', under(blueKey)],
    ['without any header', 'blue/x', {}],
  ])('refuse a write of an administrator %s', (_, object, sent) => {
    expect(judge.write(administrator, object, sent, reading).decision).toBe('explicitDeny');
  });

  test('refuse a write without a Bucket Key at KMS, whose context is then the object (F15)', () => {
    const { decision, reasons } = judge.write(blueWriter, 'blue/x', { ...under(blueKey), bucketKey: false }, reading);
    expect(decision).toBe('implicitDeny');
    expect(new Set(reasons.map((one) => one.leg))).toEqual(new Set([1]));
  });
});

describe('the policies of a pool', () => {
  test('let upload parts pass of which S3 tells no key, unless the tenant is strict', () => {
    const part = (of: StackJudge): string => of.ask(of.role('corp-blue-app'), 's3:PutObject', 'blue/x').decision;
    expect(part(judge)).toBe('allow');
    expect(part(judgeOf({ ...blue, enforcement: 'strict' }))).toBe('explicitDeny');
  });

  test('refuse a header-less write in the headerOnly reading at the sentinel, and a strict tenant’s at S3 already', () => {
    const legs = (of: StackJudge): readonly (number | undefined)[] =>
      of.write(of.role('corp-blue-app'), 'blue/x', {}, 'headerOnly').reasons.map((one) => one.leg);
    expect(legs(judge)).toEqual([1]);
    expect(legs(judgeOf({ ...blue, enforcement: 'strict' }))).toContain(0);
  });

  test('let a reader read what lies on its prefix under its key', () => {
    expect(judge.read(blueReader, 'blue/x', blueKey).decision).toBe('allow');
  });

  test.each([
    ['a reader of another prefix', blueReader, 'red/x', redKey],
    ['a writer of its own prefix', blueWriter, 'blue/x', blueKey],
    ['an administrator', administrator, 'blue/x', blueKey],
  ])('refuse a read of %s', (_, caller, object, keyArn) => {
    expect(judge.read(caller, object, keyArn).decision).not.toBe('allow');
  });

  test('refuse a read at KMS too: no grant lets a tenant use the key of another', () => {
    const { decision, reasons } = judge.read(blueReader, 'blue/x', redKey);
    expect(decision).toBe('implicitDeny');
    expect(new Set(reasons.map((one) => one.leg))).toEqual(new Set([1]));
  });

  test.each([
    's3:GetObjectVersion',
    's3:DeleteObject',
    's3:DeleteObjectVersion',
    's3:PutObjectTagging',
    's3:GetObjectTagging',
    's3:AbortMultipartUpload',
    's3:RestoreObject',
    's3:BypassGovernanceRetention',
    's3:UpdateObjectEncryption',
    's3:ReplicateDelete',
  ])('refuse %s on a tenant’s prefix to an administrator', (action) => {
    expect(judge.ask(administrator, action, 'blue/x').decision).toBe('explicitDeny');
  });

  test.each<readonly [string, string | null, string]>([
    ['its own prefix', 'blue/', 'allow'],
    ['a folder in its own prefix', 'blue/2024/', 'allow'],
    ['another’s prefix', 'red/', 'explicitDeny'],
    ['the first letters of its own prefix', 'blu', 'explicitDeny'],
    ['its own prefix without the slash', 'blue', 'explicitDeny'],
    ['an empty prefix', '', 'explicitDeny'],
    ['no prefix', null, 'explicitDeny'],
  ])('answer a list of %s by a reader', (_, prefix, decision) => {
    expect(judge.ask(blueReader, 's3:ListBucket', undefined, { 's3:prefix': prefix }).decision).toBe(decision);
  });

  test.each(['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'])(
    'refuse %s to an administrator, with a prefix or without',
    (action) => {
      for (const prefix of ['blue/', 'red/', '', null])
        expect(judge.ask(administrator, action, undefined, { 's3:prefix': prefix }).decision).toBe('explicitDeny');
    },
  );

  test('leave settings of the bucket to whoever may set them, except default encryption', () => {
    expect(judge.ask(administrator, 's3:GetBucketPolicy', undefined).decision).toBe('allow');
    expect(judge.ask(administrator, 's3:PutEncryptionConfiguration', undefined).decision).toBe('explicitDeny');
    const deployer = judge.administrator(deployment.deployerArn);
    expect(judge.ask(deployer, 's3:PutEncryptionConfiguration', undefined).decision).toBe('allow');
  });

  test('refuse requests without TLS and form uploads', () => {
    const key = { 's3:x-amz-server-side-encryption-aws-kms-key-id': blueKey };
    expect(judge.ask(blueWriter, 's3:PutObject', 'blue/x', key).decision).toBe('allow');
    for (const plain of [{ 'aws:SecureTransport': 'false' }, { 's3:authType': 'POST' }])
      expect(judge.ask(blueWriter, 's3:PutObject', 'blue/x', { ...key, ...plain }).decision).toBe('explicitDeny');
  });

  test('let in nobody of a suspended tenant, and the others as before', () => {
    const suspended = judgeOf({ ...blue, state: 'suspended' }, red);
    const keyArn = suspended.keyArn('tenant blue');
    const role = suspended.role('corp-blue-reports');
    expect(suspended.read(role, 'blue/x', keyArn).decision).toBe('explicitDeny');
    expect(suspended.ask(role, 's3:ListBucket', undefined, { 's3:prefix': 'blue/' }).decision).toBe('explicitDeny');
    expect(suspended.write(suspended.role('corp-blue-app'), 'blue/x', under(keyArn)).decision).toBe('explicitDeny');
    expect(suspended.read(suspended.role('corp-red-reports'), 'red/x', suspended.keyArn('tenant red')).decision).toBe(
      'allow',
    );
  });

  test('let in only sessions with the tags that are asked for', () => {
    const tagged = judgeOf({ ...blue, principals: [{ ...createdWriter, principalTags: { team: 'a' } }] });
    const keyArn = tagged.keyArn('tenant blue');
    const write = (tag: string | null): string => {
      const caller = { ...tagged.role('corp-blue-app'), context: { 'aws:PrincipalTag/team': tag } };
      return tagged.write(caller, 'blue/x', under(keyArn)).decision;
    };
    expect([write('a'), write('b'), write(null)]).toEqual(['allow', 'implicitDeny', 'implicitDeny']);
  });

  test('let in a principal of another account to its prefix alone', () => {
    const arn = 'arn:aws:iam::444455556666:role/analyst';
    const foreign = judgeOf({ ...blue, principals: [{ kind: 'existing', arn, access: 'reader' }] }, red);
    const analyst = foreign.administrator(arn);
    expect(foreign.read(analyst, 'blue/x', foreign.keyArn('tenant blue')).decision).toBe('allow');
    expect(foreign.read(analyst, 'red/x', foreign.keyArn('tenant red')).decision).toBe('explicitDeny');
    expect(foreign.ask(foreign.administrator(`${arn}-2`), 's3:GetObject', 'blue/x').decision).toBe('explicitDeny');
  });
});
