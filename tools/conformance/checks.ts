import { CreateKeyCommand, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import {
  CreateMultipartUploadCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  UploadPartCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { defaultSettings } from '../../modules/gateway';
import type { Ground } from './ground';

/** One question that AWS's pages leave open. */
export interface Check {
  readonly question: string;
  /** What the gateway does unless a setting says otherwise. */
  readonly ours: string;
  readonly ask: (ground: Ground) => Promise<string>;
}

const algorithm = 's3:x-amz-server-side-encryption';
const keyId = `${algorithm}-aws-kms-key-id`;

/** Each prefix is denied under one condition, so that one policy answers several questions. */
export function policyOf({ bucket, keyArn }: Ground, more: readonly object[] = []): string {
  const deny = (prefix: string, Condition: object): object => ({
    Sid: prefix,
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${bucket}/${prefix}/*`,
    Condition,
  });
  const Statement = [
    deny('keyless', { Null: { [keyId]: 'true' } }),
    deny('silent', { Null: { [algorithm]: 'true' } }),
    deny('spoken', { Null: { [algorithm]: 'false' } }),
    deny('otherkey', { Null: { [keyId]: 'false' }, StringNotEquals: { [keyId]: keyArn } }),
    ...more,
  ];
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

/** `allowed`, or the code of the error. */
async function put({ s3, bucket }: Ground, Key: string, extra: Partial<PutObjectCommandInput> = {}): Promise<string> {
  return codeOf(s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'data', ...extra })));
}

async function codeOf(asked: Promise<unknown>): Promise<string> {
  try {
    await asked;
    return 'allowed';
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}

async function part(ground: Ground, prefix: string, extra: Partial<PutObjectCommandInput>): Promise<string> {
  const { s3, bucket: Bucket } = ground;
  const Key = `${prefix}/upload`;
  const { UploadId } = await s3.send(
    new CreateMultipartUploadCommand({
      Bucket,
      Key,
      ServerSideEncryption: extra.ServerSideEncryption,
      SSEKMSKeyId: extra.SSEKMSKeyId,
    }),
  );
  return codeOf(s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'data' })));
}

/** On the default of the bucket: SSE-KMS under the ground's key, with a Bucket Key. */
const underTheKey: readonly Check[] = [
  {
    question: 'key-id condition key of a write without headers (reading)',
    ours: defaultSettings.reading,
    ask: async (ground) => ((await put(ground, 'keyless/a')) === 'allowed' ? 'effective' : 'headerOnly'),
  },
  {
    question: 'key-id condition key of a write that names an alias',
    ours: 'the key of the alias',
    ask: async (ground) => {
      const named = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: ground.aliasName } as const;
      return (await put(ground, 'otherkey/a', named)) === 'allowed' ? 'the key of the alias' : 'the alias';
    },
  },
  {
    question: 'condition keys of a part (partContext)',
    ours: defaultSettings.partContext,
    ask: async (ground) => {
      const named = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: ground.keyArn } as const;
      if ((await part(ground, 'silent', named)) !== 'allowed') return 'raw';
      return (await part(ground, 'spoken', {})) === 'allowed' ? 'copyCreate' : 'effectiveOfUpload';
    },
  },
  {
    question: 'a context of the caller that claims another aws:s3:arn',
    ours: 'InvalidArgument',
    ask: (ground) => {
      const claimed = Buffer.from(JSON.stringify({ 'aws:s3:arn': 'arn:aws:s3:::another' })).toString('base64');
      return put(ground, 'plain/claimed', { ServerSideEncryption: 'aws:kms', SSEKMSEncryptionContext: claimed });
    },
  },
  {
    question: 'a bucket policy that tests for a Bucket Key',
    ours: 'MalformedPolicy',
    ask: async (ground) => {
      const { bucket: Bucket, s3 } = ground;
      const Condition = { Null: { [`${algorithm}-bucket-key-enabled`]: 'true' } };
      const Resource = `arn:aws:s3:::${Bucket}/never/*`;
      const tests = { Sid: 'tests', Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource, Condition };
      return codeOf(s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policyOf(ground, [tests]) })));
    },
  },
];

/** On a default of SSE-KMS that names no key. */
const bare: Check = {
  question: 'key-id condition key when the default names no key (bareDefault)',
  ours: defaultSettings.bareDefault,
  ask: async (ground) => {
    await ground.encryptByDefault({ SSEAlgorithm: 'aws:kms' });
    return (await put(ground, 'keyless/b')) === 'allowed' ? 'awsManagedKey' : 'absent';
  },
};

/** A key under which everything but something is allowed: no Bucket Key of it can be held yet. */
async function withNarrowKey(ground: Ground, deny: object, ask: (keyArn: string) => Promise<string>): Promise<string> {
  const { kms, keyArn } = ground;
  const root = `arn:aws:iam::${keyArn.split(':')[4] ?? ''}:root`;
  const all = { Effect: 'Allow', Principal: { AWS: root }, Action: 'kms:*', Resource: '*' };
  const denied = { Effect: 'Deny', Principal: '*', Resource: '*', ...deny };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [all, denied] });
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy }));
  const KeyId = KeyMetadata?.Arn ?? '';
  await ground.settle();
  try {
    return await ask(KeyId);
  } finally {
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  }
}

/** Under key policies that deny something. */
const underDenies: readonly Check[] = [
  {
    question: 'a write that opts out of the Bucket Key, under a key for the context of the bucket alone',
    ours: 'AccessDenied',
    ask: (ground) => {
      const StringNotEquals = { 'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::${ground.bucket}` };
      const deny = { Action: ['kms:GenerateDataKey', 'kms:Decrypt'], Condition: { StringNotEquals } };
      return withNarrowKey(ground, deny, (SSEKMSKeyId) =>
        put(ground, 'plain/optout', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId, BucketKeyEnabled: false }),
      );
    },
  },
  {
    question: 'whether a write under a Bucket Key needs kms:Decrypt (bucketKeyWriteDecrypts)',
    ours: String(defaultSettings.bucketKeyWriteDecrypts),
    ask: (ground) =>
      withNarrowKey(ground, { Action: 'kms:Decrypt' }, async (SSEKMSKeyId) => {
        const named = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId, BucketKeyEnabled: true } as const;
        return String((await put(ground, 'plain/decrypts', named)) !== 'allowed');
      }),
  },
];

/** In their order: the later ones change what the earlier ones stand on. */
export const checks: readonly Check[] = [...underTheKey, bare, ...underDenies];
