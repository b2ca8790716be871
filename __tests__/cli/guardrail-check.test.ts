import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { synthesizeEnvironments } from '../../modules/constructs';
import { runCommandLine, type CommandResult } from '../support/command-line';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder';
import { accountId, acme, deployment, environmentOf, pinned } from '../support/tenancy';

const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const noKeys = { Sid: 'NoKeys', Effect: 'Deny', Action: 'kms:CreateKey', Resource: '*' };
const perimeter = {
  Sid: 'OnlyOurs',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: '*',
  Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-ours' } },
};

let folder: TemporaryFolder;

beforeAll(() => {
  folder = temporaryFolder();
  const { assumeRoleArn: _, ...local } = deployment;
  const placements = [{ ...local, namePrefix: 'nobody' }];
  const nobody = pinned({ ...environmentOf(acme), name: 'nobody', placements });
  synthesizeEnvironments([environmentOf(acme), nobody], { outdir: join(folder.path, 'cdktf.out') });
});

afterAll(() => folder[Symbol.dispose]());

/** Runs `validate` on a folder of guardrails that holds these documents. */
function validate(
  files: { readonly [path: string]: unknown },
  ...parameters: readonly string[]
): Promise<CommandResult> {
  const guardrails = temporaryFolder();
  for (const [path, document] of Object.entries(files)) {
    mkdirSync(dirname(join(guardrails.path, path)), { recursive: true });
    const text = typeof document === 'string' ? document : JSON.stringify(document);
    writeFileSync(join(guardrails.path, path), text);
  }
  const environment = parameters.includes('--environment') ? [] : ['--environment', 'trial'];
  const command = ['validate', '--guardrails', guardrails.path, ...environment, ...parameters];
  return runCommandLine(command, { folder: folder.path }).finally(() => guardrails[Symbol.dispose]());
}

describe('validate', () => {
  test('passes guardrails that allow everything, with exit code 0', async () => {
    const result = await validate({ 'scp/root-Full.json': everything, 'scp/account-Full.json': everything });
    expect(result).toEqual({
      exitCode: 0,
      stdout: expect.stringMatching(/^\d+ needed actions, 0 refused, 0 not judged\n$/),
      stderr: '',
    });
  });

  test('names a needed action of the deployer that is refused, and quotes the statement', async () => {
    const { exitCode, stdout } = await validate({
      'scp/root-Full.json': everything,
      'scp/root-Keys.json': { Version: '2012-10-17', Statement: [noKeys] },
    });
    expect(exitCode).toBe(1);
    expect(stdout).toBe(
      'refused  service control policy of root: Keys, NoKeys: denies kms:CreateKey\n' +
        `  ${JSON.stringify(noKeys)}\n` +
        `  deployer ${deployment.deployerArn} on *: kms:CreateKey\n\n` +
        stdout.slice(stdout.lastIndexOf('\n\n') + 2),
    );
    expect(stdout).toMatch(/ 1 refused, 0 not judged\n$/);
  });

  test('names a level that allows nothing', async () => {
    const nothing = { Version: '2012-10-17', Statement: [noKeys] };
    const { stdout } = await validate({ 'scp/root-Full.json': everything, 'scp/account-Nothing.json': nothing });
    expect(stdout).toMatch(
      /^refused {2}service control policies of account: this level .* does not allow s3:CreateBucket/m,
    );
  });

  test("names a tenant's principal that a perimeter keeps out, once the organization is known", async () => {
    const organization = { id: 'o-ours', managementAccountId: '999999999999', accountIds: [accountId] };
    const rcp = { 'rcp/root-Perimeter.json': { Version: '2012-10-17', Statement: [perimeter] } };
    const { exitCode, stdout } = await validate({ ...rcp, 'organization.json': organization });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^refused {2}resource control policy of root: Perimeter, OnlyOurs/m);
    expect(stdout).toContain(
      '  tenant acme arn:aws:iam::444455556666:role/team/analyst on arn:aws:s3:::corp-acme/object: s3:GetObject, s3:GetObjectVersion\n',
    );
    expect(stdout).not.toContain('deployer');
    const unsure = await validate(rcp);
    expect(unsure.stdout).toMatch(/^unknown {2}resource control policy of root: Perimeter, OnlyOurs/m);
    expect(unsure.stdout).toContain(`deployer ${deployment.deployerArn} on arn:aws:s3:::corp-acme: s3:CreateBucket, `);
    expect(unsure.exitCode).toBe(1);
  });

  test('prints every judgement as versioned JSON', async () => {
    const files = { 'scp/root-Keys.json': { Version: '2012-10-17', Statement: [...everything.Statement, noKeys] } };
    const { stdout } = await validate(files, '--json');
    const report: unknown = JSON.parse(stdout);
    expect(report).toMatchObject({ schemaVersion: 1 });
    const need = { of: 'deployer', principal: deployment.deployerArn };
    const blocker = {
      policy: 'service control policy of root: Keys',
      statement: 'NoKeys',
      effect: 'Deny',
      why: 'denies kms:CreateKey',
    };
    expect(report).toHaveProperty(
      'judgements',
      expect.arrayContaining([
        {
          ...need,
          action: 'kms:CreateKey',
          resource: '*',
          verdict: 'refused',
          blockers: [{ ...blocker, quote: noKeys }],
        },
        { ...need, action: 's3:CreateBucket', resource: 'arn:aws:s3:::corp-acme', verdict: 'passes', blockers: [] },
      ]),
    );
  });

  test('takes the deployer from the command line where the provider assumes no role', async () => {
    const root = `arn:aws:iam::${accountId}:root`;
    const files = { 'scp/root-Keys.json': { Version: '2012-10-17', Statement: [...everything.Statement, noKeys] } };
    const refused = await validate(files, '--environment', 'nobody');
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
    expect(refused.stderr).toContain(
      'error TB7007: the provider of the stack assumes no role\n  at nobody-shard-main-1\n',
    );
    const { stdout } = await validate(files, '--environment', 'nobody', '--deployer', root);
    expect(stdout).toContain(`  deployer ${root} on *: kms:CreateKey\n`);
  });

  test.each([
    [{}, 'the folder holds no policies, or cannot be read'],
    [{ 'scp/root-Full.json': '{' }, 'the file is not JSON'],
    [{ 'scp/nolevel.json': everything }, 'the name of the file tells no level'],
    [{ 'organization.json': { id: 'o-ours' } }, 'id or managementAccountId is missing'],
  ])('fails when guardrails cannot be read: %j', async (files, message) => {
    const { exitCode, stdout, stderr } = await validate(files);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(`error TB7006: ${message}`);
  });

  test('fails when nothing is synthesized', async () => {
    const { exitCode, stderr } = await validate({ 'scp/root-Full.json': everything }, '--stacks', 'nowhere');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('run cdktf synth first');
  });
});
