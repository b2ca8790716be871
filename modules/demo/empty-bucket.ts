import { DeleteObjectsCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import type { Connection } from './connection';

/** Removes every version of every object, because terraform rightly refuses to destroy a bucket that holds data. */
export async function emptyBucket(connection: Connection, bucketName: string): Promise<void> {
  const s3 = new S3Client({ ...connection, forcePathStyle: true });
  try {
    let more = true;
    while (more) {
      const page = await s3.send(new ListObjectVersionsCommand({ Bucket: bucketName }));
      const versions = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].map(({ Key, VersionId }) => ({
        Key,
        VersionId,
      }));
      if (versions.length > 0)
        await s3.send(new DeleteObjectsCommand({ Bucket: bucketName, Delete: { Objects: versions } }));
      more = page.IsTruncated === true;
    }
  } finally {
    s3.destroy();
  }
}
