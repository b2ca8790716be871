import { CreateAliasCommand, CreateKeyCommand, KMSClient, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutBucketEncryptionCommand,
  S3Client,
  type ServerSideEncryptionByDefault,
} from '@aws-sdk/client-s3';

/** Whom the checks ask. */
export interface Target {
  /** @default AWS itself */
  readonly endpoint?: string;
  readonly region: string;
  /** @default what the SDK finds */
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  /** Where the SDK finds them. @default as AWS_PROFILE says */
  readonly profile?: string;
  /** How long AWS is given until a policy counts everywhere. */
  readonly settleSeconds: number;
}

/** What the checks work with: an empty bucket and a key of its own, which are there for them alone. */
export interface Ground extends AsyncDisposable {
  readonly s3: S3Client;
  readonly kms: KMSClient;
  /** @default AWS itself */
  readonly endpoint?: string;
  readonly bucket: string;
  readonly keyArn: string;
  readonly aliasName: string;
  /** Waits until what was just set counts. */
  settle(): Promise<void>;
  encryptByDefault(byDefault: ServerSideEncryptionByDefault): Promise<void>;
}

/** Makes bucket, key and alias; disposing it removes everything, the key after the seven days that KMS insists on. */
export async function makeGround(target: Target, name: string): Promise<Ground> {
  const { settleSeconds, region, ...more } = target;
  const s3 = new S3Client({ ...more, region, forcePathStyle: true });
  const kms = new KMSClient({ ...more, region });
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: name }));
  const keyArn = KeyMetadata?.Arn ?? '';
  const aliasName = `alias/${name}`;
  await kms.send(new CreateAliasCommand({ AliasName: aliasName, TargetKeyId: keyArn }));
  await s3.send(new CreateBucketCommand({ Bucket: name }));
  const settle = (): Promise<void> => new Promise((done) => setTimeout(done, settleSeconds * 1000));
  return {
    s3,
    kms,
    ...(target.endpoint === undefined ? {} : { endpoint: target.endpoint }),
    bucket: name,
    keyArn,
    aliasName,
    settle,
    encryptByDefault: async (ApplyServerSideEncryptionByDefault) => {
      const Rules = [{ ApplyServerSideEncryptionByDefault, BucketKeyEnabled: true }];
      await s3.send(new PutBucketEncryptionCommand({ Bucket: name, ServerSideEncryptionConfiguration: { Rules } }));
      await settle();
    },
    [Symbol.asyncDispose]: () => clear(s3, kms, name, keyArn),
  };
}

async function clear(s3: S3Client, kms: KMSClient, Bucket: string, KeyId: string): Promise<void> {
  await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
  const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
  for (const { Key, UploadId } of Uploads) await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  for (const { Key } of Contents) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  await s3.send(new DeleteBucketCommand({ Bucket }));
  await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  s3.destroy();
  kms.destroy();
}
