import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { assumeRole } from './assume-role';
import type { Connection, DeployedTenant } from './connection';

/** What the tenant's roles did with one object. */
export interface WorkDone {
  readonly objectKey: string;
  readonly sizeBytes: number;
  /** Whether the reader got back what the writer had sent. */
  readonly identical: boolean;
  /** As S3 reported it for the write; `undefined` when it reported none. */
  readonly keyArn: string | undefined;
  readonly bucketKeyEnabled: boolean;
}

/** The writer role puts an object without naming any key, the reader role gets it back. */
export async function workAsTenant(connection: Connection, tenant: DeployedTenant): Promise<WorkDone> {
  const [writerArn, readerArn] = tenant.principalArns;
  if (writerArn === undefined || readerArn === undefined) throw new Error('the demo needs a writer and a reader');
  const body = 'locked with a key of its own';
  const objectKey = 'reports/2026/first.txt';
  const writer = await assumeRole(connection, writerArn);
  const put = await writer.send(new PutObjectCommand({ Bucket: tenant.bucketName, Key: objectKey, Body: body }));
  const reader = await assumeRole(connection, readerArn);
  const got = await reader.send(new GetObjectCommand({ Bucket: tenant.bucketName, Key: objectKey }));
  const text = await got.Body?.transformToString();
  writer.destroy();
  reader.destroy();
  return {
    objectKey,
    sizeBytes: Buffer.byteLength(body),
    identical: text === body,
    keyArn: put.SSEKMSKeyId,
    bucketKeyEnabled: put.BucketKeyEnabled === true,
  };
}
