import { signedHeaders, region, type Signer, type Unsigned } from './sign';

const account = '111122223333';
const bucket = 'corp-acme';
const bucketArn = `arn:aws:s3:::${bucket}`;
const root: Signer = { accessKeyId: account, secretAccessKey: 'test' };

const algorithm = 's3:x-amz-server-side-encryption';
const keyId = `${algorithm}-aws-kms-key-id`;
const objects = `${bucketArn}/*`;

/** Makes key, role and bucket through the gateway, the bucket with three denies and SSE-KMS under a Bucket Key; answers with a session of the role. */
export async function furnish(port: number): Promise<Signer> {
  const asked = async (
    unsigned: Omit<Unsigned, 'host' | 'method'>,
    method: 'PUT' | 'POST' = 'POST',
  ): Promise<string> => {
    const whole = { ...unsigned, method, host: `127.0.0.1:${String(port)}` };
    const url = `http://${whole.host}${whole.path}${whole.query === undefined ? '' : `?${whole.query}`}`;
    const { host: _, ...headers } = signedHeaders(whole, root, new Date());
    const answer = await fetch(url, { method, headers, ...(whole.body ? { body: whole.body } : {}) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${unsigned.service} ${unsigned.path}: ${text}`);
    return text;
  };
  const form = (service: 'iam' | 'sts', parameters: { readonly [name: string]: string }): Promise<string> =>
    asked({
      service,
      path: '/',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: Buffer.from(new URLSearchParams(parameters).toString()),
    });
  const set = (setting: string, text: string): Promise<string> =>
    asked({ service: 's3', path: `/${bucket}`, query: `${setting}=`, body: Buffer.from(text) }, 'PUT');

  await form('iam', { Action: 'CreateRole', RoleName: 'app', AssumeRolePolicyDocument: trustPolicy });
  await form('iam', { Action: 'PutRolePolicy', RoleName: 'app', PolicyName: 'use', PolicyDocument: rolePolicy });
  const kms = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'TrentService.CreateKey' };
  const made = await asked({ service: 'kms', path: '/', headers: kms, body: json({ Policy: keyPolicy }) });
  const keyArn = /arn:aws:kms:[^"]+/.exec(made)?.[0] ?? '';
  await asked({ service: 's3', path: `/${bucket}` }, 'PUT');
  await set('encryption', encryption(keyArn));
  await set('policy', bucketPolicy(keyArn));
  const RoleArn = `arn:aws:iam::${account}:role/app`;
  const session = await form('sts', { Action: 'AssumeRole', RoleArn, RoleSessionName: 'bench' });
  const part = (name: string): string => new RegExp(`<${name}>([^<]*)<`).exec(session)?.[1] ?? '';
  return {
    accessKeyId: part('AccessKeyId'),
    secretAccessKey: part('SecretAccessKey'),
    sessionToken: part('SessionToken'),
  };
}

/** One request for an object as it goes over the wire. */
export function objectRequest(method: 'GET' | 'PUT', key: string, port: number, signer: Signer): Buffer {
  const body = method === 'PUT' ? Buffer.alloc(1024, 'x') : Buffer.alloc(0);
  const host = `127.0.0.1:${String(port)}`;
  const path = `/${bucket}/${key}`;
  const headers = {
    ...signedHeaders({ service: 's3', method, host, path, body }, signer, new Date()),
    ...(method === 'PUT' ? { 'content-length': String(body.length) } : {}),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`), body]);
}

const document = (...Statement: readonly object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
const json = (value: object): Buffer => Buffer.from(JSON.stringify(value));
const roleArn = `arn:aws:iam::${account}:role/app`;

const trustPolicy = document({ Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' });
const rolePolicy = document({ Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: objects });
const keyPolicy = document(
  { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:Put*', Resource: '*' },
  {
    Effect: 'Allow',
    Principal: { AWS: roleArn },
    Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
    Resource: '*',
    Condition: {
      StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com`, 'kms:EncryptionContext:aws:s3:arn': bucketArn },
    },
  },
);

function bucketPolicy(keyArn: string): string {
  const deny = { Effect: 'Deny', Principal: '*' };
  const writes = { ...deny, Action: 's3:PutObject', Resource: objects };
  return document(
    { ...writes, Condition: { Null: { [algorithm]: 'false' }, StringNotEquals: { [algorithm]: 'aws:kms' } } },
    { ...writes, Condition: { Null: { [keyId]: 'false' }, StringNotEquals: { [keyId]: keyArn } } },
    {
      ...deny,
      Action: 's3:*',
      Resource: [bucketArn, objects],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  );
}

function encryption(keyArn: string): string {
  const byDefault = `<SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>${keyArn}</KMSMasterKeyID>`;
  const rule = `<ApplyServerSideEncryptionByDefault>${byDefault}</ApplyServerSideEncryptionByDefault>`;
  return `<ServerSideEncryptionConfiguration><Rule>${rule}<BucketKeyEnabled>true</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>`;
}
