import {
  CreateMultipartUploadCommand,
  DeleteBucketEncryptionCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  UploadPartCommand,
  type BlockedEncryptionTypes,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { defaultSettings } from '../../modules/gateway';
import { codeOf, isDenied, put, type Check } from './ask';
import { postForm } from './form-upload';
import type { Ground } from './ground';
import { keyChecks } from './key-checks';

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
    question: 'key-id condition key of a write that names the bare id of a key',
    ours: 'the ARN of the key',
    ask: async (ground) => {
      const SSEKMSKeyId = ground.keyArn.slice(ground.keyArn.lastIndexOf('/') + 1);
      const answer = await put(ground, 'otherkey/b', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId });
      return answer === 'allowed' ? 'the ARN of the key' : 'the id';
    },
  },
  {
    question: 'whether the field on encryption of a form fills the condition keys',
    ours: 'true',
    ask: async (ground) => {
      const encrypted = { 'x-amz-server-side-encryption': 'aws:kms' };
      const elsewhere = await postForm(ground, 'plain/form', encrypted);
      return elsewhere === 'allowed' ? isDenied(await postForm(ground, 'spoken/form', encrypted)) : elsewhere;
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

const customerKey = {
  SSECustomerAlgorithm: 'AES256',
  SSECustomerKey: '0123456789abcdef0123456789abcdef',
} as const;

async function blocksCustomerKeys(ground: Ground): Promise<string> {
  await ground.settle();
  return (await put(ground, 'plain/customer', customerKey)) === 'allowed' ? 'lifted' : 'kept';
}

async function putEncryption({ s3, bucket: Bucket }: Ground, block?: BlockedEncryptionTypes): Promise<void> {
  const Rule = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const } };
  const Rules = [{ ...Rule, ...(block ? { BlockedEncryptionTypes: block } : {}) }];
  await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
}

/** What becomes of a block of SSE-C. */
const blocks: readonly Check[] = [
  {
    question: 'the block of SSE-C after PutBucketEncryption that names no blocked types',
    ours: 'lifted',
    ask: async (ground) => {
      await putEncryption(ground, { EncryptionType: ['SSE-C'] });
      await putEncryption(ground);
      return blocksCustomerKeys(ground);
    },
  },
  {
    question: 'the block of SSE-C after DeleteBucketEncryption',
    ours: 'kept',
    ask: async (ground) => {
      await putEncryption(ground, { EncryptionType: ['SSE-C'] });
      await ground.s3.send(new DeleteBucketEncryptionCommand({ Bucket: ground.bucket }));
      return blocksCustomerKeys(ground);
    },
  },
];

/** In their order: the later ones change what the earlier ones stand on. */
export const checks: readonly Check[] = [...underTheKey, bare, ...keyChecks, ...blocks];
