import type { Adoption, FoundState } from '../../modules/core';
import { accountId } from './tenancy';

/** A key of the placement `deployment`. */
export const legacyKeyArn = `arn:aws:kms:eu-west-1:${accountId}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** What stood at a bucket that nobody has cared for, and at its key. */
export const foundState: FoundState = {
  bucket: {
    name: 'legacy',
    region: 'eu-west-1',
    tags: { team: 'data' },
    versioning: 'Never',
    encryption: { algorithm: 'AES256', bucketKeyEnabled: false },
    policy: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'LegacyHome',
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${accountId}:role/legacy` },
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::legacy/home/${aws:username}/*',
        },
      ],
    },
    lifecycleRules: [
      { ID: 'logs', Status: 'Enabled', Filter: { Prefix: 'logs/%{x}' }, Expiration: { Days: 10 } },
      {
        ID: 'old',
        Status: 'Disabled',
        Filter: { And: { Prefix: 'a/', ObjectSizeGreaterThan: 1, Tags: [{ Key: 'kept', Value: 'no' }] } },
        Transitions: [{ Date: '2030-01-01T00:00:00Z', StorageClass: 'GLACIER' }],
        NoncurrentVersionExpiration: { NoncurrentDays: 5, NewerNoncurrentVersions: 2 },
        NoncurrentVersionTransitions: [{ NoncurrentDays: 3, StorageClass: 'STANDARD_IA' }],
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
    ],
  },
  key: {
    arn: legacyKeyArn,
    tags: {},
    policy: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Root',
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${accountId}:root` },
          Action: 'kms:*',
          Resource: '*',
        },
      ],
    },
    aliases: ['alias/legacy'],
  },
};

/** An entry that takes that bucket and key over and keeps what they have. */
export const adoption: Adoption = {
  bucketName: 'legacy',
  keyArn: legacyKeyArn,
  policy: 'merge',
  lifecycle: 'merge',
  found: foundState,
};
