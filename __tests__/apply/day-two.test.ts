import { DescribeKeyCommand, GetKeyPolicyCommand, KMSClient, ListGrantsCommand } from '@aws-sdk/client-kms';
import { GetBucketEncryptionCommand, GetBucketPolicyCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Environment } from '../../modules/constructs';
import { finishMove, proposePins, startMove, type Tenant, type TenantState } from '../../modules/core';
import { readTenants } from '../../modules/demo/stack-outputs';
import { readMovedResources } from '../../modules/terraform';
import { s3OfRole } from '../support/assumed-role';
import { startLocalDeployment, type LocalDeployment } from '../support/local-deployment';

const [first, second] = ['localstack-shard-local-1', 'localstack-shard-local-2'] as const;
const bucketName = 'example-local-acme';
/** Applying a saved plan spares another one. */
const planFile = 'plan.bin';
const limitMs = 300_000;

/** What a tenant holds: what must never become another. */
interface Holdings {
  readonly keyArn: string;
  readonly grants: readonly string[];
  readonly bucketPolicy: string;
}

describe('day two of a tenant', () => {
  let deployment: LocalDeployment;
  let s3: S3Client;
  let kms: KMSClient;
  let environment: Environment;
  let atFirst: Holdings;

  /** Synthesizes the environment as it is now, after a change of it. */
  function become(change: Partial<Environment>): void {
    environment = { ...environment, ...change };
    deployment.synthesize(() => environment);
  }

  function inState(state: TenantState): readonly Tenant[] {
    return environment.tenants.map((tenant) => ({ ...tenant, state }));
  }

  async function holdings(keyArn: string): Promise<Holdings> {
    const { Grants } = await kms.send(new ListGrantsCommand({ KeyId: keyArn }));
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket: bucketName }));
    return {
      keyArn,
      grants: (Grants ?? []).map((grant) => grant.GrantId ?? '').sort(),
      bucketPolicy: Policy ?? '',
    };
  }

  beforeAll(async () => {
    deployment = await startLocalDeployment();
    deployment.synthesize((loaded) => {
      environment = { ...loaded, placements: loaded.placements.map((one) => ({ ...one, shardSize: 1 })) };
      return environment;
    });
    const { endpoint, region, accessKeyId, secretAccessKey } = deployment.record;
    const connection = { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
    s3 = new S3Client({ ...connection, forcePathStyle: true });
    kms = new KMSClient(connection);
    const terraform = deployment.terraform(first);
    await terraform.init();
    await terraform.apply();
    const [tenant] = readTenants(await terraform.output());
    atFirst = await holdings(tenant?.keyArn ?? '');
    const writer = await s3OfRole(deployment.record, `arn:aws:iam::000000000000:role/tenants/${bucketName}-app`);
    await writer.send(new PutObjectCommand({ Bucket: bucketName, Key: 'mine.txt', Body: 'mine' }));
    writer.destroy();
  }, limitMs);

  afterAll(async () => {
    s3.destroy();
    kms.destroy();
    await deployment[Symbol.asyncDispose]();
  }, limitMs);

  test(
    'another tenant touches one stack, and not the one that is full',
    async () => {
      const before = environment;
      const [acme] = environment.tenants;
      const tenants = acme === undefined ? [] : [acme, { ...acme, id: 'globex' }];
      become({ tenants, pins: proposePins(environment.placements, tenants, environment.pins) });
      expect(await deployment.terraform(first).plan()).toMatchObject({ changed: false });
      const other = deployment.terraform(second);
      await other.init();
      expect((await other.plan()).changes).toMatchObject({ add: 15, change: 0, remove: 0 });
      become(before);
    },
    limitMs,
  );

  test(
    'a move keeps bucket, key and grants, and leaves both stacks with nothing to change',
    async () => {
      const { placements, pins, name } = environment;
      const [source, target] = [deployment.terraform(first), deployment.terraform(second)];
      const resources = readMovedResources(await source.show(), first, 'acme');
      expect(resources).toHaveLength(15);
      const request = { environment: name, placements, pins, id: 'acme', to: 2 };
      become({ pins: startMove(request, resources) });
      await target.init();
      expect((await target.plan({ out: planFile })).changes).toEqual({ add: 0, change: 1, remove: 0, import: 15 });
      await target.apply({ planFile });
      expect((await source.plan({ out: planFile })).changes).toMatchObject({ add: 0, change: 0, remove: 0 });
      await source.apply({ planFile });
      expect(await target.plan()).toMatchObject({ changed: false });
      expect(await source.plan()).toMatchObject({ changed: false });
      become({ pins: finishMove(environment.pins, 'acme') });
      expect(await holdings(atFirst.keyArn)).toEqual(atFirst);
      expect(readTenants(await target.output())).toMatchObject([{ id: 'acme', keyArn: atFirst.keyArn, bucketName }]);
    },
    limitMs,
  );

  test(
    'a suspension destroys the grants alone, and is taken back',
    async () => {
      const terraform = deployment.terraform(second);
      become({ tenants: inState('suspended') });
      expect(await terraform.apply()).toMatchObject({ add: 0, remove: 2 });
      expect((await holdings(atFirst.keyArn)).grants).toEqual([]);
      become({ tenants: inState('active') });
      await terraform.apply();
      expect((await holdings(atFirst.keyArn)).grants).toHaveLength(2);
    },
    limitMs,
  );

  test(
    'a retirement destroys nothing: key, grants, policies and encryption stay, and terraform knows none of them',
    async () => {
      const terraform = deployment.terraform(second);
      const before = await holdings(atFirst.keyArn);
      const tenants = inState('retired');
      become({ tenants, pins: proposePins(environment.placements, tenants, environment.pins) });
      expect((await terraform.plan({ out: planFile })).changes).toMatchObject({ add: 0, change: 0, remove: 0 });
      await terraform.apply({ planFile });
      expect(await holdings(atFirst.keyArn)).toEqual(before);
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: atFirst.keyArn }));
      expect(KeyMetadata?.KeyState).toBe('Enabled');
      const keyPolicy = await kms.send(new GetKeyPolicyCommand({ KeyId: atFirst.keyArn, PolicyName: 'default' }));
      expect(keyPolicy.Policy).toContain('DenyUseOutsideS3');
      const encryption = await s3.send(new GetBucketEncryptionCommand({ Bucket: bucketName }));
      expect(encryption.ServerSideEncryptionConfiguration?.Rules).toHaveLength(1);
      const state = await terraform.show();
      expect(() => readMovedResources(state, second, 'acme')).toThrow(/TB5106/);
    },
    limitMs,
  );

  test('an entry that is taken out stops the synthesis, so nothing is ever planned', () => {
    expect(() => become({ tenants: [] })).toThrow(
      /TB2151 localstack\/acme: tenant acme is pinned and stands in no file/,
    );
  });
});
