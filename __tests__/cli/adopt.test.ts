import { describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FoundState } from '../../modules/core';
import { foundState, legacyKeyArn } from '../support/adoption';
import { runCommandLine, type CommandResult } from '../support/command-line';
import { trialProject, type TrialProject } from '../support/project';
import { accountId } from '../support/tenancy';

const file = 'environments/adopted/prod/acme.json';
const entry = `tenants:
  - id: acme
    placement: main
    adopt: { bucket: legacy, keyArn: '${legacyKeyArn}' }
  - id: globex
    placement: main
`;

function project(found: FoundState = foundState): TrialProject {
  const written = JSON.stringify({ version: 1, ...found });
  return trialProject({ 'environments/tenants/prod/all.yaml': entry, 'found.json': written });
}

function adopt(folder: string, ...more: readonly string[]): Promise<CommandResult> {
  return runCommandLine(['adopt', 'acme', '--from', 'found.json', ...more], { folder });
}

function withKeyPolicy(...statements: readonly object[]): FoundState {
  const Statement = statements.map((one) => ({ ...one }));
  return { ...foundState, key: { ...foundState.key, policy: { Version: '2012-10-17', Statement } } };
}

describe('adopt', () => {
  test('keeps what was found in the repository, and says what the first plan will change', async () => {
    const { folder, read } = project();
    const { exitCode, stdout, stderr } = await adopt(folder);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: `${file} holds what was found; run tenant-buckets pin, commit both, and plan: it will show this and no more\n`,
    });
    expect(stdout.split('\n').map((line) => line.split(/ {2,}/).slice(0, 2).join(' '))).toEqual([
      'changed aws_s3_bucket',
      'made aws_s3_bucket_public_access_block',
      'changed aws_s3_bucket_server_side_encryption_configuration',
      'made aws_s3_bucket_ownership_controls',
      'made aws_s3_bucket_versioning',
      'changed aws_s3_bucket_lifecycle_configuration',
      'changed aws_s3_bucket_policy',
      'changed aws_kms_key',
      'made aws_kms_alias',
      '',
    ]);
    expect(JSON.parse(read(file))).toEqual({ version: 1, ...foundState });
    expect((await runCommandLine(['pin'], { folder })).exitCode).toBe(0);
    expect((await runCommandLine(['validate'], { folder })).exitCode).toBe(0);
  });

  test('prints the list as JSON', async () => {
    const { stdout } = await adopt(project().folder, '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      file,
      changes: expect.arrayContaining([
        { resource: 'aws_s3_bucket', action: 'changed', what: 'tags: without team' },
        { resource: 'aws_kms_alias', action: 'made', what: 'alias/corp/acme' },
      ]),
    });
  });

  test('fails when nothing was read before anything is pinned', async () => {
    const { stderr, exitCode } = await runCommandLine(['pin'], { folder: project().folder });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('error TB2183: what tenant acme takes over was never read\n');
  });

  test('fails when it was read already: later it would find what we have written', async () => {
    const { folder } = project();
    await adopt(folder);
    const { exitCode, stderr } = await adopt(folder);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('error TB5140: what tenant acme takes over was read already\n');
    expect(stderr).toContain(`fix: remove ${file} first\n`);
  });

  test('fails when the tenant takes nothing over', async () => {
    const { exitCode, stderr } = await runCommandLine(['adopt', 'globex'], { folder: project().folder });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('error TB5140: tenant globex takes nothing over\n');
  });

  test('fails when the bucket is in another region, and writes nothing', async () => {
    const { folder } = project({ ...foundState, bucket: { ...foundState.bucket, region: 'us-east-1' } });
    const { exitCode, stderr } = await adopt(folder);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('error TB2182: bucket legacy is in us-east-1, and placement main in eu-west-1\n');
    expect(existsSync(join(folder, file))).toBe(false);
  });

  test('fails when the key policy lets nobody but others manage the key (F18)', async () => {
    const owner = `arn:aws:iam::${accountId}:role/owner`;
    const own = { Sid: 'Owner', Effect: 'Allow', Principal: { AWS: owner }, Action: 'kms:*', Resource: '*' };
    const { exitCode, stderr } = await adopt(project(withKeyPolicy(own)).folder);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      `error TB5143: the key policy does not let arn:aws:iam::${accountId}:role/deployer call kms:PutKeyPolicy`,
    );
    expect(stderr).toContain('fix: let whoever may change the key policy open it to the deployer first\n');
  });

  test('fails when the bucket policy denies the deployer to change it (F18)', async () => {
    const Statement = [
      {
        Sid: 'OnlyOps',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:PutBucketPolicy',
        Resource: 'arn:aws:s3:::legacy',
        Condition: { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${accountId}:role/ops` } },
      },
    ];
    const policy = { Version: '2012-10-17', Statement };
    const { exitCode, stderr } = await adopt(
      project({ ...foundState, bucket: { ...foundState.bucket, policy } }).folder,
    );
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      `error TB5143: the bucket policy does not let arn:aws:iam::${accountId}:role/deployer call s3:PutBucketPolicy`,
    );
  });

  test('fails when the file is not what it writes, and when there is none', async () => {
    const { folder, write } = project();
    write('found.json', '{ "version": 1, "bucket": { "name": 7 }, "key": {}, "more": 1 }');
    const { exitCode, stderr } = await adopt(folder);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('error TB1121: name is not what tenant-buckets adopt writes\n');
    expect(stderr).toContain('is not what tenant-buckets adopt writes (more)\n');
    const missing = await runCommandLine(['adopt', 'acme', '--from', 'other.json'], { folder });
    expect(missing.exitCode).toBe(2);
    expect(missing.stderr).toContain('error TB5006: the file cannot be read\n');
  });
});
