import { createServer } from 'node:http';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { runCommandLine, type CommandResult } from '../support/command-line';
import { accountId, bucket, startMeteredGateway, type MeteredGateway } from '../support/metered-gateway';
import { recordRunningEmulator } from '../support/supervised-record';
import { temporaryFolder } from '../support/temporary-folder';

let stage: MeteredGateway;
const { path: folder, [Symbol.dispose]: removeFolder } = temporaryFolder();

beforeAll(async () => {
  stage = await startMeteredGateway({ requesterScope: 'session' });
  recordRunningEmulator(folder, stage.gateway.endpoint);
});

afterAll(async () => {
  await stage[Symbol.asyncDispose]();
  removeFolder();
});

async function work(session: string): Promise<void> {
  const app = stage.s3(await stage.become(session));
  await app.send(new PutObjectCommand({ Bucket: bucket, Key: session, Body: 'data' }));
  await app.send(new GetObjectCommand({ Bucket: bucket, Key: session }));
}

beforeEach(async () => {
  await stage.control('POST', 'reset', {});
  await work('ann');
  await work('bob');
  await work('bob');
});

const ledger = (parameters: readonly string[] = [], outColumns?: number): Promise<CommandResult> =>
  runCommandLine(['ledger', ...parameters], { folder, outColumns });
const session = (name: string): string => `arn:aws:sts::${accountId}:assumed-role/app/${name}`;

describe('ledger', () => {
  test('prints the calls by operation and outcome, and their sum beside the data', async () => {
    expect(await ledger()).toEqual({
      exitCode: 0,
      stdout: 'calls  operation        outcome\n2      Decrypt          ok\n2      GenerateDataKey  ok\n',
      stderr: '4 calls to KMS\n',
    });
  });

  test('prints them by whatever is asked for, the most first', async () => {
    const { stdout } = await ledger(['--by', 'principal,bucket,cause,object,key']);
    expect(stdout.split('\n').map((line) => line.split(/ +/))).toEqual([
      ['calls', 'principal', 'bucket', 'cause', 'object', 'key'],
      ['2', session('ann'), bucket, 'PutObject', 'ann', stage.keyArn],
      ['2', session('bob'), bucket, 'PutObject', 'bob', stage.keyArn],
      [''],
    ]);
  });

  test('prints JSON for programs', async () => {
    const { stdout, stderr } = await ledger(['--by', 'principal', '--json']);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      schemaVersion: 1,
      by: ['principal'],
      total: 4,
      dropped: 0,
      groups: [
        { principal: session('ann'), calls: 2 },
        { principal: session('bob'), calls: 2 },
      ],
    });
  });

  test.each([
    [200, 3],
    [80, 3],
    [40, 7],
  ])('fits %i columns (F54)', async (columns, lines) => {
    const { stdout } = await ledger(['--by', 'principal,bucket'], columns);
    expect(stdout.trimEnd().split('\n')).toHaveLength(lines);
    const long = stdout.split('\n').filter((line) => line.length > columns);
    expect(long.every((line) => line.startsWith('principal  arn:'))).toBe(true);
  });

  test('leaves out what was called before a moment', async () => {
    expect(await ledger(['--since', '2999-01-01'])).toEqual({ exitCode: 0, stdout: '', stderr: '0 calls to KMS\n' });
  });

  test('empties the ledger afterwards when it is told to, and leaves the kept keys', async () => {
    expect(await ledger(['--reset'])).toMatchObject({ stderr: '4 calls to KMS\n' });
    await work('bob');
    expect(await ledger()).toMatchObject({ stderr: '0 calls to KMS\n' });
  });

  test.each([
    [['--by', 'operation,principle'], 'without principle (did you mean principal?)'],
    [['--since', 'yesterday'], 'It is a moment such as 2026-01-02T03:04:05Z.'],
  ])('fails when it is asked %j, with exit code 2', async (parameters, message) => {
    const { exitCode, stderr } = await ledger(parameters);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });

  test('fails when no emulator of the name runs, with exit code 4 and the cure (F52)', async () => {
    expect(await ledger(['--name', 'other'])).toEqual({
      exitCode: 4,
      stdout: '',
      stderr:
        'error TB4040: no emulator "other" runs in this folder, so there is no ledger\n' +
        '  at emulator other\n' +
        '  fix: start one with tenant-buckets emulator up --detach --name other\n',
    });
  });

  test('fails when what answers is no gateway, or nothing answers (F52)', async () => {
    const server = createServer((_, response) => response.end('{}'));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    recordRunningEmulator(folder, `http://127.0.0.1:${String(port)}`, 'strange');
    expect(await ledger(['--name', 'strange'])).toMatchObject({ exitCode: 4, stdout: '' });
    await new Promise((done) => server.close(done));
    const { exitCode, stderr } = await ledger(['--name', 'strange', '--reset']);
    expect(exitCode).toBe(4);
    expect(stderr).toContain('error TB4041: the gateway of the emulator does not answer');
  });
});
