import { createHash } from 'node:crypto';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
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

const md5 = (text: string): string => `"${createHash('md5').update(text).digest('hex')}"`;
const shape = /^"[0-9a-f]{32}"$/;
async function put(Key: string, Body: string, more: object = {}): Promise<string> {
  const { ETag = '' } = await s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  return ETag;
}

/** The ETag of an object in each place where it is shown. */
async function everywhere(Key: string): Promise<readonly (string | undefined)[]> {
  const object = { Bucket, Key };
  const attributes = await s3.send(new GetObjectAttributesCommand({ ...object, ObjectAttributes: ['ETag'] }));
  const lists = [
    (await s3.send(new ListObjectsV2Command({ Bucket, EncodingType: 'url' }))).Contents,
    (await s3.send(new ListObjectsV2Command({ Bucket }))).Contents,
    (await s3.send(new ListObjectsCommand({ Bucket }))).Contents,
    (await s3.send(new ListObjectVersionsCommand({ Bucket }))).Versions,
  ];
  const names = [Key, encodeURIComponent(Key)];
  return [
    (await s3.send(new HeadObjectCommand(object))).ETag,
    (await s3.send(new GetObjectCommand(object))).ETag,
    `"${attributes.ETag ?? ''}"`,
    ...lists.map((list) => list?.find((one) => names.includes(one.Key ?? ''))?.ETag),
  ];
}

describe('the ETag of an object', () => {
  test.each([
    ['aws:kms', { ServerSideEncryption: 'aws:kms' }],
    ['aws:kms:dsse', { ServerSideEncryption: 'aws:kms:dsse' }],
    ['no key that it names', {}],
  ])('under %s is the same in every place, and not the MD5 of its data', async (name, more) => {
    const key = ` é&<"${name}> `;
    const shown = await put(key, 'data', more);
    expect(shown).toMatch(shape);
    expect(shown).not.toBe(md5('data'));
    expect(new Set(await everywhere(key))).toEqual(new Set([shown]));
  });

  test('under AES256 is the MD5 of its data in every place', async () => {
    const shown = await put('plain', 'data', { ServerSideEncryption: 'AES256' });
    expect(new Set([shown, ...(await everywhere('plain'))])).toEqual(new Set([md5('data')]));
  });

  test('changes with the encryption of what is written over it, and comes with a refusal as it is', async () => {
    const locked = await put('changing', 'data');
    const missed = new GetObjectCommand({ Bucket, Key: 'changing', IfNoneMatch: locked });
    await expect(s3.send(missed)).rejects.toMatchObject({ $response: { statusCode: 304, headers: { etag: locked } } });
    const refused = put('changing', 'data', { ServerSideEncryption: 'AES256', IfMatch: '"x"' });
    await expect(refused).rejects.toMatchObject({ $response: { statusCode: 412, headers: { etag: locked } } });
    expect(await put('changing', 'data', { ServerSideEncryption: 'AES256' })).toBe(md5('data'));
    const back = new CopyObjectCommand({
      Bucket,
      Key: 'changing',
      CopySource: `/${Bucket}/changing`,
      ServerSideEncryption: 'aws:kms',
    });
    expect((await s3.send(back)).CopyObjectResult?.ETag).toBe(locked);
    expect(new Set(await everywhere('changing'))).toEqual(new Set([locked]));
  });
});

describe('an upload in parts', () => {
  const begin = async (Key: string, more: object = {}) => {
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }));
    return { Bucket, Key, UploadId };
  };

  test('under a key shows no MD5 of a part or of the whole, and ends with what it has shown', async () => {
    await put('source', 'copied', { ServerSideEncryption: 'AES256' });
    const upload = await begin('parts');
    const { ETag: sent } = await s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'part' }));
    const CopySource = `/${Bucket}/source`;
    const copy = await s3.send(new UploadPartCopyCommand({ ...upload, PartNumber: 2, CopySource }));
    const copied = copy.CopyPartResult?.ETag;
    expect(sent).toMatch(shape);
    expect(copied).toMatch(shape);
    expect([sent, copied]).not.toContain(md5('part'));
    expect([sent, copied]).not.toContain(md5('copied'));
    const { Parts = [] } = await s3.send(new ListPartsCommand(upload));
    expect(Parts.map(({ ETag }) => ETag)).toEqual([sent, copied]);
    const end = () => s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
    const { ETag } = await end();
    const sums = [md5('part'), md5('copied')].map((etag) => Buffer.from(etag.slice(1, -1), 'hex'));
    expect(ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
    expect(ETag).not.toContain(createHash('md5').update(Buffer.concat(sums)).digest('hex'));
    expect(new Set(await everywhere('parts'))).toEqual(new Set([ETag]));
  });

  test('that is completed again answers the same, and the object stays under its key', async () => {
    const upload = await begin('again');
    await s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'part' }));
    const end = () => s3.send(new CompleteMultipartUploadCommand(upload));
    const { ETag } = await end();
    expect((await end()).ETag).toBe(ETag);
    const { ServerSideEncryption } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'again' }));
    expect(ServerSideEncryption).toBe('aws:kms');
  });

  test('under AES256 keeps the MD5 of its parts', async () => {
    const upload = await begin('plain-parts', { ServerSideEncryption: 'AES256' });
    const { ETag } = await s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'part' }));
    expect(ETag).toBe(md5('part'));
  });
});
