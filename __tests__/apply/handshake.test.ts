import {
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  KMSClient,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
  type CreateKeyCommandInput,
} from '@aws-sdk/client-kms';
import {
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../../modules/constructs';
import {
  noPins,
  ownedKey,
  plannedHandshakes,
  policyDocument,
  proposePins,
  terraformOf,
  type Handshake,
  type PolicyStatement,
  type Tenant,
} from '../../modules/core';
import { savePins } from '../../modules/tenants';
import { s3OfRole } from '../support/assumed-role';
import { runCommandLine } from '../support/command-line';
import { parseJsonObject } from '../support/json';
import { pointSdkAt } from '../support/kms-variables';
import { startLocalDeployment, type LocalDeployment } from '../support/local-deployment';
import { describedProject } from '../support/own-repository';

const stackName = 'localstack-shard-local-1';
const bucketName = 'example-local-acme';
const [tenantAccount, otherAccount] = ['444455556666', '777788889999'] as const;
const limitMs = 300_000;

/** A tenant of the platform's account who makes the key in its own account. */
describe('a tenant with a key in another account', () => {
  let deployment: LocalDeployment;
  let environment: Environment;
  let handshake: Handshake;
  let s3: S3Client;
  let keyArn = '';
  const folder = mkdtempSync(join(tmpdir(), 'tenant-buckets-handshake-'));

  function become(arn?: string): void {
    deployment.synthesize((loaded) => {
      const tenants = loaded.tenants.map((tenant): Tenant => ({
        ...tenant,
        key: { owner: 'tenant', accountId: tenantAccount, ...(arn !== undefined && { arn }) },
      }));
      environment = { ...loaded, tenants, pins: proposePins(loaded.placements, tenants, noPins) };
      return environment;
    });
  }

  function kmsOf(accountId: string, region = 'us-east-1'): KMSClient {
    const { endpoint } = deployment.record;
    return new KMSClient({ endpoint, region, credentials: { accessKeyId: accountId, secretAccessKey: 'test' } });
  }

  /** What the command line says of a key that a file names with its account, asked by the root user of an account. */
  async function check(
    arn: string,
    accountId: string,
    as = accountId,
  ): Promise<{ readonly exitCode: number; readonly codes: readonly string[] }> {
    const file = join(folder, 'environments', 'tenants', 'localstack', 'acme.yaml');
    mkdirSync(join(file, '..'), { recursive: true });
    const key = `{ owner: tenant, account: '${accountId}', arn: '${arn}' }`;
    const role = (name: string, access: string): string =>
      `      - { access: ${access}, create: { name: ${name}, trust: ['arn:aws:iam::000000000000:root'] } }\n`;
    writeFileSync(
      file,
      `tenants:\n  - id: acme\n    placement: local\n    key: ${key}\n    principals:\n${role('app', 'writer')}${role('reports', 'reader')}`,
    );
    const pointed = pointSdkAt(deployment.record.endpoint, as);
    try {
      const { exitCode, stdout, stderr } = await runCommandLine(['handshake', 'check', 'acme', '--json'], { folder });
      const found = stdout === '' ? stderr : stdout;
      return { exitCode, codes: found.match(/TB\d{4}/g) ?? [] };
    } finally {
      pointed[Symbol.dispose]();
    }
  }

  beforeAll(async () => {
    deployment = await startLocalDeployment();
    become();
    const [planned] = plannedHandshakes(environment);
    if (planned === undefined) throw new Error('the tenant has no handshake');
    handshake = planned.handshake;
    const { name, placements, pins } = environment;
    describedProject(folder, [{ name, placements, tags: {} }]);
    savePins(join(folder, 'environments', 'pins'), name, pins);
    const { endpoint, region, accessKeyId, secretAccessKey } = deployment.record;
    s3 = new S3Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey }, forcePathStyle: true });
    await deployment.terraform(stackName).init();
  }, limitMs);

  afterAll(async () => {
    s3.destroy();
    await deployment[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  }, limitMs);

  test(
    'is pending at first: roles and a bucket that refuses every write, and nothing left to change',
    async () => {
      const terraform = deployment.terraform(stackName);
      expect(await terraform.apply()).toMatchObject({ add: 10, change: 0, remove: 0 });
      expect(await terraform.plan()).toMatchObject({ changed: false });
      const { Policy = '{}' } = await s3.send(new GetBucketPolicyCommand({ Bucket: bucketName }));
      expect(parseJsonObject(Policy)).toMatchObject({
        Statement: expect.arrayContaining([expect.objectContaining({ Sid: 'DenyWritesWhilePending' })]),
      });
    },
    limitMs,
  );

  test(
    'makes the rendered key in its own account, with nothing left to change',
    async () => {
      const terraform = deployment.elsewhere(tenantAccount, terraformOf(handshake, ownedKey(handshake)));
      await terraform.init();
      expect(await terraform.apply()).toMatchObject({ add: 2, change: 0, remove: 0 });
      expect(await terraform.plan()).toMatchObject({ changed: false });
      keyArn = String((await terraform.output())['key_arn']?.value);
      expect(keyArn).toMatch(new RegExp(`^arn:aws:kms:us-east-1:${tenantAccount}:key/`));
    },
    limitMs,
  );

  test(
    'passes the check with the credentials of its account',
    async () => {
      expect(await check(keyArn, tenantAccount)).toEqual({ exitCode: 0, codes: [] });
    },
    limitMs,
  );

  test(
    'becomes active: encrypted under that key by default, enforced, nothing replaced and nothing left to change',
    async () => {
      become(keyArn);
      const terraform = deployment.terraform(stackName);
      expect(await terraform.apply()).toMatchObject({ add: 1, change: 3, remove: 0 });
      expect(await terraform.plan()).toMatchObject({ changed: false });
      const { ServerSideEncryptionConfiguration } = await s3.send(
        new GetBucketEncryptionCommand({ Bucket: bucketName }),
      );
      expect(ServerSideEncryptionConfiguration?.Rules).toMatchObject([
        {
          ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn },
          BucketKeyEnabled: true,
        },
      ]);
      const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket: bucketName }));
      expect(Policy).toContain(keyArn);
      expect(Policy).not.toContain('DenyWritesWhilePending');
      const role = `arn:aws:iam::000000000000:role/tenants/${bucketName}`;
      const writer = await s3OfRole(deployment.record, `${role}-app`);
      const reader = await s3OfRole(deployment.record, `${role}-reports`);
      await writer.send(new PutObjectCommand({ Bucket: bucketName, Key: 'a.txt', Body: 'mine' }));
      const got = await reader.send(new GetObjectCommand({ Bucket: bucketName, Key: 'a.txt' }));
      for (const client of [writer, reader]) client.destroy();
      expect(got).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: keyArn, BucketKeyEnabled: true });
    },
    limitMs,
  );

  /** A key that is as it was rendered but for one thing. */
  interface Variant {
    readonly accountId?: string;
    readonly region?: string;
    readonly create?: Partial<CreateKeyCommandInput>;
    readonly statements?: (statements: readonly PolicyStatement[]) => readonly PolicyStatement[];
    readonly after?: (kms: KMSClient, keyId: string) => Promise<unknown>;
  }

  async function make({ accountId = tenantAccount, region, create, statements, after }: Variant): Promise<string> {
    const kms = kmsOf(accountId, region);
    try {
      const { KeyMetadata } = await kms.send(new CreateKeyCommand({ ...create }));
      const KeyId = KeyMetadata?.KeyId ?? '';
      const own = ownedKey({ ...handshake, keyAccountId: accountId }).policy.Statement;
      const Policy = JSON.stringify(policyDocument(statements?.(own) ?? own));
      await kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy }));
      await after?.(kms, KeyId);
      return KeyMetadata?.Arn ?? '';
    } finally {
      kms.destroy();
    }
  }

  test.each<readonly [string, Variant, readonly string[]]>([
    ['in another region', { region: 'eu-west-1' }, ['TB5124']],
    ['disabled', { after: (kms, KeyId) => kms.send(new DisableKeyCommand({ KeyId })) }, ['TB5127']],
    [
      'on its way out',
      { after: (kms, KeyId) => kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 })) },
      ['TB5128'],
    ],
    ['asymmetric', { create: { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' } }, ['TB5126']],
    ['an HMAC key', { create: { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' } }, ['TB5126']],
    [
      'without the statement of its writer',
      { statements: (all) => all.filter((one) => !one.Sid.startsWith('WriteThroughS3')) },
      ['TB5129'],
    ],
    [
      'not bound to the bucket',
      {
        statements: (all) =>
          all.map((one) =>
            one.Sid.startsWith('Read') ? { ...one, Condition: { ArnLike: one.Condition?.['ArnLike'] ?? {} } } : one,
          ),
      },
      ['TB5130'],
    ],
    [
      'open to everybody of the platform',
      {
        statements: (all) =>
          all.map((one) =>
            one.Sid.startsWith('Read')
              ? { ...one, Condition: { StringEquals: one.Condition?.['StringEquals'] ?? {} } }
              : one,
          ),
      },
      ['TB5132'],
    ],
  ])(
    'fails the check when its key is %s',
    async (_, variant, codes) => {
      expect(await check(await make(variant), variant.accountId ?? tenantAccount)).toEqual({ exitCode: 1, codes });
    },
    limitMs,
  );

  test(
    'fails the check, and synth, when its key is one of another account, and when it is gone',
    async () => {
      const theirs = await make({ accountId: otherAccount });
      expect(await check(theirs, tenantAccount, otherAccount)).toEqual({ exitCode: 2, codes: ['TB1002'] });
      expect(() => {
        become(theirs);
      }).toThrow(`TB2170 localstack-shard-local-1/acme: key ${theirs} is not in account ${tenantAccount}`);
      const gone = `arn:aws:kms:us-east-1:${tenantAccount}:key/11111111-2222-3333-4444-555555555555`;
      expect(await check(gone, tenantAccount)).toEqual({ exitCode: 1, codes: ['TB5125'] });
    },
    limitMs,
  );

  test(
    'keeps the key through all of this',
    async () => {
      const kms = kmsOf(tenantAccount);
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: keyArn }));
      kms.destroy();
      expect(KeyMetadata).toMatchObject({ KeyState: 'Enabled', KeySpec: 'SYMMETRIC_DEFAULT' });
    },
    limitMs,
  );
});
