import { noPublicAccessBlock, type PublicAccessBlock } from './account';
import { known, type Fact } from './fact';

/** Default encryption. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html */
export type DefaultEncryption =
  | { readonly algorithm: 'AES256' }
  | {
      readonly algorithm: 'aws:kms' | 'aws:kms:dsse';
      /** As it was put: ARN, bare id or alias. @default the AWS managed key of S3 */
      readonly keyId?: Fact<string>;
      readonly bucketKeyEnabled: Fact<boolean>;
    };

export type ObjectOwnership = 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter';

export interface Bucket {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly encryption: Fact<DefaultEncryption>;
  /** `undefined` when there is none. */
  readonly policy: Fact<unknown>;
  readonly publicAccessBlock: Fact<PublicAccessBlock>;
  readonly objectOwnership: Fact<ObjectOwnership>;
  /** What writes may not use. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-s3-c-encryption-setting-faq.html */
  readonly blockedEncryptionTypes: Fact<readonly 'SSE-C'[]>;
}

/** A bucket of which only the given parts are special. @default as AWS makes one, but without Block Public Access and without a policy */
export function describeBucket(parts: Pick<Bucket, 'name' | 'accountId' | 'region'> & Partial<Bucket>): Bucket {
  return {
    partition: 'aws',
    encryption: known({ algorithm: 'AES256' }),
    policy: known(undefined),
    publicAccessBlock: known(noPublicAccessBlock),
    objectOwnership: known('BucketOwnerEnforced'),
    blockedEncryptionTypes: known([]),
    ...parts,
  };
}
