import { describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cloudFormationOf, ownedKey, ownedKeyStatements, policyDocument, terraformOf } from '../../modules/core';
import { runCommandLine, type CommandResult } from '../support/command-line';
import { handshakeFor, keyAccountId, ownKeyArn } from '../support/handshakes';
import { parseJson } from '../support/json';
import { startKmsStandIn, type KmsAnswer } from '../support/kms-stand-in';
import { pinnedProjects } from '../support/project';

const file = 'environments/tenants/prod/all.yaml';

function entry(id: string, key: string): string {
  const role = (name: string, access: string): string =>
    `      - { access: ${access}, create: { name: ${name}, trust: ['arn:aws:iam::111122223333:role/acme-application'] } }\n`;
  return `  - id: ${id}\n    placement: main\n    key: ${key}\n    principals:\n${role('app', 'writer')}${role('reports', 'reader')}`;
}

const owned = (arn?: string): string =>
  `{ owner: tenant, account: '${keyAccountId}'${arn === undefined ? '' : `, arn: '${arn}'`} }`;
const project = pinnedProjects({
  [file]: `tenants:\n${entry('acme', owned())}${entry('globex', '{ owner: platform }')}`,
});
const handshake = handshakeFor();

describe('handshake render', () => {
  test('prints plain Terraform and CloudFormation of one key, and says what comes next', async () => {
    const { folder } = await project();
    const { exitCode, stdout, stderr } = await runCommandLine(['handshake', 'render', 'acme'], { folder });
    expect(exitCode).toBe(0);
    expect(parseJson(stdout)).toEqual({
      terraform: terraformOf(handshake, ownedKey(handshake)),
      cloudformation: cloudFormationOf(ownedKey(handshake)),
    });
    expect(stderr).toBe(
      `apply one of them in account ${keyAccountId}, and write the ARN that it prints into the file of acme as key.arn\n`,
    );
  });

  test('prints the one that is asked for as it is, or writes both to a folder and names the files', async () => {
    const { folder, read } = await project();
    const one = await runCommandLine(['handshake', 'render', 'acme', '--format', 'cloudformation'], { folder });
    expect(parseJson(one.stdout)).toEqual(cloudFormationOf(ownedKey(handshake)));
    const both = await runCommandLine(['handshake', 'render', 'acme', '--environment', 'prod', '--out', 'for/acme'], {
      folder,
    });
    expect(both.stdout).toBe('for/acme/acme.tf.json\nfor/acme/acme.template.json\n');
    expect(parseJson(read('for/acme/acme.tf.json'))).toEqual(terraformOf(handshake, ownedKey(handshake)));
    expect(parseJson(read('for/acme/acme.template.json'))).toEqual(cloudFormationOf(ownedKey(handshake)));
  });

  test.each([
    [['globex'], 'TB5120: tenant globex has no key of its own\n  at prod/globex\n'],
    [['initech'], 'TB5103: tenant initech stands in no file of dev, prod\n'],
    [['acme', '--format', 'pulumi'], "TB5001: option '--format <kind>' argument 'pulumi' is invalid."],
    [
      ['acme', '--out', `${file}/below`],
      'TB5136: environments/tenants/prod/all.yaml/below/acme.tf.json cannot be written\n',
    ],
  ])('fails when it is asked for %j', async (parameters, message) => {
    const { folder } = await project();
    const { exitCode, stdout, stderr } = await runCommandLine(['handshake', 'render', ...parameters], { folder });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(`error ${message}`);
  });

  test('fails when the tenant is not pinned: nobody knows its bucket', async () => {
    const { folder, write } = await project();
    write(
      file,
      `tenants:\n${entry('acme', owned())}${entry('globex', '{ owner: platform }')}${entry('hooli', owned())}`,
    );
    const { exitCode, stderr } = await runCommandLine(['handshake', 'render', 'hooli'], { folder });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('error TB2150: tenant hooli is not pinned, or has retired\n');
  });
});

const sound: { readonly [operation: string]: KmsAnswer } = {
  DescribeKey: {
    KeyMetadata: {
      Arn: ownKeyArn,
      KeyManager: 'CUSTOMER',
      KeySpec: 'SYMMETRIC_DEFAULT',
      KeyUsage: 'ENCRYPT_DECRYPT',
      KeyState: 'Enabled',
    },
  },
  GetKeyPolicy: { Policy: JSON.stringify(policyDocument(ownedKeyStatements(handshake))) },
  ListGrants: { Grants: [], Truncated: false },
};
const denied: KmsAnswer = { error: 'AccessDeniedException', message: 'not yours' };

async function check(
  answers: { readonly [operation: string]: KmsAnswer },
  parameters: readonly string[] = [],
  arn = ownKeyArn,
): Promise<CommandResult & { readonly calls: readonly string[] }> {
  const { folder, write } = await project();
  write(file, `tenants:\n${entry('acme', owned(arn))}${entry('globex', '{ owner: platform }')}`);
  await using kms = await startKmsStandIn({ ...sound, ...answers });
  const result = await runCommandLine(['handshake', 'check', 'acme', ...parameters], { folder });
  return { ...result, calls: kms.calls };
}

describe('handshake check', () => {
  test('passes a key that is as it was rendered, before it is pinned', async () => {
    expect(await check({})).toMatchObject({
      exitCode: 0,
      stdout: `${ownKeyArn}: lets in whom it has to, and nobody else\n`,
      stderr: '',
    });
    const { stdout } = await check({}, ['--json']);
    expect(parseJson(stdout)).toEqual({
      schemaVersion: 1,
      tenant: 'acme',
      environment: 'prod',
      keyArn: ownKeyArn,
      verdict: 'passes',
      diagnostics: [],
    });
  });

  test('says all that is wrong at once: where it lies, what it is, whom it lets in', async () => {
    const arn = ownKeyArn.replace('eu-west-1', 'us-east-1');
    const KeyMetadata = {
      Arn: arn,
      KeyManager: 'CUSTOMER',
      KeySpec: 'HMAC_256',
      KeyUsage: 'GENERATE_VERIFY_MAC',
      KeyState: 'Disabled',
    };
    const { exitCode, stdout, stderr } = await check(
      {
        DescribeKey: { KeyMetadata },
        GetKeyPolicy: { Policy: JSON.stringify({ Version: '2012-10-17', Statement: [] }) },
      },
      [],
      arn,
    );
    expect({ exitCode, stdout }).toEqual({
      exitCode: 1,
      stdout: `${arn}: cannot be the key of this tenant as it is\n`,
    });
    for (const code of ['TB5124', 'TB5126', 'TB5127', 'TB5129']) expect(stderr).toContain(`error ${code}: `);
  });

  test('does not pass what it could not read, and says with whose credentials it could', async () => {
    const { exitCode, stdout, stderr } = await check({ GetKeyPolicy: denied, ListGrants: denied }, ['--json']);
    expect(exitCode).toBe(1);
    expect(parseJson(stdout)).toMatchObject({ verdict: 'unknown' });
    expect(stderr).toContain('warning TB5133: the key policy cannot be read: not yours\n');
    expect(stderr).toContain(
      `fix: run this with credentials of account ${keyAccountId} that may call kms:GetKeyPolicy`,
    );
  });

  test('passes by grants that let everybody in, and says what it has not seen', async () => {
    const Constraints = { EncryptionContextEquals: { 'aws:s3:arn': handshake.bucketArn } };
    const Grants = handshake.principals.map(({ arn, operations }) => ({
      GrantId: arn,
      GranteePrincipal: arn,
      Operations: operations,
      Constraints,
    }));
    const { exitCode, stdout, stderr } = await check({
      GetKeyPolicy: denied,
      ListGrants: { Grants, Truncated: false },
    });
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: `${ownKeyArn}: lets in whom it has to, and nobody else\n`,
    });
    expect(stderr).toContain('warning TB5135: the key policy cannot be read: not yours\n');
  });

  test('fails when there is no such key', async () => {
    const { exitCode, stderr } = await check({ DescribeKey: { error: 'NotFoundException', message: 'no' } });
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`error TB5125: there is no key ${ownKeyArn}\n`);
  });

  test.each([
    [3, denied, 'TB5138'],
    [3, { error: 'ExpiredTokenException', message: 'expired' }, 'TB5137'],
    [4, { error: 'KMSInternalException', message: 'oh', status: 500 }, 'TB5139'],
  ] as const)('fails when KMS refuses to talk: exit code %i', async (code, answer, diagnostic) => {
    const { exitCode, stdout, stderr } = await check({ DescribeKey: answer });
    expect({ exitCode, stdout }).toEqual({ exitCode: code, stdout: '' });
    expect(stderr).toContain(`error ${diagnostic}: `);
  });

  test('fails when the tenant is still pending, and asks nobody', async () => {
    const { folder } = await project();
    await using kms = await startKmsStandIn(sound);
    const { exitCode, stderr } = await runCommandLine(['handshake', 'check', 'acme'], { folder });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('error TB5121: tenant acme is pending: its file names no key yet\n');
    expect(kms.calls).toEqual([]);
  });

  test('goes before the pin, which asks for itself', async () => {
    const { folder, write } = await project();
    write(file, `tenants:\n${entry('acme', owned(ownKeyArn))}${entry('globex', '{ owner: platform }')}`);
    const refused = await runCommandLine(['validate'], { folder });
    expect(refused.stderr).toContain('TB2150: tenant acme is not pinned with the key that it has now\n');
    const pinned = await runCommandLine(['pin'], { folder });
    expect(pinned.stdout).toContain(`prod/acme  key ${ownKeyArn}\n`);
    expect((await runCommandLine(['validate'], { folder })).exitCode).toBe(0);
    expect(existsSync(join(folder, 'cdktf.out'))).toBe(false);
  });
});
