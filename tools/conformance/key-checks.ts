import { CreateAliasCommand, DeleteAliasCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { CompleteMultipartUploadCommand, CreateMultipartUploadCommand, UploadPartCommand } from '@aws-sdk/client-s3';
import { defaultSettings } from '../../modules/gateway';
import { codeOf, isDenied, put, type Check } from './ask';
import type { Ground } from './ground';
import { under, withKey } from './one-key';

/** A key policy that lets in the account, and refuses something. */
function denying({ keyArn }: Ground, ...denied: readonly object[]): string {
  const root = `arn:aws:iam::${keyArn.split(':')[4] ?? ''}:root`;
  const all = { Effect: 'Allow', Principal: { AWS: root }, Action: 'kms:*', Resource: '*' };
  const Statement = [all, ...denied.map((one) => ({ Effect: 'Deny', Principal: '*', Resource: '*', ...one }))];
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

const data = ['kms:GenerateDataKey', 'kms:Decrypt'];

/** Begins an upload in one part, lets something happen, and ends it; `allowed`, or the code of the error. */
async function uploadAround(ground: Ground, keyArn: string, happen: () => Promise<unknown>): Promise<string> {
  const { s3, bucket: Bucket } = ground;
  const object = { Bucket, Key: 'plain/upload' };
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ ...object, ...under(keyArn, false) }));
  const part = { ...object, UploadId, PartNumber: 1 };
  const { ETag } = await s3.send(new UploadPartCommand({ ...part, Body: 'data' }));
  await happen();
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
  return codeOf(s3.send(new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload })));
}

/** Under keys of their own, most of which deny something. */
export const keyChecks: readonly Check[] = [
  {
    question: 'a write that opts out of the Bucket Key, under a key for the context of the bucket alone',
    ours: 'AccessDenied',
    ask: (ground) => {
      const StringNotEquals = { 'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::${ground.bucket}` };
      const Policy = denying(ground, { Action: data, Condition: { StringNotEquals } });
      return withKey(ground, { Policy }, (key) => put(ground, 'plain/optout', under(key, false)));
    },
  },
  {
    question: 'whether a write under a Bucket Key needs kms:Decrypt (bucketKeyWriteDecrypts)',
    ours: String(defaultSettings.bucketKeyWriteDecrypts),
    ask: (ground) =>
      withKey(ground, { Policy: denying(ground, { Action: 'kms:Decrypt' }) }, async (key) =>
        isDenied(await put(ground, 'plain/decrypts', under(key))),
      ),
  },
  {
    question: 'whether a part, without a Bucket Key, needs kms:Decrypt',
    ours: 'true',
    ask: (ground) =>
      withKey(ground, { Policy: denying(ground, { Action: 'kms:Decrypt' }) }, async (key) =>
        isDenied(await codeOf(uploadAround(ground, key, () => Promise.resolve()))),
      ),
  },
  {
    question: 'whether the end of an upload, without a Bucket Key, needs kms:Decrypt',
    ours: 'true',
    ask: (ground) =>
      withKey(ground, {}, async (KeyId) => {
        const Policy = denying(ground, { Action: 'kms:Decrypt' });
        const ended = await uploadAround(ground, KeyId, async () => {
          await ground.kms.send(new PutKeyPolicyCommand({ KeyId, Policy, PolicyName: 'default' }));
          await ground.settle();
        });
        return isDenied(ended);
      }),
  },
  {
    question: 'whether a context of the caller has a Bucket Key of its own',
    ours: 'true',
    ask: (ground) => {
      const StringLike = { 'kms:EncryptionContext:team': '*' };
      const Policy = denying(ground, { Action: data, Condition: { StringLike } });
      const SSEKMSEncryptionContext = Buffer.from('{"team":"a"}').toString('base64');
      return withKey(ground, { Policy }, async (key) => {
        const plain = await put(ground, 'plain/context', under(key));
        const own = await put(ground, 'plain/context', { ...under(key), SSEKMSEncryptionContext });
        return plain === 'allowed' ? isDenied(own) : plain;
      });
    },
  },
  {
    question: 'whether KMS hears through S3 of the alias that a write names (kms:RequestAlias)',
    ours: 'false',
    ask: (ground) => {
      const Policy = denying(ground, { Action: data, Condition: { Null: { 'kms:RequestAlias': 'false' } } });
      const AliasName = `${ground.aliasName}-asked`;
      return withKey(ground, { Policy }, async (TargetKeyId) => {
        await ground.kms.send(new CreateAliasCommand({ AliasName, TargetKeyId }));
        await ground.settle();
        const answer = await put(ground, 'plain/alias', under(AliasName));
        await ground.kms.send(new DeleteAliasCommand({ AliasName }));
        return isDenied(answer);
      });
    },
  },
  {
    question: 'a write under a key that is not symmetric',
    ours: 'KMS.InvalidKeyUsageException',
    ask: (ground) =>
      withKey(ground, { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' }, (key) =>
        put(ground, 'plain/asymmetric', under(key)),
      ),
  },
];
