import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { startEmulator, type RunningEmulator } from '../../../modules/emulator';
import { objectsAt, parseJsonObject } from '../../support/json';
import { temporaryFolder } from '../../support/temporary-folder';
import { connectionOf, makeLockedBucket, type LockedBucket } from './locked-bucket';
import { preparePythonTools, runProgram, type PythonTools, type Ran } from './python-tools';

jest.setTimeout(600_000);

let emulator: RunningEmulator;
let tools: PythonTools;
let locked: LockedBucket;
const config = '[default]\ns3 =\n  addressing_style = path\n';
const { path: folder, [Symbol.dispose]: removeFolder } = temporaryFolder();

beforeAll(async () => {
  tools = await preparePythonTools();
  emulator = await startEmulator({ launcher: 'python' });
  locked = await makeLockedBucket(emulator.record);
  writeFileSync(join(folder, 'small'), 'data');
  writeFileSync(join(folder, 'config'), config);
});

afterAll(async () => {
  await emulator.stop();
  removeFolder();
});

/** Runs the AWS CLI as the role. */
function aws(parameters: readonly string[]): Promise<Ran> {
  const { endpoint } = emulator.record;
  const environment = { ...locked.environment, AWS_CONFIG_FILE: join(folder, 'config') };
  return tools.run(['-m', 'awscli', '--endpoint-url', endpoint, ...parameters], environment);
}

const uri = (key: string): string => `s3://${locked.bucket}/${key}`;

describe('the AWS CLI', () => {
  test('copies a file in and out, and the object lies under the tenant’s key with a Bucket Key', async () => {
    expect(await aws(['s3', 'cp', join(folder, 'small'), uri('cli/small')])).toMatchObject({ exitCode: 0 });
    const head = await aws(['s3api', 'head-object', '--bucket', locked.bucket, '--key', 'cli/small']);
    expect(parseJsonObject(head.stdout)).toMatchObject({
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: locked.keyArn,
      BucketKeyEnabled: true,
    });
    expect(await aws(['s3', 'cp', uri('cli/small'), join(folder, 'back')])).toMatchObject({ exitCode: 0 });
    expect(readFileSync(join(folder, 'back'), 'utf8')).toBe('data');
  });

  test('copies nine megabytes in parts, byte for byte', async () => {
    const bytes = randomBytes(9 * 1024 * 1024);
    writeFileSync(join(folder, 'large'), bytes);
    expect(await aws(['s3', 'cp', join(folder, 'large'), uri('cli/large')])).toMatchObject({ exitCode: 0 });
    expect(await aws(['s3', 'cp', uri('cli/large'), join(folder, 'large-back')])).toMatchObject({ exitCode: 0 });
    expect(readFileSync(join(folder, 'large-back')).equals(bytes)).toBe(true);
  });

  test.each([
    ['AES256', () => ['--sse', 'AES256']],
    ['aws:kms and no key', () => ['--sse', 'aws:kms']],
    ['another key', () => ['--sse', 'aws:kms', '--sse-kms-key-id', locked.foreignKey]],
    ['a key of its own', () => ['--sse-c', 'AES256', '--sse-c-key', '0'.repeat(32)]],
  ])('is refused a copy with %s', async (_, flags) => {
    const { exitCode, stderr } = await aws(['s3', 'cp', join(folder, 'small'), uri('cli/refused'), ...flags()]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('(AccessDenied)');
  });

  test('is refused by KMS a write that opts out of the Bucket Key', async () => {
    const object = ['--bucket', locked.bucket, '--key', 'cli/refused', '--body', join(folder, 'small')];
    const { exitCode, stderr } = await aws(['s3api', 'put-object', ...object, '--no-bucket-key-enabled']);
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain('is not authorized to perform: kms:GenerateDataKey');
  });

  test.each([
    ['as it does by default, with version 2', '', 400, 'require AWS Signature Version 4'],
    ['with version 4', '  signature_version = s3v4\n', 200, 'data'],
  ])('presigns %s, and is answered as S3 answers it for SSE-KMS', async (_, setting, status, body) => {
    await aws(['s3', 'cp', join(folder, 'small'), uri('cli/presigned')]);
    writeFileSync(join(folder, 'config'), `${config}${setting}`);
    const { stdout } = await aws(['s3', 'presign', uri('cli/presigned')]);
    const answer = await fetch(stdout.trim());
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(body);
  });
});

describe('boto3', () => {
  test('may do what the role may, and is refused the rest', async () => {
    const { endpoint } = emulator.record;
    const script = join(__dirname, 'boto3_calls.py');
    const parameters = [script, endpoint, locked.bucket, locked.keyArn, locked.foreignKey];
    const { exitCode, stdout, stderr } = await tools.run(parameters, locked.environment);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(parseJsonObject(stdout)).toEqual({
      put: 'ok',
      'put under its own key': 'ok',
      'put under another key': 'AccessDenied',
      'put with AES256': 'AccessDenied',
      'put with aws:kms alone': 'AccessDenied',
      'put with aws:kms:dsse': 'AccessDenied',
      'put with a key of its own': 'AccessDenied',
      'put without Bucket Key': 'AccessDenied',
      'multipart under another key': 'AccessDenied',
      'use of the key past S3': 'AccessDeniedException',
      multipart: 'ok',
      copy: 'ok',
      'copy with AES256': 'AccessDenied',
      'copy under another key': 'AccessDenied',
      'presigned get, version 4': 'ok',
      'presigned get, version 2': 'InvalidArgument',
      'presigned put, version 4': 'ok',
      'presigned put, version 2': 'InvalidArgument',
      'form upload': 'AccessDenied',
    });
  });
});

describe('the conformance script', () => {
  const script = join(__dirname, '../../../tools/conformance.ts');
  const conformance = (...parameters: readonly string[]): Promise<Ran> =>
    runProgram(process.execPath, ['--import', 'tsx', script, ...parameters], {
      PATH: process.env['PATH'],
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    });

  test('sees the gateway do what its defaults say, and leaves nothing behind', async () => {
    const { exitCode, stdout, stderr } = await conformance('--endpoint', emulator.record.endpoint, '--json');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const report = parseJsonObject(stdout);
    const findings = objectsAt(report, 'findings');
    expect(findings.length).toBe(17);
    expect(findings.filter(({ saw, ours }) => saw !== ours)).toEqual([]);
    const [acrossAccounts] = objectsAt(report, 'notAsked').map(({ why }) => why);
    expect(acrossAccounts).toContain('no credentials of a second account');
    const s3 = new S3Client({ ...connectionOf(emulator.record), forcePathStyle: true });
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
    expect(Buckets.map(({ Name }) => Name)).toEqual([locked.bucket]);
  });

  test('asks what takes two accounts when it has a second one, and leaves no role there', async () => {
    const { endpoint } = emulator.record;
    const { exitCode, stdout } = await conformance(
      '--endpoint',
      endpoint,
      '--second-account',
      '444455556666',
      '--json',
    );
    expect(exitCode).toBe(0);
    const report = parseJsonObject(stdout);
    const findings = objectsAt(report, 'findings');
    expect(findings.length).toBe(23);
    expect(findings.filter(({ saw, ours }) => saw !== ours)).toEqual([]);
    expect(objectsAt(report, 'notAsked')).toHaveLength(1);
    const credentials = { accessKeyId: '444455556666', secretAccessKey: 'test' };
    const iam = new IAMClient({ endpoint, region: 'us-east-1', credentials });
    expect((await iam.send(new ListRolesCommand({}))).Roles).toEqual([]);
  });

  test.each([
    [[]],
    [['--endpoint', 'https://s3.us-east-1.amazonaws.com']],
    [['--endpoint', 'http://127.0.0.1.evil.example']],
  ])('asks nothing and tells the cost when it is run with %j', async (parameters) => {
    const { exitCode, stdout, stderr } = await conformance(...parameters);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('--yes-this-costs-money');
  });
});
