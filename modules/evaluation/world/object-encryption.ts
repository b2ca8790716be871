import type { EncryptionContext } from '../../core';

export type KmsAlgorithm = 'aws:kms' | 'aws:kms:dsse';

/** How an object lies in its bucket, or would after a write. */
export type ObjectEncryption =
  { readonly kind: 'none' | 'AES256' | 'SSE-C' } | KmsEncryption | { readonly kind: 'unknown'; readonly why: string };

export interface KmsEncryption {
  readonly kind: KmsAlgorithm;
  readonly keyArn: string;
  readonly bucketKeyEnabled: boolean;
  /** What the writer added to the encryption context. @default nothing */
  readonly context?: EncryptionContext;
}

/** The encryption headers of a request as they were sent; what was not sent is left out. */
export interface EncryptionHeaders {
  /** `x-amz-server-side-encryption` */
  readonly algorithm?: string;
  /** `x-amz-server-side-encryption-aws-kms-key-id`: key ARN, key id, alias or alias ARN */
  readonly keyId?: string;
  /** `x-amz-server-side-encryption-bucket-key-enabled` */
  readonly bucketKeyEnabled?: boolean;
  /** `x-amz-server-side-encryption-context`, decoded */
  readonly context?: EncryptionContext;
  /** `x-amz-server-side-encryption-customer-algorithm` (SSE-C) */
  readonly customerAlgorithm?: string;
}

/** What CreateMultipartUpload was sent and what it decided; parts and Complete inherit both. */
export interface StartedUpload {
  readonly headers: EncryptionHeaders;
  readonly encryption: ObjectEncryption;
}
