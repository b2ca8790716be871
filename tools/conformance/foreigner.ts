import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Target } from './ground';

/** A role of the second account that may do everything in S3 and nothing in KMS, as far as its account says. */
export interface Foreigner extends AsyncDisposable {
  readonly accountId: string;
  readonly roleArn: string;
  readonly s3: S3Client;
  readonly kms: KMSClient;
}

/** Makes the role and becomes it; disposing removes it. */
export async function makeForeigner(target: Target, RoleName: string): Promise<Foreigner> {
  const { settleSeconds, ...more } = target;
  const sts = new STSClient(more);
  const iam = new IAMClient(more);
  const { Account: accountId = '' } = await sts.send(new GetCallerIdentityCommand({}));
  const trusted = { Effect: 'Allow', Principal: { AWS: accountId }, Action: 'sts:AssumeRole' };
  const made = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document(trusted) }));
  const roleArn = made.Role?.Arn ?? '';
  try {
    const PolicyDocument = document({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'objects', PolicyDocument }));
    await new Promise((done) => setTimeout(done, settleSeconds * 1000));
    const credentials = await become(sts, roleArn);
    const clients = { ...place(target), credentials };
    return {
      accountId,
      roleArn,
      s3: new S3Client({ ...clients, forcePathStyle: true }),
      kms: new KMSClient(clients),
      [Symbol.asyncDispose]: () => remove(iam, RoleName),
    };
  } catch (error) {
    await remove(iam, RoleName);
    throw error;
  }
}

function place({ region, endpoint }: Target): Pick<Target, 'region' | 'endpoint'> {
  return { region, ...(endpoint === undefined ? {} : { endpoint }) };
}

function document(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

async function become(sts: STSClient, RoleArn: string) {
  const assumed = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'conformance' }));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = assumed.Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

async function remove(iam: IAMClient, RoleName: string): Promise<void> {
  await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'objects' }));
  await iam.send(new DeleteRoleCommand({ RoleName }));
}
