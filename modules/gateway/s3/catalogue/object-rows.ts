import type { ObjectOperation } from '../../../evaluation';
import { bucket, object, type ForwardedRow, type RefusedRow, type Shape } from './row';

/** An operation on objects that the engine decides whole, with the calls to KMS. */
interface ObjectRow {
  readonly shape: Shape;
  readonly as: ObjectOperation;
}

const copies = 'x-amz-copy-source';

/** Decided with KMS, and remembered: how each object lies. */
export const objectRows = {
  UploadPartCopy: { shape: { ...object('PUT', 'partNumber', 'uploadId'), header: copies }, as: 'UploadPartCopy' },
  UploadPart: { shape: object('PUT', 'partNumber', 'uploadId'), as: 'UploadPart' },
  ListParts: { shape: object('GET', 'uploadId'), as: 'ListParts' },
  CompleteMultipartUpload: { shape: object('POST', 'uploadId'), as: 'CompleteMultipartUpload' },
  AbortMultipartUpload: { shape: object('DELETE', 'uploadId'), as: 'AbortMultipartUpload' },
  CreateMultipartUpload: { shape: object('POST', 'uploads'), as: 'CreateMultipartUpload' },
  GetObjectAttributes: { shape: object('GET', 'attributes'), as: 'GetObjectAttributes' },
  GetObjectTagging: { shape: object('GET', 'tagging'), as: 'GetObjectTagging' },
  PutObjectTagging: { shape: object('PUT', 'tagging'), as: 'PutObjectTagging' },
  DeleteObjectTagging: { shape: object('DELETE', 'tagging'), as: 'DeleteObjectTagging' },
  CopyObject: { shape: { ...object('PUT'), header: copies }, as: 'CopyObject' },
  PutObject: { shape: object('PUT'), as: 'PutObject' },
  GetObject: { shape: object('GET'), as: 'GetObject' },
  HeadObject: { shape: object('HEAD'), as: 'HeadObject' },
  DeleteObject: { shape: object('DELETE'), as: 'DeleteObject' },
  ListObjectVersions: { shape: bucket('GET', 'versions'), as: 'ListObjectVersions' },
  ListMultipartUploads: { shape: bucket('GET', 'uploads'), as: 'ListMultipartUploads' },
  ListObjectsV2: { shape: bucket('GET', 'list-type'), as: 'ListObjects' },
  ListObjects: { shape: bucket('GET'), as: 'ListObjects' },
  HeadBucket: { shape: bucket('HEAD'), as: 'HeadBucket' },
} satisfies { readonly [operation: string]: ObjectRow };

const locks = 'the emulator keeps and enforces the lock itself, and no policy reads it but from the request';

/** Permitted by S3's policies alone, and done by the emulator. */
export const forwardedObjectRows = {
  GetObjectAcl: {
    shape: object('GET', 'acl'),
    action: 's3:GetObjectAcl',
    versionAction: 's3:GetObjectVersionAcl',
    harmless: 'no ACL but that of the owner is ever taken',
  },
  GetObjectRetention: { shape: object('GET', 'retention'), action: 's3:GetObjectRetention', harmless: locks },
  PutObjectRetention: { shape: object('PUT', 'retention'), action: 's3:PutObjectRetention', harmless: locks },
  GetObjectLegalHold: { shape: object('GET', 'legal-hold'), action: 's3:GetObjectLegalHold', harmless: locks },
  PutObjectLegalHold: { shape: object('PUT', 'legal-hold'), action: 's3:PutObjectLegalHold', harmless: locks },
} satisfies { readonly [operation: string]: ForwardedRow };

const annotations = 'the emulator keeps no annotations';

export const refusedObjectRows = {
  DeleteObjectAnnotation: { shape: object('DELETE', 'annotation'), why: annotations },
  GetObjectAnnotation: { shape: object('GET', 'annotation', 'annotationName'), why: annotations },
  GetObjectTorrent: { shape: object('GET', 'torrent'), why: 'the emulator makes no torrents' },
  ListObjectAnnotations: { shape: object('GET', 'annotation'), why: annotations },
  PutObjectAcl: { shape: object('PUT', 'acl'), why: 'the engine does not judge ACLs' },
  PutObjectAnnotation: { shape: object('PUT', 'annotation'), why: annotations },
  RenameObject: { shape: object('PUT', 'renameObject'), why: 'only directory buckets rename, and there are none' },
  RestoreObject: { shape: object('POST', 'restore'), why: 'the emulator archives nothing' },
  SelectObjectContent: { shape: object('POST', 'select'), why: 'AWS has closed it to new customers' },
  UpdateObjectEncryption: {
    shape: object('PUT', 'encryption'),
    why: 'the emulator would take the request for a new object',
  },
  WriteGetObjectResponse: {
    shape: { ...bucket('POST'), header: 'x-amz-request-route' },
    why: 'there are no Object Lambda access points',
  },
} satisfies { readonly [operation: string]: RefusedRow };
