import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3ServiceException,
  UploadPartCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { duringThisFile } from '../../support/during-this-file';
import { bucket as Bucket, startMeteredGateway } from '../../support/metered-gateway';

const metered = duringThisFile(startMeteredGateway);
let s3: S3Client;
beforeAll(() => {
  s3 = metered().s3(metered().admin);
});

/** The status of an answer, also of one that refuses. */
async function statusOf(asked: Promise<{ readonly $metadata: { readonly httpStatusCode?: number } }>) {
  try {
    return (await asked).$metadata.httpStatusCode;
  } catch (error) {
    return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : error;
  }
}

function put(Key: string, Body: string, more: { readonly IfMatch?: string | undefined } = {}) {
  return s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
}

function putPlain(Key: string, more: { readonly IfMatch?: string | undefined } = {}) {
  return s3.send(new PutObjectCommand({ Bucket, Key, Body: 'plain', ServerSideEncryption: 'AES256', ...more }));
}

const seen = () => metered().upstream.seen.at(-1)?.headers ?? {};

describe('a condition on the ETag that was shown', () => {
  test('holds for a read', async () => {
    const { ETag = '' } = await put('read', 'data');
    const get = (more: object) => statusOf(s3.send(new GetObjectCommand({ Bucket, Key: 'read', ...more })));
    const head = (more: object) => statusOf(s3.send(new HeadObjectCommand({ Bucket, Key: 'read', ...more })));
    for (const ask of [get, head]) {
      expect(await ask({ IfMatch: ETag })).toBe(200);
      expect(await ask({ IfMatch: `"x", W/${ETag}` })).toBe(200);
      expect(await ask({ IfMatch: '*' })).toBe(200);
      expect(await ask({ IfMatch: `"${'0'.repeat(32)}"` })).toBe(412);
      expect(await ask({ IfNoneMatch: ETag })).toBe(304);
      expect(await ask({ IfNoneMatch: '"x"' })).toBe(200);
    }
  });

  test('is held against the object that is there, not against the one that is written', async () => {
    const { ETag: first } = await put('conditional', 'one');
    const { ETag: second } = await putPlain('conditional', { IfMatch: first });
    expect(await statusOf(put('conditional', 'two', { IfMatch: first }))).toBe(412);
    expect(await statusOf(put('conditional', 'two', { IfMatch: second }))).toBe(200);
  });

  test('of a source is turned as the source lies, and one of the target as the target does', async () => {
    const CopySource = `/${Bucket}/source`;
    const { ETag } = await put('source', 'data');
    const { ETag: plain } = await putPlain('target');
    const copy = (more: object) =>
      s3.send(new CopyObjectCommand({ Bucket, Key: 'target', CopySource, IfMatch: plain, ...more }));
    expect(await statusOf(copy({ CopySourceIfNoneMatch: ETag }))).toBe(412);
    expect(await statusOf(copy({ CopySourceIfMatch: plain }))).toBe(412);
    expect(await statusOf(copy({ CopySourceIfMatch: ETag }))).toBe(200);
    expect(seen()['if-match']).toBe(plain);
    await putPlain('plain-source');
    const back = { Bucket, Key: 'source', CopySource: `/${Bucket}/plain-source`, CopySourceIfMatch: plain };
    expect(await statusOf(s3.send(new CopyObjectCommand({ ...back, IfMatch: ETag })))).toBe(200);
  });

  test('holds for a delete, of one object and of many', async () => {
    const { ETag } = await put('gone', 'data');
    const one = (IfMatch: string | undefined) =>
      statusOf(s3.send(new DeleteObjectCommand({ Bucket, Key: 'gone', IfMatch })));
    expect(await one('"x"')).toBe(412);
    expect(await one(ETag)).toBe(200);
    const Objects = [
      { Key: 'locked', ETag: (await put('locked', 'data')).ETag },
      { Key: 'plain', ETag: (await putPlain('plain')).ETag },
      { Key: 'other', ETag: '"\u00e9"' },
    ];
    await put('other', 'data');
    const { Deleted, Errors } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted?.map(({ Key }) => Key)).toEqual(['locked', 'plain']);
    expect(Errors?.map(({ Key, Code }) => [Key, Code])).toEqual([['other', 'PreconditionFailed']]);
  });
});

describe('the list of parts that ends an upload', () => {
  test('reaches the emulator with the ETags that it gave, whatever the parts lie under', async () => {
    for (const [Key, more] of [
      ['locked', {}],
      ['open', { ServerSideEncryption: 'AES256' }],
    ] as const) {
      const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }));
      const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'part' }));
      const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
      await s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }));
      expect(await (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString()).toBe('part');
    }
  });

  test('goes without the hash of what it was', async () => {
    const Key = 'hashed';
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'part' }));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    const complete = new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload });
    complete.middlewareStack.add(
      (next) => (sent) => {
        const { request } = sent;
        if (typeof request === 'object' && request !== null && 'headers' in request) {
          Object.assign(request.headers ?? {}, { 'content-md5': 'x' });
        }
        return next(sent);
      },
      { step: 'build' },
    );
    await s3.send(complete);
    expect(seen()).not.toHaveProperty('content-md5');
  });
});
