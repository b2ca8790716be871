import { GetKeyPolicyCommand, KMSClient, ListGrantsCommand } from '@aws-sdk/client-kms';
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  HeadObjectCommand,
  PutBucketEncryptionCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localstack } from '../../environments/localstack';
import { noPins, proposePins, throwErrors } from '../../modules/core';
import { readTenants } from '../../modules/demo/stack-outputs';
import { loadEnvironments } from '../../modules/tenants';
import { s3OfRole } from '../support/assumed-role';
import { runCommandLine } from '../support/command-line';
import { objectsAt, parseJsonObject, textAt, type JsonObject } from '../support/json';
import {
  adoptingTenants,
  changesOfMerged,
  changesOfReplaced,
  legacyKeyStatement,
  legacyRule,
  legacyStatement,
  makeLegacyBucket,
  makeLegacyKey,
  makeLegacyRole,
} from '../support/legacy';
import { startLocalDeployment, type LocalDeployment } from '../support/local-deployment';
import { describedProject } from '../support/own-repository';
import { planned, type PlannedResource } from '../support/planned';
import { refusalOf } from '../support/refused';

const stackName = 'localstack-shard-local-1';
const limitMs = 300_000;
describe('buckets and keys that were there before, and one with every option', () => {
  let deployment: LocalDeployment;
  let s3: S3Client;
  let kms: KMSClient;
  const keys = { merged: '', replaced: '' };
  const folder = mkdtempSync(join(tmpdir(), 'tenant-buckets-adopt-'));
  let firstPlan: readonly PlannedResource[] = [];
  const lists = new Map<string, readonly JsonObject[]>();

  async function adopt(id: string): Promise<void> {
    const { exitCode, stdout, stderr } = await runCommandLine(['adopt', id, '--json'], { folder });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringContaining('holds what was found') });
    lists.set(id, objectsAt(parseJsonObject(stdout), 'changes'));
  }

  function listed(id: string): readonly (readonly string[])[] {
    return (lists.get(id) ?? []).map((one) => [textAt(one, 'action'), textAt(one, 'resource'), textAt(one, 'what')]);
  }

  async function policyOf(Bucket: string): Promise<readonly JsonObject[]> {
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    return objectsAt(parseJsonObject(Policy ?? '{}'), 'Statement');
  }

  async function keyPolicyOf(KeyId: string): Promise<readonly JsonObject[]> {
    const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }));
    return objectsAt(parseJsonObject(Policy ?? '{}'), 'Statement');
  }

  beforeAll(async () => {
    deployment = await startLocalDeployment();
    const { endpoint, region, accessKeyId, secretAccessKey } = deployment.record;
    const connection = { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
    s3 = new S3Client({ ...connection, forcePathStyle: true });
    kms = new KMSClient(connection);
    // The command finds AWS as its users do: by the variables of the environment.
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    });
    await makeLegacyRole(connection);
    for (const name of ['merged', 'replaced'] as const) {
      keys[name] = await makeLegacyKey(kms, name);
      await makeLegacyBucket(s3, name);
    }
    const Bucket = 'legacy-replaced';
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    const bySse = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keys.replaced } as const;
    const Rules = [{ ApplyServerSideEncryptionByDefault: bySse, BucketKeyEnabled: false }];
    await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
    mkdirSync(join(folder, 'environments/tenants/localstack'), { recursive: true });
    writeFileSync(join(folder, 'environments/tenants/localstack/all.yaml'), adoptingTenants(keys));
    describedProject(folder, [localstack(endpoint)]);
  }, limitMs);

  afterAll(async () => {
    s3.destroy();
    kms.destroy();
    rmSync(folder, { recursive: true, force: true });
    await deployment[Symbol.asyncDispose]();
  }, limitMs);

  test(
    'are read once, and what the first plan will change is said',
    async () => {
      await adopt('merged');
      await adopt('replaced');
      expect(listed('merged')).toEqual(changesOfMerged(keys.merged));
      expect(listed('replaced')).toEqual(changesOfReplaced(keys.replaced));
    },
    limitMs,
  );

  test(
    'are taken over by a plan that does what was said and nothing else',
    async () => {
      const { endpoint } = deployment.record;
      const loaded = loadEnvironments([localstack(endpoint)], folder);
      throwErrors(loaded.diagnostics);
      const [own] = loaded.environments;
      deployment.synthesize((environment) => {
        const tenants = own?.tenants ?? [];
        return { ...environment, tenants, pins: proposePins(environment.placements, tenants, noPins) };
      });
      const terraform = deployment.terraform(stackName);
      await terraform.init();
      firstPlan = await planned(terraform, 'first.tfplan');
      const actions: { readonly [action: string]: string } = { made: 'create', changed: 'update', takenOver: 'no-op' };
      for (const id of ['merged', 'replaced']) {
        const said = new Map((lists.get(id) ?? []).map((one) => [textAt(one, 'resource'), textAt(one, 'action')]));
        const own = firstPlan.filter((one) => one.name.startsWith(`${id}_`));
        expect(new Set(own.map((one) => one.type))).toEqual(new Set(said.keys()));
        for (const { type, actions: done, importId } of own) {
          const action = said.get(type) ?? '';
          expect([type, done, importId !== undefined]).toEqual([type, [actions[action]], action !== 'made']);
        }
      }
      await terraform.apply({ planFile: 'first.tfplan' });
    },
    limitMs,
  );

  test(
    'are what they were: the same buckets and keys, and a second plan is empty',
    async () => {
      const terraform = deployment.terraform(stackName);
      expect(await terraform.plan()).toMatchObject({ changed: false });
      const tenants = readTenants(await terraform.output());
      expect(tenants.find((one) => one.id === 'merged')).toMatchObject({
        bucketName: 'legacy-merged',
        keyArn: keys.merged,
      });
      expect(tenants.find((one) => one.id === 'replaced')).toMatchObject({
        bucketName: 'legacy-replaced',
        keyArn: keys.replaced,
      });
      for (const Bucket of ['legacy-merged', 'legacy-replaced']) {
        const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'old.txt' }));
        expect(await got.Body?.transformToString()).toBe('old');
      }
    },
    limitMs,
  );

  test('keep what they had beside ours where that was asked for', async () => {
    expect(await policyOf('legacy-merged')).toContainEqual(legacyStatement);
    expect((await policyOf('legacy-merged')).map((one) => one['Sid'])).toEqual(
      expect.arrayContaining(['DenyOtherKeys', 'DenyPlainHttp', 'LegacyHome']),
    );
    expect(await keyPolicyOf(keys.merged)).toContainEqual(legacyKeyStatement);
    const rules = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: 'legacy-merged' }));
    expect((rules.Rules ?? []).map((rule) => rule.ID)).toEqual(['clean-up', 'logs']);
    // Nobody asked for a least size: the provider sends one, and the list has said so.
    const { And } = legacyRule.Filter;
    expect(rules.Rules?.[1]).toEqual({ ...legacyRule, Filter: { And: { ...And, ObjectSizeGreaterThan: 0 } } });
  });

  test('have ours alone where that was asked for', async () => {
    const sids = (await policyOf('legacy-replaced')).map((one) => one['Sid']);
    expect(sids).toContain('DenyOtherKeys');
    expect(sids).not.toContain('LegacyHome');
    expect((await keyPolicyOf(keys.replaced)).map((one) => one['Sid'])).toEqual([
      'AdministerWithoutUse',
      'CreateGrantsBoundToTheBucket',
      'DenyUseOutsideS3',
    ]);
    const rules = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: 'legacy-replaced' }));
    expect((rules.Rules ?? []).map((rule) => rule.ID)).toEqual(['clean-up']);
  });

  test('let their principals use the key for objects from before the Bucket Key, where their context is both', async () => {
    const [statement] = (await keyPolicyOf(keys.merged)).filter((one) => one['Sid'] === 'ReadThroughS3');
    expect(statement?.['Condition']).toMatchObject({
      StringLike: {
        'kms:EncryptionContext:aws:s3:arn': ['arn:aws:s3:::legacy-merged', 'arn:aws:s3:::legacy-merged/*'],
      },
    });
    const { Grants } = await kms.send(new ListGrantsCommand({ KeyId: keys.merged }));
    expect(Grants).toHaveLength(2);
  });

  test('encrypt by default under the key that they had, with a Bucket Key, and keep versions', async () => {
    for (const name of ['merged', 'replaced'] as const) {
      const Bucket = `legacy-${name}`;
      const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
      expect(ServerSideEncryptionConfiguration?.Rules).toEqual([
        {
          ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keys[name] },
          BucketKeyEnabled: true,
        },
      ]);
      expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
    }
  });

  test('are written past the Bucket Key where their context is both, which their bucket’s ARN alone refuses (F15)', async () => {
    for (const name of ['merged', 'replaced']) {
      const writer = await s3OfRole(
        deployment.record,
        `arn:aws:iam::000000000000:role/tenants/example-local-${name}-app`,
      );
      const put = new PutObjectCommand({
        Bucket: `legacy-${name}`,
        Key: 'opted-out',
        Body: 'x',
        BucketKeyEnabled: false,
      });
      const refusal = await refusalOf(() => writer.send(put));
      writer.destroy();
      if (name === 'merged') expect(refusal).toBeUndefined();
      else expect(refusal?.message).toContain('kms:GenerateDataKey');
    }
  });

  test('a new one moves, expires and locks objects as its entry says', async () => {
    const Bucket = 'example-local-locked';
    const { Rules } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    const [rule, ...others] = Rules ?? [];
    const byDays = (rule?.Transitions ?? []).toSorted((a, b) => (a.Days ?? 0) - (b.Days ?? 0));
    expect([{ ...rule, Transitions: byDays }, ...others]).toEqual([
      {
        ID: 'clean-up',
        Status: 'Enabled',
        Filter: { Prefix: '' },
        Expiration: { Days: 400 },
        Transitions: [
          { Days: 30, StorageClass: 'STANDARD_IA' },
          { Days: 60, StorageClass: 'GLACIER' },
          { Days: 180, StorageClass: 'DEEP_ARCHIVE' },
        ],
        NoncurrentVersionExpiration: { NoncurrentDays: 30 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      },
    ]);
    const lock = await s3.send(new GetObjectLockConfigurationCommand({ Bucket }));
    expect(lock.ObjectLockConfiguration).toEqual({
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 30 } },
    });
    const writer = await s3OfRole(deployment.record, `arn:aws:iam::000000000000:role/tenants/${Bucket}-app`);
    await writer.send(new PutObjectCommand({ Bucket, Key: 'mine.txt', Body: 'mine' }));
    writer.destroy();
    const { ObjectLockMode } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'mine.txt' }));
    expect(ObjectLockMode).toBe('GOVERNANCE');
  });
});
