/** The requests that S3 answers about objects, by the names of its API. */
export type ObjectOperation =
  | 'GetObject'
  | 'HeadObject'
  | 'GetObjectAttributes'
  | 'PutObject'
  | 'CopyObject'
  | 'CreateMultipartUpload'
  | 'UploadPart'
  | 'UploadPartCopy'
  | 'CompleteMultipartUpload'
  | 'AbortMultipartUpload'
  | 'ListParts'
  | 'DeleteObject'
  | 'GetObjectTagging'
  | 'PutObjectTagging'
  | 'DeleteObjectTagging'
  | 'UpdateObjectEncryption'
  | 'ListObjects'
  | 'ListObjectVersions'
  | 'ListMultipartUploads'
  | 'HeadBucket';

/** What a write may bring along that needs an S3 permission of its own. */
export type Extra = 'tags' | 'acl' | 'retention' | 'legalHold';

/** One permission that S3 asks for. */
export interface S3Need {
  readonly action: string;
  /** The action when the request names a version. @default the same action */
  readonly versioned?: string;
  readonly on: 'object' | 'bucket' | 'source';
  /** Asked only when the request brings it along. @default always asked */
  readonly extra?: Extra;
}

export type KmsOperation = 'GenerateDataKey' | 'Decrypt' | 'Encrypt' | 'ReEncryptFrom' | 'ReEncryptTo';

/** Whose key a KMS call uses: that of the new object, the object that lies there, the copy's source, or the upload. */
export type KeyOf = 'written' | 'stored' | 'source' | 'upload';

/** One KMS call that S3 makes as the caller. */
export interface KmsNeed {
  readonly operation: KmsOperation;
  readonly keyOf: KeyOf;
  /** Made only then. @default always made */
  readonly when?: 'bucketKey' | 'checksumMode';
}

interface OperationNeeds {
  readonly s3: readonly S3Need[];
  readonly kms: readonly KmsNeed[];
  /** Where the encryption that S3's condition keys speak of comes from. @default the request says nothing of encryption */
  readonly encrypts?: 'headers' | 'upload' | 'update';
}

const get: S3Need = { action: 's3:GetObject', versioned: 's3:GetObjectVersion', on: 'object' };
const getSource: S3Need = { ...get, on: 'source' };
const put: S3Need = { action: 's3:PutObject', on: 'object' };
const putWithExtras: readonly S3Need[] = [
  put,
  { action: 's3:PutObjectTagging', on: 'object', extra: 'tags' },
  { action: 's3:PutObjectAcl', on: 'object', extra: 'acl' },
  { action: 's3:PutObjectRetention', on: 'object', extra: 'retention' },
  { action: 's3:PutObjectLegalHold', on: 'object', extra: 'legalHold' },
];
const list: S3Need = { action: 's3:ListBucket', on: 'bucket' };
const decryptStored: KmsNeed = { operation: 'Decrypt', keyOf: 'stored' };
const decryptSource: KmsNeed = { operation: 'Decrypt', keyOf: 'source' };
const decryptUpload: KmsNeed = { operation: 'Decrypt', keyOf: 'upload' };
/** A Bucket Key is checked by decrypting it before it is used. */
const makeDataKey: readonly KmsNeed[] = [
  { operation: 'GenerateDataKey', keyOf: 'written' },
  { operation: 'Decrypt', keyOf: 'written', when: 'bucketKey' },
];

/**
 * What each operation needs of S3 and of KMS.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/update-sse-encryption.html
 */
export const operationNeeds: { readonly [operation in ObjectOperation]: OperationNeeds } = {
  GetObject: { s3: [get], kms: [decryptStored] },
  HeadObject: {
    s3: [get],
    kms: [
      { operation: 'GenerateDataKey', keyOf: 'stored', when: 'checksumMode' },
      { operation: 'Decrypt', keyOf: 'stored', when: 'checksumMode' },
    ],
  },
  GetObjectAttributes: {
    s3: [get, { action: 's3:GetObjectAttributes', versioned: 's3:GetObjectVersionAttributes', on: 'object' }],
    kms: [],
  },
  PutObject: { s3: putWithExtras, kms: makeDataKey, encrypts: 'headers' },
  CopyObject: { s3: [getSource, ...putWithExtras], kms: [decryptSource, ...makeDataKey], encrypts: 'headers' },
  CreateMultipartUpload: { s3: putWithExtras, kms: makeDataKey, encrypts: 'headers' },
  UploadPart: { s3: [put], kms: [decryptUpload], encrypts: 'upload' },
  UploadPartCopy: { s3: [getSource, put], kms: [decryptSource, decryptUpload], encrypts: 'upload' },
  CompleteMultipartUpload: { s3: [put], kms: [decryptUpload], encrypts: 'upload' },
  AbortMultipartUpload: { s3: [{ action: 's3:AbortMultipartUpload', on: 'object' }], kms: [] },
  ListParts: { s3: [{ action: 's3:ListMultipartUploadParts', on: 'object' }], kms: [] },
  DeleteObject: { s3: [{ action: 's3:DeleteObject', versioned: 's3:DeleteObjectVersion', on: 'object' }], kms: [] },
  GetObjectTagging: tagging('Get'),
  PutObjectTagging: tagging('Put'),
  DeleteObjectTagging: tagging('Delete'),
  UpdateObjectEncryption: {
    s3: [put, { action: 's3:UpdateObjectEncryption', on: 'object' }],
    kms: [
      decryptStored,
      { operation: 'ReEncryptFrom', keyOf: 'stored' },
      { operation: 'Encrypt', keyOf: 'written' },
      { operation: 'GenerateDataKey', keyOf: 'written' },
      { operation: 'ReEncryptTo', keyOf: 'written' },
    ],
    encrypts: 'update',
  },
  ListObjects: { s3: [list], kms: [] },
  ListObjectVersions: { s3: [{ action: 's3:ListBucketVersions', on: 'bucket' }], kms: [] },
  ListMultipartUploads: { s3: [{ action: 's3:ListBucketMultipartUploads', on: 'bucket' }], kms: [] },
  HeadBucket: { s3: [list], kms: [] },
};

function tagging(verb: 'Get' | 'Put' | 'Delete'): OperationNeeds {
  const need: S3Need = { action: `s3:${verb}ObjectTagging`, versioned: `s3:${verb}ObjectVersionTagging`, on: 'object' };
  return { s3: [need], kms: [] };
}
