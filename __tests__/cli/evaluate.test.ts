import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { folderOfThisFile } from '../support/folder-of-this-file';
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

function put(name: string, context: Readonly<Record<string, string>>): object {
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
  const folder = folderOfThisFile('evaluate');
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
    expect(stdout).toMatch(/\n1 case: 1 explicitDeny\n$/);
  });

  test('keeps to the width of a terminal, and counts the verdicts (F08)', async () => {
    const folder = folderWith([put('with TLS', { 'aws:SecureTransport': 'true' }), put('nobody knows', {})]);
    const { stdout } = await runCommandLine(['evaluate', 'cases.json'], { folder, outColumns: 60 });
    expect(stdout.split('\n').filter((line) => line.length > 60)).toEqual([]);
    expect(stdout).toContain('"Condition":{"Bool":\n         {"aws:SecureTransport"');
    expect(stdout).toMatch(/\n2 cases: 1 allow, 1 unknown\n$/);
  });

  test('lets a rule that stands in no document speak for itself', async () => {
    const request = { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', resourceAccount: '111122223333' };
    const folder = folderWith([{ name: 'nobody', request: { ...request, principal: 'anonymous' } }]);
    const { stdout } = await runCommandLine(['evaluate', 'cases.json'], { folder });
    expect(stdout).toMatch(/^implicitDeny {2}nobody\n {2}Deny {3}the resource policy does not allow anonymous /);
  });

  test('shows of a huge policy and of thousands of reasons as much as people read', async () => {
    const resources = Array.from(
      { length: 20_000 },
      (_, index) => `arn:aws:s3:::bucket-${String(index)}/${'x'.repeat(30)}/*`,
    );
    const huge = { ...writer, Resource: [...resources, '*'] };
    const denies = Array.from({ length: 5_000 }, () => ({ ...tls, Condition: {} }));
    const one = { ...put('huge', {}), identityPolicies: [document(huge)], resourcePolicy: document() };
    const many = { ...put('many', {}), resourcePolicy: document(...denies) };
    const { exitCode, stdout } = await runCommandLine(['evaluate', 'cases.json'], { folder: folderWith([one, many]) });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/… and \d{7} more characters\n/);
    expect(stdout).toContain('\n  and 4980 more reasons; --json lists all\n');
    expect(stdout.length).toBeLessThan(10_000);
  });

  test('exits 1 when a case cannot be judged, and never allows it (F20)', async () => {
    const { exitCode, stdout } = await runCommandLine(['evaluate', 'cases.json', '--json'], {
      folder: folderWith([put('nobody knows', {})]),
    });
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ results: [{ decision: 'unknown' }] });
  });

  test('fails when a field is misspelt, and says which one was meant (F05)', async () => {
    const one = { ...put('a', {}), identityPolices: [], somethingElse: 1 };
    const { exitCode, stderr } = await runCommandLine(['evaluate', 'cases.json'], { folder: folderWith([one]) });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('at cases[0].identityPolices\n  fix: did you mean identityPolicies?');
    expect(stderr).toContain('at cases[0].somethingElse\n  fix: use one of name, request, identityPolicies,');
  });

  test('parts what is wrong with a policy from the verdict by a line', async () => {
    const one = { ...put('a', {}), resourcePolicy: 'none' };
    const { exitCode, stderr } = await runCommandLine(['evaluate', 'cases.json'], { folder: folderWith([one]) });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^warning TB6010: a policy is an object with a Statement, not "none"\n[^]*\n\n$/);
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

  test.each([
    ['', 'error TB6001: there are no cases: the text is empty\n  at cases.json\n'],
    ['{"cases":\n [{"name": "a",}]}', ' at line 2, column 16\n  at cases.json\n'],
    ['[]', 'error TB6002: an object is needed, not []\n  at file\n  fix: write an object with cases\n'],
  ])('fails when the file holds %j, and says where once', async (text, message) => {
    const { exitCode, stderr } = await runCommandLine(['evaluate', 'cases.json'], { folder: folderWith(text) });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr.match(/error/g)).toHaveLength(1);
  });
});
