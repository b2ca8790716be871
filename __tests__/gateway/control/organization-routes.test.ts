import { GetObjectCommand, PutBucketPolicyCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { accountId, bucket, bucketArn, startMeteredGateway, type MeteredGateway } from '../../support/metered-gateway';

const everything = { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const noWrites = { Statement: [{ Sid: 'NoWrites', Effect: 'Deny', Action: 's3:PutObject', Resource: '*' }] };
const guarded = {
  Statement: [{ Sid: 'Guard', Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: `${bucketArn}/*` }],
};

let stage: MeteredGateway;
let app: S3Client;

beforeAll(async () => {
  stage = await startMeteredGateway();
  app = stage.s3(await stage.become('one'));
});

afterEach(async () => {
  await stage.control('DELETE', 'organization');
});

afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

const put = (client = app) => client.send(new PutObjectCommand({ Bucket: bucket, Key: 'a', Body: 'data' }));
const get = () => app.send(new GetObjectCommand({ Bucket: bucket, Key: 'a' }));

describe('an organization', () => {
  test('binds by its service control policies, and no longer when it is deleted', async () => {
    await put();
    await stage.control('PUT', 'organization', { serviceControlPolicies: [[everything], [everything, noWrites]] });
    await expect(put()).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('with an explicit deny in a service control policy'),
    });
    await expect(get()).resolves.toBeDefined();
    expect(await stage.control('DELETE', 'organization')).toEqual({
      status: 200,
      body: { schemaVersion: 1, organization: null },
    });
    await expect(put()).resolves.toBeDefined();
  });

  test('guards by its resource control policies', async () => {
    await put();
    await stage.control('PUT', 'organization', { resourceControlPolicies: [[guarded]] });
    await expect(put()).resolves.toBeDefined();
    await expect(get()).rejects.toMatchObject({
      message: expect.stringContaining('with an explicit deny in a resource control policy'),
    });
  });

  test('denies everything below a level without policies', async () => {
    await stage.control('PUT', 'organization', { serviceControlPolicies: [[everything], []] });
    await expect(put()).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test('does not bind its management account, nor accounts that are not its members', async () => {
    const serviceControlPolicies = [[everything, noWrites]];
    await stage.control('PUT', 'organization', { serviceControlPolicies, managementAccountId: accountId });
    await expect(put()).resolves.toBeDefined();
    await stage.control('PUT', 'organization', { serviceControlPolicies, accountIds: ['444455556666'] });
    await expect(put()).resolves.toBeDefined();
    await stage.control('PUT', 'organization', { serviceControlPolicies, accountIds: [accountId] });
    await expect(put()).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test('binds an account that nobody had seen before', async () => {
    const allow = {
      Effect: 'Allow',
      Principal: { AWS: ['777788889999', '888899990000'] },
      Action: 's3:*',
      Resource: `${bucketArn}/*`,
    };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [allow] });
    await stage.s3(stage.admin).send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));
    const stranger = stage.s3({ accessKeyId: '777788889999', secretAccessKey: 'test' });
    const plain = new PutObjectCommand({ Bucket: bucket, Key: 'b', Body: 'data', ServerSideEncryption: 'AES256' });
    await expect(stranger.send(plain)).resolves.toBeDefined();
    await stage.control('PUT', 'organization', { serviceControlPolicies: [[everything, noWrites]] });
    const other = stage.s3({ accessKeyId: '888899990000', secretAccessKey: 'test' });
    await expect(other.send(plain)).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(stranger.send(plain)).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test('is told as it was put', async () => {
    const organization = {
      serviceControlPolicies: [[everything]],
      resourceControlPolicies: [],
      accountIds: [accountId],
      managementAccountId: '444455556666',
      id: 'o-exampleorgid',
    };
    await stage.control('PUT', 'organization', organization);
    expect((await stage.control('GET', 'organization')).body).toEqual({ schemaVersion: 1, organization });
  });

  test('fails when it is not what it has to be, says everything, and leaves what was', async () => {
    const { status, body } = await stage.control('PUT', 'organization', {
      serviceControlPolicies: [everything],
      resourceControlPolicies: 'none',
      accountIds: ['1'],
      managementAccountId: 1,
      id: 'mine',
      scps: [],
    });
    expect(status).toBe(400);
    expect(body['errors']).toEqual([
      expect.stringMatching(/^scps is not known; there are serviceControlPolicies/),
      expect.stringMatching(/^serviceControlPolicies has to be a list of levels/),
      expect.stringMatching(/^resourceControlPolicies has to be a list of levels/),
      'accountIds has to be a list of texts of twelve digits',
      'managementAccountId has to be a text of twelve digits',
      'id has to look like o-exampleorgid',
    ]);
    expect((await stage.control('GET', 'organization')).body).toEqual({ schemaVersion: 1, organization: null });
  });
});
