import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesizeEnvironments } from '../../modules/constructs';
import { runCommandLine, type CommandResult } from '../support/command-line';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder';
import { accountId, acme, createdWriter, deployment, environmentOf, pinned } from '../support/tenancy';

const writer = `arn:aws:iam::${accountId}:role/tenants/corp-acme-app`;
const tenant = { ...acme, principals: [createdWriter] };

let folder: TemporaryFolder;

beforeAll(() => {
  folder = temporaryFolder();
  const placements = [{ ...deployment, namePrefix: 'second' }];
  const second = pinned({ ...environmentOf(tenant), name: 'second', placements });
  const environments = [environmentOf(tenant), second];
  synthesizeEnvironments(environments, { outdir: join(folder.path, 'cdktf.out') });
});

afterAll(() => folder[Symbol.dispose]());

function whoCan(...parameters: readonly string[]): Promise<CommandResult> {
  return runCommandLine(['who-can', ...parameters], { folder: folder.path });
}

describe('who-can', () => {
  test('lists who is let in with the statements that let them, and counts the others', async () => {
    const { exitCode, stdout, stderr } = await whoCan(
      'kms:GenerateDataKey',
      '--tenant',
      'acme',
      '--environment',
      'trial',
    );
    const keyArn = `arn:aws:kms:eu-west-1:${accountId}:key/trial-shard-main-1.aws_kms_key.acme_Key_`;
    expect(stderr).toBe('');
    expect(stdout).toContain(`kms:GenerateDataKey on ${keyArn}`);
    expect(stdout).toContain('(tenant acme, stack trial-shard-main-1)\n\nprincipal ');
    expect(stdout).toMatch(/^principal +verdict +deciding statement$/m);
    expect(stdout).toMatch(
      new RegExp(`^${writer} +allow +grants\\[trial-shard-main-1\\.aws_kms_grant\\.acme_Grant-app_\\w+\\]$`, 'm'),
    );
    expect(stdout).toMatch(/^\d others are denied; --all lists them$/m);
    expect(exitCode).toBe(stdout.includes('unknown') ? 1 : 0);
  });

  test('lists under each other what a terminal is too narrow for', async () => {
    const parameters = ['who-can', 'kms:GenerateDataKey', '--tenant', 'acme', '--environment', 'trial'];
    const { stdout } = await runCommandLine(parameters, { folder: folder.path, outColumns: 80 });
    expect(stdout).toContain(`\nallow    ${writer}\n         grants[trial-shard-main-1.`);
    expect(stdout).not.toContain('deciding statement');
    const wide = await runCommandLine(parameters, { folder: folder.path, outColumns: 400 });
    expect(wide.stdout).toMatch(/^principal +verdict +deciding statement$/m);
  });

  test('says so when nobody is let in', async () => {
    const { exitCode, stdout } = await whoCan('kms:Encrypt', '--tenant', 'acme', '--environment', 'trial');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^kms:Encrypt on .*\n\nnobody is let in: all \d are denied; --all lists them\n$/);
  });

  test('lists those who are denied, too, when asked for', async () => {
    const { stdout } = await whoCan('s3:GetObject', '--tenant', 'acme', '--environment', 'trial', '--all');
    expect(stdout).toMatch(/^anonymous +deny +the resource policy does not allow anonymous s3:GetObject/m);
    expect(stdout).not.toContain('--all');
  });

  test('says unknown where the stacks do not tell, with exit code 1', async () => {
    const { exitCode, stdout } = await whoCan('s3:DeleteObject', '--tenant', 'acme', '--environment', 'trial');
    expect(stdout).toMatch(/role\/deployer +unknown +identity policies of role\/deployer.* is not described/);
    expect(exitCode).toBe(1);
  });

  test('asks about the tenant of each stack, and prints versioned JSON', async () => {
    const { stdout } = await whoCan('s3:putobject', '--tenant', 'acme', '--object', 'in/x.csv', '--json');
    expect(JSON.parse(stdout)).toEqual({
      schemaVersion: 1,
      action: 's3:PutObject',
      tenant: 'acme',
      answers: [
        { environment: 'second', prefix: 'second' },
        { environment: 'trial', prefix: 'corp' },
      ].map(({ environment, prefix }) => ({
        stack: `${environment}-shard-main-1`,
        resource: `arn:aws:s3:::${prefix}-acme/in/x.csv`,
        principals: expect.arrayContaining([
          {
            principal: `arn:aws:iam::${accountId}:role/tenants/${prefix}-acme-app`,
            verdict: 'allow',
            reasons: expect.any(Array),
          },
          { principal: 'anonymous', verdict: 'deny', reasons: expect.any(Array) },
        ]),
      })),
    });
  });

  test.each([
    [['s3:GetObject', '--tenant', 'acne'], 'TB7004: no stack vends a tenant "acne"', 'did you mean acme?'],
    [['s3:GetObject', '--tenant', 'nobody'], 'TB7004: no stack vends a tenant "nobody"', 'the stacks vend acme'],
    [['s3:GetObjct', '--tenant', 'acme'], 'TB7005: "s3:GetObjct" is no action', 'did you mean s3:GetObject?'],
    [['ec2:RunInstances', '--tenant', 'acme'], 'TB7005: "ec2:RunInstances" is no action', 'such as s3:GetObject'],
    [
      ['s3:GetObject', '--tenant', 'acme', '--stacks', 'nowhere'],
      'TB7003: there are no synthesized stacks',
      'run cdktf synth first',
    ],
    [
      ['s3:GetObject', '--tenant', 'acme', '--environment', 'prod'],
      'TB7003: there are no synthesized stacks of environment prod',
      'cdktf synth',
    ],
    [['s3:GetObject'], "TB5001: required option '--tenant <id>' not specified", '--help'],
  ])('fails when there is nothing to ask: %j', async (parameters, message, fix) => {
    const { exitCode, stdout, stderr } = await whoCan(...parameters);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(`error ${message}`);
    expect(stderr).toContain(fix);
  });

  test.each([
    ['{', 'the file is not JSON'],
    ['[]', 'the document is no JSON object'],
    ['{"resource": 7}', 'a number stands where an object should'],
    [undefined, 'the file cannot be read'],
  ])('fails when a stack is %j', async (text, message) => {
    using broken = temporaryFolder();
    const stack = join(broken.path, 'cdktf.out', 'stacks', 'trial-1');
    mkdirSync(stack, { recursive: true });
    if (text !== undefined) writeFileSync(join(stack, 'cdk.tf.json'), text);
    const result = await runCommandLine(['who-can', 's3:GetObject', '--tenant', 'acme'], { folder: broken.path });
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toContain(`error TB7001: ${message}`);
  });

  test('says what had to be left out, with exit code 1', async () => {
    using partial = temporaryFolder();
    const stack = join(partial.path, 'cdktf.out', 'stacks', 'trial-1');
    mkdirSync(stack, { recursive: true });
    const document = {
      resource: { aws_s3_bucket: { B: { bucket_prefix: 'x' } } },
      output: { acme: { value: { bucketName: 'b', keyArn: '${var.key}' } } },
    };
    writeFileSync(join(stack, 'cdk.tf.json'), JSON.stringify(document));
    const result = await runCommandLine(['who-can', 'kms:Decrypt', '--tenant', 'acme'], { folder: partial.path });
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toContain('warning TB7002: left out');
    expect(result.stdout).toContain('the key of acme, of which only terraform knows var.key');
  });
});
