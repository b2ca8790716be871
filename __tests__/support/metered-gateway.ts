import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, PutBucketEncryptionCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { startGateway, type Gateway, type GatewaySettings } from '../../modules/gateway';
import { parseJsonObject, type JsonObject } from './json';
import { startTogether } from './start-together';
import { startStubUpstream, type StubUpstream } from './stub-upstream';

/** Long-lived or of a session. */
export interface TestCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What a control route answered. */
export interface ControlAnswer {
  readonly status: number;
  readonly body: JsonObject;
}

/** A gateway before a stub, with one encrypted bucket, one key and the role `app` that may use both. */
export interface MeteredGateway extends AsyncDisposable {
  readonly gateway: Gateway;
  readonly upstream: StubUpstream;
  readonly keyArn: string;
  readonly admin: TestCredentials;
  s3(credentials: TestCredentials, maxAttempts?: number): S3Client;
  kms(credentials: TestCredentials): KMSClient;
  /** Credentials of a session of the role `app`. */
  become(session: string): Promise<TestCredentials>;
  control(method: 'GET' | 'POST' | 'PUT' | 'DELETE', route: string, body?: object): Promise<ControlAnswer>;
}

export const accountId = '111122223333';
export const bucket = 'corp-acme';
export const bucketArn = `arn:aws:s3:::${bucket}`;
export const roleArn = `arn:aws:iam::${accountId}:role/app`;

const region = 'eu-west-1';
const admin: TestCredentials = { accessKeyId: accountId, secretAccessKey: 'test' };
const document = (...Statement: readonly object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });

/** Starts one; everything in it is made through the services' own requests. */
export function startMeteredGateway(settings: Partial<GatewaySettings> = {}): Promise<MeteredGateway> {
  return startTogether(async (keep) => {
    const upstream = keep(await startStubUpstream());
    const gateway = keep(await startGateway({ upstream: upstream.endpoint, region, settings }));
    const { endpoint } = gateway;
    const clients = {
      s3: (credentials: TestCredentials, maxAttempts = 1) =>
        new S3Client({ endpoint, region, credentials, maxAttempts, forcePathStyle: true }),
      kms: (credentials: TestCredentials) => new KMSClient({ endpoint, region, credentials, maxAttempts: 1 }),
    };
    const keyArn = await furnish(endpoint, clients.s3(admin), clients.kms(admin));
    return {
      ...clients,
      gateway,
      upstream,
      keyArn,
      admin,
      become: (session: string) => become(endpoint, session),
      control: (method: string, route: string, body?: object) => control(endpoint, method, route, body),
    };
  });
}

async function furnish(endpoint: string, s3: S3Client, kms: KMSClient): Promise<string> {
  const iam = new IAMClient({ endpoint, region, credentials: admin });
  const trust = { Effect: 'Allow', Principal: { AWS: accountId }, Action: 'sts:AssumeRole' };
  const data = { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: `${bucketArn}/*` };
  const keys = { Effect: 'Allow', Action: ['kms:GenerateDataKey', 'kms:Decrypt'], Resource: '*' };
  await iam.send(new CreateRoleCommand({ RoleName: 'app', AssumeRolePolicyDocument: document(trust) }));
  await iam.send(
    new PutRolePolicyCommand({ RoleName: 'app', PolicyName: 'use', PolicyDocument: document(data, keys) }),
  );
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  const keyArn = KeyMetadata?.Arn ?? '';
  await s3.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: region } }));
  const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn } as const;
  const Rules = [{ ApplyServerSideEncryptionByDefault, BucketKeyEnabled: true }];
  await s3.send(new PutBucketEncryptionCommand({ Bucket: bucket, ServerSideEncryptionConfiguration: { Rules } }));
  return keyArn;
}

async function become(endpoint: string, session: string): Promise<TestCredentials> {
  const sts = new STSClient({ endpoint, region, credentials: admin });
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: session }));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

async function control(endpoint: string, method: string, route: string, body?: object): Promise<ControlAnswer> {
  const answer = await fetch(`${endpoint}/_gateway/${route}`, {
    method,
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  });
  return { status: answer.status, body: parseJsonObject(await answer.text()) };
}
