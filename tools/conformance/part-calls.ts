import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
  type CompletedPart,
} from '@aws-sdk/client-s3';
import type { Ground } from './ground';
import { under, withKey } from './one-key';

/** What no answer tells, and where it is told later. */
export interface LookUp {
  readonly question: string;
  readonly ours: string;
  /** Lines for a shell. */
  readonly commands: readonly string[];
  readonly note: string;
}

/** S3 takes no smaller part but the last. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const leastPart = 5 * 1024 * 1024;

/** Uploads two parts without a Bucket Key, under a key that nothing else uses. @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events-cli.html */
export async function uploadToLookUp(ground: Ground): Promise<LookUp> {
  return withKey(ground, {}, async (keyArn) => {
    const from = new Date();
    await upload(ground, keyArn);
    const region = await ground.s3.config.region();
    return {
      question: 'KMS calls of an upload in two parts, without a Bucket Key',
      ours: 'GenerateDataKey once, Decrypt once for each part and once for the end',
      ...howToLookUp({ keyArn, region, from, until: new Date(), atAws: ground.endpoint === undefined }),
    };
  });
}

async function upload({ s3, bucket: Bucket }: Ground, keyArn: string): Promise<void> {
  const object = { Bucket, Key: 'plain/parts' };
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ ...object, ...under(keyArn, false) }));
  const Parts: CompletedPart[] = [];
  for (const PartNumber of [1, 2]) {
    const Body = PartNumber === 1 ? Buffer.alloc(leastPart) : 'data';
    const { ETag } = await s3.send(new UploadPartCommand({ ...object, UploadId, PartNumber, Body }));
    Parts.push({ ETag, PartNumber });
  }
  await s3.send(new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload: { Parts } }));
}

/** When, where and under which key something happened. */
export interface Happening {
  readonly keyArn: string;
  readonly region: string;
  readonly from: Date;
  readonly until: Date;
  /** Whether AWS itself was asked, not an emulator. */
  readonly atAws: boolean;
}

/** The event history has calls of KMS some minutes later, for ninety days. @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html */
export function howToLookUp({ keyArn, region, from, until, atAws }: Happening): Pick<LookUp, 'commands' | 'note'> {
  if (!atAws) {
    return {
      commands: [`KEY=${keyArn}`, 'npx tenant-buckets ledger --by key,operation | grep $KEY'],
      note: 'an emulator of tenant-buckets counts them at once; nothing else used the key',
    };
  }
  const minute = 60_000;
  const time = (date: Date, change: number): string => new Date(date.getTime() + change).toISOString().slice(0, 19);
  return {
    commands: [
      `KEY=${keyArn}`,
      `aws cloudtrail lookup-events --region ${region} \\`,
      '  --lookup-attributes AttributeKey=ResourceName,AttributeValue=$KEY \\',
      `  --start-time ${time(from, -minute)}Z --end-time ${time(until, minute)}Z \\`,
      `  --query 'Events[].[EventTime,EventName]' --output text`,
    ],
    note: 'the event history has them a quarter of an hour later, for ninety days; nothing else used the key',
  };
}
