import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetObjectCommand, PutObjectCommand, S3ServiceException, type S3Client } from '@aws-sdk/client-s3';
import { assumeRole } from './assume-role';
import type { Connection, DeployedTenant } from './connection';

/** Something that somebody tried with a tenant's bucket. */
export interface Attempt {
  readonly who: string;
  readonly what: string;
  readonly allowed: boolean;
  /** Under which encryption an object lies now, or what refused. */
  readonly because: string;
}

type Extra = Partial<ConstructorParameters<typeof PutObjectCommand>[0]>;

const readKey = 'attempts/read';

/** Lets the tenant's roles, and a stranger with every permission of the account, try what they may and what they may not. */
export async function attemptAll(connection: Connection, tenant: DeployedTenant): Promise<readonly Attempt[]> {
  const { keyArn } = tenant;
  const [writerArn = '', readerArn = ''] = tenant.principalArns;
  const foreignKey = await makeForeignKey(connection);
  const writer = await assumeRole(connection, writerArn);
  const reader = await assumeRole(connection, readerArn);
  const stranger = await assumeRole(connection, await makeStranger(connection));
  const kms = { ServerSideEncryption: 'aws:kms' } as const;
  try {
    return [
      await write('writer', writer, tenant, 'writes and names no key', {}, readKey),
      await write('writer', writer, tenant, 'writes under its own key', { ...kms, SSEKMSKeyId: keyArn }),
      await write('writer', writer, tenant, 'writes under another key', { ...kms, SSEKMSKeyId: foreignKey }),
      await write('writer', writer, tenant, 'writes with AES256', { ServerSideEncryption: 'AES256' }),
      await write('writer', writer, tenant, 'writes with aws:kms alone', kms),
      await write('writer', writer, tenant, 'opts out of the Bucket Key', { BucketKeyEnabled: false }),
      await read('reader', reader, tenant),
      await write('reader', reader, tenant, 'writes', {}),
      await read('stranger', stranger, tenant),
    ];
  } finally {
    for (const client of [writer, reader, stranger]) client.destroy();
  }
}

function write(
  who: string,
  client: S3Client,
  { bucketName }: DeployedTenant,
  what: string,
  extra: Extra,
  key = 'attempts/write',
): Promise<Attempt> {
  return attempt(who, what, async () => {
    const put = new PutObjectCommand({ ...extra, Bucket: bucketName, Key: key, Body: 'data' });
    const { SSEKMSKeyId = 'no key', BucketKeyEnabled } = await client.send(put);
    return `lies under ${SSEKMSKeyId}${BucketKeyEnabled === true ? ', with a Bucket Key' : ''}`;
  });
}

function read(who: string, client: S3Client, { bucketName }: DeployedTenant): Promise<Attempt> {
  return attempt(who, 'reads', async () => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucketName, Key: readKey }));
    return `${String((await Body?.transformToByteArray())?.length ?? 0)} bytes`;
  });
}

async function attempt(who: string, what: string, doIt: () => Promise<string>): Promise<Attempt> {
  try {
    return { who, what, allowed: true, because: await doIt() };
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error;
    return { who, what, allowed: false, because: reasonOf(error) };
  }
}

/** What the gateway says of its refusal: of a deny the statement, of a missing allow what nothing allows. */
function reasonOf({ $response, message }: S3ServiceException): string {
  const reason = $response?.headers['x-tenant-buckets-reason']?.split(' | ').at(-1) ?? '';
  const [, action = '', context, denied] =
    /^(\S+) on \S+(?: under (\{.*?\}))? (?:is denied: ([^,]+, [^,]+), |is not allowed: )/.exec(reason) ?? [];
  if (action === '') return message;
  if (denied !== undefined) return `${action} is denied by ${denied}`;
  return context === undefined
    ? `no policy allows ${action}`
    : `neither key policy nor grant allows ${action} under ${context}`;
}

/** As another tenant of the account would have one. */
async function makeForeignKey(connection: Connection): Promise<string> {
  const kms = new KMSClient(connection);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: 'of another tenant' }));
  kms.destroy();
  return KeyMetadata?.Arn ?? '';
}

async function makeStranger(connection: Connection): Promise<string> {
  const iam = new IAMClient(connection);
  const document = (statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const { accessKeyId } = connection.credentials;
  const trust = { Effect: 'Allow', Principal: { AWS: accessKeyId }, Action: 'sts:AssumeRole' };
  const all = { Effect: 'Allow', Action: ['s3:*', 'kms:*'], Resource: '*' };
  const RoleName = 'stranger';
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document(trust) }));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'all', PolicyDocument: document(all) }));
  iam.destroy();
  return Role?.Arn ?? '';
}
