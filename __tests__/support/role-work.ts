import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  type S3Client,
} from '@aws-sdk/client-s3';

/** Everything a writer does: an object, an upload in parts, another one that is looked at and given up. */
export async function doWritersWork(s3: S3Client, Bucket: string): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket, Key: 'work/one', Body: 'one' }));
  const given = { Bucket, Key: 'work/given-up' };
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(given));
  await s3.send(new ListPartsCommand({ ...given, UploadId }));
  await s3.send(new AbortMultipartUploadCommand({ ...given, UploadId }));
  await uploadInParts(s3, { Bucket, Key: 'work/parts' });
}

/** One part and the end; parts and end name no key, whatever the upload was begun with. */
export async function uploadInParts(
  s3: S3Client,
  object: { readonly Bucket: string; readonly Key: string },
  begin: Partial<ConstructorParameters<typeof CreateMultipartUploadCommand>[0]> = {},
): Promise<void> {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ ...object, ...begin }));
  const { ETag } = await s3.send(new UploadPartCommand({ ...object, UploadId, PartNumber: 1, Body: 'part' }));
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
  await s3.send(new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload }));
}

/** Everything a reader does: a list, an object, a version of it. */
export async function doReadersWork(s3: S3Client, Bucket: string, Key: string): Promise<void> {
  await s3.send(new ListObjectsV2Command({ Bucket }));
  const { VersionId } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
}
