import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runCommandLine } from '../support/command-line';

const writer = { Sid: 'Write', Effect: 'Allow', Action: 's3:PutObject', Resource: '*' };
const tls = {
  Sid: 'OnlyTls',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: '*',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

function document(...statements: readonly unknown[]): unknown {
  return { Version: '2012-10-17', Statement: statements };
}

function put(name: string, context: Readonly<Record<string, string>>): unknown {
  const request = {
    action: 's3:PutObject',
    resource: 'arn:aws:s3:::b/k',
    resourceAccount: '111122223333',
    principal: 'arn:aws:sts::111122223333:assumed-role/app/s1',
    context,
  };
  return { name, request, identityPolicies: [document(writer)], resourcePolicy: document(tls) };
}

function folderWith(cases: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'tenant-buckets-evaluate-'));
  writeFileSync(join(folder, 'cases.json'), typeof cases === 'string' ? cases : JSON.stringify({ cases }));
  return folder;
}

describe('evaluate', () => {
  test('prints the contract’s JSON and exits 0 when every case is judged', async () => {
    const folder = folderWith([
      put('with TLS', { 'aws:SecureTransport': 'true' }),
      put('without', { 'aws:SecureTransport': 'false' }),
    ]);
    const { exitCode, stdout, stderr } = await runCommandLine(['evaluate', 'cases.json', '--json'], { folder });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      results: [
        { name: 'with TLS', decision: 'allow', reasons: [{ policy: 'identityPolicies[0]', statement: 'Write' }] },
        { name: 'without', decision: 'explicitDeny', reasons: [{ policy: 'resourcePolicy', statement: 'OnlyTls' }] },
      ],
    });
  });

  test('quotes the deciding statement for people, with control characters made visible', async () => {
    const folder = folderWith([put('without\u001b[2J', { 'aws:SecureTransport': 'false' })]);
    const { stdout } = await runCommandLine(['evaluate', 'cases.json'], { folder });
    expect(stdout).toMatch(/^explicitDeny {2}without·\[2J\n {2}Deny {3}resourcePolicy, OnlyTls: /);
    expect(stdout).toContain(`\n         ${JSON.stringify(tls)}\n`);
    expect(stdout).toMatch(/\n1 cases, 0 not judged\n$/);
  });

  test('exits 1 when a case cannot be judged, and never allows it (F20)', async () => {
    const { exitCode, stdout } = await runCommandLine(['evaluate', 'cases.json', '--json'], {
      folder: folderWith([put('nobody knows', {})]),
    });
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ results: [{ decision: 'unknown' }] });
  });

  test('fails when the cases are malformed, with every mistake and exit code 2', async () => {
    const { exitCode, stdout, stderr } = await runCommandLine(['evaluate', 'cases.json'], {
      folder: folderWith([{ name: 'a' }, { name: 'b', request: { action: 3 } }]),
    });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('cases[0]');
    expect(stderr).toContain('cases[1]');
  });

  test.each([
    ['nowhere.json', 'error TB5006: the file cannot be read'],
    ['cases.json', 'error TB6001: the cases are not JSON'],
  ])('fails when %s cannot be read as JSON', async (file, message) => {
    const { exitCode, stderr } = await runCommandLine(['evaluate', file], { folder: folderWith('{"cases": [') });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });
});
