import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { CreateRoleCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateKeyCommand, DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  emulatorDown,
  emulatorStatus,
  emulatorUp,
  rootCredentials,
  startEmulator,
  type EmulatorRecord,
  type RunningEmulator,
} from '../../../modules/emulator';
import { listeningAddresses, processTree } from './listening-addresses';

jest.setTimeout(300_000);

const launcher = 'python';
const started: RunningEmulator[] = [];
const root = mkdtempSync(join(tmpdir(), 'emulator-apply-'));

/** The one that most tests share. */
let record: EmulatorRecord;

beforeAll(async () => {
  const emulator = await startEmulator({ launcher });
  started.push(emulator);
  record = emulator.record;
  symlinkSync(join(process.cwd(), '.cache'), join(root, '.cache'));
});

afterAll(async () => {
  for (const emulator of started) await emulator.stop();
  await emulatorDown({ root });
  rmSync(root, { recursive: true, force: true });
});

function configuration(one: EmulatorRecord, accountId = one.accountId) {
  return { endpoint: one.endpoint, region: one.region, credentials: rootCredentials(accountId) };
}

function s3Of(one: EmulatorRecord, accountId = one.accountId): S3Client {
  return new S3Client({ ...configuration(one, accountId), forcePathStyle: true });
}

/** The log and the folder of an instance that has no supervisor. */
const traces = ({ logFile }: EmulatorRecord) => [logFile, logFile.replace(/\.log$/, '')];

const isThere = (pid: number) => processTree(pid).length > 0;

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((done) => setTimeout(done, 50));
}

const bucketNames = async (s3: S3Client) =>
  ((await s3.send(new ListBucketsCommand({}))).Buckets ?? []).map(({ Name }) => Name);

describe('a real LocalStack', () => {
  test('answers as S3', async () => {
    const s3 = s3Of(record);
    await s3.send(new CreateBucketCommand({ Bucket: 'answers-as-s3' }));
    await s3.send(new PutObjectCommand({ Bucket: 'answers-as-s3', Key: 'a/b', Body: 'text' }));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'answers-as-s3', Key: 'a/b' }));
    expect(await Body?.transformToString()).toBe('text');
  });

  test('answers as KMS, and holds a ciphertext to its encryption context', async () => {
    const kms = new KMSClient(configuration(record));
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    const KeyId = KeyMetadata?.KeyId;
    const EncryptionContext = { 'aws:s3:arn': 'arn:aws:s3:::a' };
    const { CiphertextBlob } = await kms.send(
      new EncryptCommand({ KeyId, Plaintext: Buffer.from('x'), EncryptionContext }),
    );
    const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
    expect(Buffer.from(Plaintext ?? []).toString()).toBe('x');
    await expect(kms.send(new DecryptCommand({ CiphertextBlob }))).rejects.toThrow();
  });

  test('answers as IAM and STS', async () => {
    const iam = new IAMClient(configuration(record));
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    await iam.send(new CreateRoleCommand({ RoleName: 'reader', AssumeRolePolicyDocument }));
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'reader' }));
    expect(Role?.Arn).toBe('arn:aws:iam::000000000000:role/reader');
    const { Account } = await new STSClient(configuration(record)).send(new GetCallerIdentityCommand({}));
    expect(Account).toBe('000000000000');
  });

  test('takes the account from the access key id, and keeps accounts apart', async () => {
    const account = '111122223333';
    const sts = new STSClient(configuration(record, account));
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: account,
      Arn: `arn:aws:iam::${account}:root`,
    });
    await s3Of(record, account).send(new CreateBucketCommand({ Bucket: 'of-the-other-account' }));
    expect(await bucketNames(s3Of(record, account))).toEqual(['of-the-other-account']);
    expect(await bucketNames(s3Of(record))).not.toContain('of-the-other-account');
  });

  test('refuses an object under a KMS key that does not exist (F53)', async () => {
    const s3 = s3Of(record);
    await s3.send(new CreateBucketCommand({ Bucket: 'checks-keys' }));
    const SSEKMSKeyId = 'arn:aws:kms:us-east-1:000000000000:key/00000000-0000-0000-0000-000000000000';
    const object = { Bucket: 'checks-keys', Key: 'k', Body: 'x' };
    const put = new PutObjectCommand({ ...object, ServerSideEncryption: 'aws:kms', SSEKMSKeyId });
    await expect(s3.send(put)).rejects.toMatchObject({ name: 'KMS.NotFoundException' });
  });

  test('listens on the loopback address only, the gateway here and LocalStack behind it (F51)', () => {
    const port = Number(new URL(record.endpoint).port);
    expect(listeningAddresses(record.pid)).toContain(`127.0.0.1:${String(port)}`);
    const behind = processTree(record.upstreamPid).flatMap(listeningAddresses);
    expect(behind).toEqual([expect.stringMatching(/^127\.0\.0\.1:[0-9]+$/)]);
    expect(behind).not.toContain(`127.0.0.1:${String(port)}`);
  });

  test('keeps a bucket apart from one of the same name in another instance (F52)', async () => {
    const other = await startEmulator({ launcher });
    started.push(other);
    const [first, second] = [s3Of(record), s3Of(other.record)];
    const [Bucket, Key] = ['the-same-name', 'large-enough-for-a-file'];
    for (const [s3, letter] of [
      [first, 'a'],
      [second, 'b'],
    ] as const) {
      await s3.send(new CreateBucketCommand({ Bucket }));
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: letter.repeat(600 * 1024) }));
    }
    await second.send(new DeleteObjectCommand({ Bucket, Key }));
    await second.send(new DeleteBucketCommand({ Bucket }));
    await other.stop();
    const { Body } = await first.send(new GetObjectCommand({ Bucket, Key }));
    expect(new Set(await Body?.transformToString())).toEqual(new Set(['a']));
  });

  test('ends on SIGTERM and leaves no folder', async () => {
    const emulator = await startEmulator({ launcher });
    process.kill(emulator.record.upstreamPid, 'SIGTERM');
    expect(await emulator.ended).toEqual({ exitCode: 0, signal: undefined });
    await emulator.stop();
    expect(traces(emulator.record).filter(existsSync)).toEqual([]);
  });

  test('lives under a supervisor: up twice, down twice', async () => {
    const first = await emulatorUp({ root, launcher, detach: true });
    const second = await emulatorUp({ root, launcher, detach: true });
    expect(second.record).toEqual(first.record);
    expect(await emulatorStatus({ root })).toMatchObject({ kind: 'running', answers: true });
    const addresses = processTree(first.record.pid).flatMap(listeningAddresses);
    expect(addresses).toHaveLength(2);
    for (const address of addresses) expect(address).toMatch(/^127\.0\.0\.1:/);
    expect([await emulatorDown({ root }), await emulatorDown({ root })]).toEqual([
      { stopped: true },
      { stopped: false },
    ]);
    expect([first.record.pid, first.record.upstreamPid].filter(isThere)).toEqual([]);
  });

  test('leaves no orphan and no data when its supervisor is killed (F52)', async () => {
    const { record: supervised } = await emulatorUp({ root, launcher, detach: true });
    process.kill(supervised.pid, 'SIGKILL');
    await until(() => !isThere(supervised.upstreamPid));
    await emulatorDown({ root });
    expect(readdirSync(join(root, '.tenant-buckets', 'default'))).toEqual(['emulator.log']);
  });
});
