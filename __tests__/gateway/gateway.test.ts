import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateGrantCommand, CreateKeyCommand, KMSClient, RevokeGrantCommand } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startGateway, type Gateway } from '../../modules/gateway';
import { objectsAt, parseJsonObject, type JsonObject } from '../support/json';
import { startStubUpstream, type StubUpstream } from '../support/stub-upstream';

const accountId = '111122223333';
const bucket = 'corp-acme';
const bucketArn = `arn:aws:s3:::${bucket}`;
const roleArn = `arn:aws:iam::${accountId}:role/app`;

let upstream: StubUpstream;
let gateway: Gateway;
let keyArn = '';
let grantIds: readonly string[] = [];

const admin = { accessKeyId: accountId, secretAccessKey: 'test' };

type Credentials = typeof admin & { readonly sessionToken?: string };

function options(credentials: Credentials) {
  return { endpoint: gateway.endpoint, region: 'eu-west-1', credentials };
}

function s3(credentials: Credentials = admin): S3Client {
  return new S3Client({ ...options(credentials), forcePathStyle: true });
}

async function control(method: 'GET' | 'POST', route: string, body?: object): Promise<JsonObject> {
  const answer = await fetch(`${gateway.endpoint}/_gateway/${route}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return parseJsonObject(await answer.text());
}

async function ledger(): Promise<readonly JsonObject[]> {
  return objectsAt(await control('GET', 'ledger'), 'calls');
}

async function becomeApp(): Promise<Credentials> {
  const command = new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'one' });
  const { Credentials: given } = await new STSClient(options(admin)).send(command);
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '', SessionToken } = given ?? {};
  return { accessKeyId, secretAccessKey, sessionToken: SessionToken ?? '' };
}

function put(client: S3Client, key = 'a', extra: object = {}) {
  return client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: 'data', ...extra }));
}

function get(client: S3Client, key = 'a') {
  return client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
}

beforeAll(async () => {
  upstream = await startStubUpstream();
  gateway = await startGateway({ upstream: upstream.endpoint, region: 'eu-west-1' });
  await s3().send(
    new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }),
  );
  const iam = new IAMClient(options(admin));
  const trust = { Effect: 'Allow', Principal: { AWS: accountId }, Action: 'sts:AssumeRole' };
  const policy = { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: `${bucketArn}/*` };
  const document = (Statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new CreateRoleCommand({ RoleName: 'app', AssumeRolePolicyDocument: document(trust) }));
  await iam.send(new PutRolePolicyCommand({ RoleName: 'app', PolicyName: 'use', PolicyDocument: document(policy) }));
  const kms = new KMSClient(options(admin));
  const administration = {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${accountId}:root` },
    Action: ['kms:PutKeyPolicy', 'kms:CreateGrant', 'kms:RevokeGrant'],
    Resource: '*',
  };
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy: document(administration) }));
  keyArn = KeyMetadata?.Arn ?? '';
  const byDefault = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn } as const;
  const Rules = [{ ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled: true }];
  await s3().send(new PutBucketEncryptionCommand({ Bucket: bucket, ServerSideEncryptionConfiguration: { Rules } }));
});

beforeEach(async () => {
  await control('POST', 'reset', {});
  const grant = new CreateGrantCommand({
    KeyId: keyArn,
    GranteePrincipal: roleArn,
    Operations: ['Decrypt', 'GenerateDataKey'],
    Constraints: { EncryptionContextSubset: { 'aws:s3:arn': bucketArn } },
  });
  const { GrantId } = await new KMSClient(options(admin)).send(grant);
  grantIds = GrantId === undefined ? [] : [GrantId];
});

async function revoke(): Promise<void> {
  const kms = new KMSClient(options(admin));
  for (const GrantId of grantIds) await kms.send(new RevokeGrantCommand({ KeyId: keyArn, GrantId }));
  grantIds = [];
}

afterEach(revoke);

afterAll(async () => {
  await gateway.close();
  await upstream[Symbol.asyncDispose]();
});

describe('a request through the gateway', () => {
  test('is encrypted as the bucket says, and answered as S3 does', async () => {
    const app = s3(await becomeApp());
    expect(await put(app)).toMatchObject({
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: keyArn,
      BucketKeyEnabled: true,
    });
    const { Body, ...shown } = await get(app);
    expect(await Body?.transformToString()).toBe('data');
    expect(shown).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: keyArn, BucketKeyEnabled: true });
  });

  test('reaches the emulator without signature, token or word of encryption', async () => {
    await put(s3(await becomeApp()), 'b', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: keyArn });
    const last = upstream.seen.at(-1);
    expect(last).toMatchObject({ method: 'PUT', target: '/corp-acme/b?x-id=PutObject' });
    expect(Object.keys(last?.headers ?? {}).filter((name) => /encryption|security-token/.test(name))).toEqual([]);
    expect(last?.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=111122223333\//);
  });

  test('fails when the secret is wrong', async () => {
    await expect(put(s3({ ...admin, secretAccessKey: 'wrong' }))).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    });
  });

  test('fails when KMS does not let its caller, in the words of AWS', async () => {
    await revoke();
    const app = s3(await becomeApp());
    await expect(put(app)).rejects.toMatchObject({
      name: 'AccessDenied',
      message:
        `User: arn:aws:sts::${accountId}:assumed-role/app/one is not authorized to perform: kms:GenerateDataKey on this ` +
        'resource because no identity-based policy allows the kms:GenerateDataKey action',
    });
  });

  test('fails when the bucket policy denies it', async () => {
    const deny = { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: `${bucketArn}/locked/*` };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [deny] });
    await s3().send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));
    await expect(put(s3(await becomeApp()), 'locked/a')).rejects.toMatchObject({
      name: 'AccessDenied',
      message:
        `User: arn:aws:sts::${accountId}:assumed-role/app/one is not authorized to perform: s3:PutObject on resource: ` +
        `"${bucketArn}/locked/a" with an explicit deny in a resource-based policy`,
    });
  });

  test('tells who asks', async () => {
    const sts = new STSClient(options(await becomeApp()));
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: accountId,
      Arn: `arn:aws:sts::${accountId}:assumed-role/app/one`,
    });
  });
});

describe('the ledger', () => {
  async function trace(): Promise<number> {
    const app = s3(await becomeApp());
    for (let index = 0; index < 50; index += 1) await put(app, `t/${String(index)}`);
    for (let index = 0; index < 100; index += 1) {
      const { Body } = await get(app, `t/${String(index % 50)}`);
      // A connection is free again only when its answer was read.
      await Body?.transformToByteArray();
    }
    return (await ledger()).length;
  }

  test('counts two calls for 50 writes and 100 reads of one requester under a Bucket Key', async () => {
    expect(await trace()).toBe(2);
  });

  test('counts four where S3 keeps keys in two places, as was measured in public', async () => {
    await control('POST', 'settings', { bucketKeyPartitions: 2 });
    expect(await trace()).toBe(4);
  });

  test('holds the bucket as encryption context, and whose request it was', async () => {
    await put(s3(await becomeApp()), 'c');
    expect(await ledger()).toEqual([
      expect.objectContaining({
        operation: 'GenerateDataKey',
        keyArn,
        principal: `arn:aws:sts::${accountId}:assumed-role/app/one`,
        encryptionContext: { 'aws:s3:arn': bucketArn },
        cause: { operation: 'PutObject', bucket, key: 'c' },
        outcome: 'ok',
      }),
      expect.objectContaining({ operation: 'Decrypt' }),
    ]);
  });
});

describe('a grant that is revoked', () => {
  test('ends reading when the kept key expires on the virtual clock, and not before', async () => {
    const app = s3(await becomeApp());
    await put(app, 'd');
    await get(app, 'd');
    await revoke();
    await control('POST', 'clock', { advanceSeconds: 299 });
    await expect(get(app, 'd')).resolves.toBeDefined();
    await control('POST', 'clock', { advanceSeconds: 1 });
    await expect(get(app, 'd')).rejects.toMatchObject({ name: 'AccessDenied' });
    const events = objectsAt(await control('GET', 'events'), 'Records');
    expect(events.at(-1)).toMatchObject({
      eventName: 'Decrypt',
      errorCode: 'AccessDenied',
      userIdentity: expect.objectContaining({ invokedBy: 's3.amazonaws.com' }),
    });
  });
});
