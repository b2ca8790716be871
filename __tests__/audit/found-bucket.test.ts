import { describe, expect, test } from '@jest/globals';
import { readFoundBucket } from '../../modules/audit';
import { startS3StandIn, type S3Answer } from '../support/s3-stand-in';
import { accountId } from '../support/tenancy';

const place = { bucketName: 'legacy', region: 'eu-west-1', accountId };

/** A bucket of which nothing was ever set. */
const bare: { readonly [subresource: string]: S3Answer } = {
  location: {
    body: '<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">eu-west-1</LocationConstraint>',
  },
  tagging: { error: 'NoSuchTagSet' },
  versioning: { body: '<VersioningConfiguration/>' },
  publicAccessBlock: { error: 'NoSuchPublicAccessBlockConfiguration' },
  ownershipControls: { error: 'OwnershipControlsNotFoundError' },
  encryption: { error: 'ServerSideEncryptionConfigurationNotFoundError' },
  logging: { body: '<BucketLoggingStatus/>' },
  'object-lock': { error: 'ObjectLockConfigurationNotFoundError' },
  policy: { error: 'NoSuchBucketPolicy' },
  lifecycle: { error: 'NoSuchLifecycleConfiguration' },
};

const keyArn = `arn:aws:kms:eu-west-1:${accountId}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** A bucket of which everything was set. */
const full: { readonly [subresource: string]: S3Answer } = {
  location: { body: '<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">EU</LocationConstraint>' },
  tagging: { body: '<Tagging><TagSet><Tag><Key>team</Key><Value>data</Value></Tag></TagSet></Tagging>' },
  versioning: { body: '<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>' },
  publicAccessBlock: {
    body: '<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>false</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy></PublicAccessBlockConfiguration>',
  },
  ownershipControls: {
    body: '<OwnershipControls><Rule><ObjectOwnership>ObjectWriter</ObjectOwnership></Rule></OwnershipControls>',
  },
  encryption: {
    body: `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>${keyArn}</KMSMasterKeyID></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>true</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>`,
  },
  logging: {
    body: '<BucketLoggingStatus><LoggingEnabled><TargetBucket>old-logs</TargetBucket><TargetPrefix>a/</TargetPrefix></LoggingEnabled></BucketLoggingStatus>',
  },
  'object-lock': {
    body: '<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>COMPLIANCE</Mode><Days>7</Days></DefaultRetention></Rule></ObjectLockConfiguration>',
  },
  policy: { body: JSON.stringify({ Version: '2012-10-17', Statement: { Sid: 'One', Effect: 'Deny' } }) },
  lifecycle: {
    body: '<LifecycleConfiguration><Rule><ID>once</ID><Status>Enabled</Status><Filter><Prefix>a/</Prefix></Filter><Expiration><Date>2030-01-01T00:00:00.000Z</Date></Expiration></Rule></LifecycleConfiguration>',
  },
};

async function read(answers: { readonly [subresource: string]: S3Answer }): Promise<unknown> {
  const s3 = await startS3StandIn(answers);
  try {
    return JSON.parse(JSON.stringify(await readFoundBucket(place)));
  } finally {
    await s3[Symbol.asyncDispose]();
  }
}

describe('readFoundBucket', () => {
  test('finds next to nothing at a bucket that nobody has cared for', async () => {
    expect(await read(bare)).toEqual({
      name: 'legacy',
      region: 'eu-west-1',
      tags: {},
      versioning: 'Never',
      encryption: { algorithm: 'AES256', bucketKeyEnabled: false },
      lifecycleRules: [],
    });
  });

  test('finds all that was set, in the form in which it is kept', async () => {
    expect(await read(full)).toEqual({
      name: 'legacy',
      region: 'eu-west-1',
      tags: { team: 'data' },
      versioning: 'Suspended',
      publicAccessBlock: ['BlockPublicAcls', 'BlockPublicPolicy'],
      ownership: 'ObjectWriter',
      encryption: { algorithm: 'aws:kms', keyId: keyArn, bucketKeyEnabled: true },
      accessLogs: 'old-logs/a/',
      objectLock: 'COMPLIANCE 7 days',
      policy: { Version: '2012-10-17', Statement: [{ Sid: 'One', Effect: 'Deny' }] },
      lifecycleRules: [
        {
          ID: 'once',
          Status: 'Enabled',
          Filter: { Prefix: 'a/' },
          Expiration: { Date: '2030-01-01T00:00:00Z' },
        },
      ],
    });
  });

  test.each([
    ['<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>', 'us-east-1'],
    [
      '<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">ap-south-1</LocationConstraint>',
      'ap-south-1',
    ],
  ])('tells the region from %s', async (body, region) => {
    expect(await read({ ...bare, location: { body } })).toMatchObject({ region });
  });

  test('tells a lock by years, and one without a default', async () => {
    const lock = (rule: string) => ({
      ...bare,
      'object-lock': {
        body: `<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled>${rule}</ObjectLockConfiguration>`,
      },
    });
    const years = '<Rule><DefaultRetention><Mode>GOVERNANCE</Mode><Years>2</Years></DefaultRetention></Rule>';
    expect(await read(lock(years))).toMatchObject({ objectLock: 'GOVERNANCE 2 years' });
    expect(await read(lock(''))).toMatchObject({ objectLock: 'without default' });
  });

  test.each([
    ['location', { error: 'NoSuchBucket' }, 'the bucket cannot be read (NoSuchBucket: no location)'],
    ['location', { error: 'AccessDenied', status: 403 }, 'the bucket cannot be read (AccessDenied: no location)'],
    ['policy', { error: 'AccessDenied', status: 403 }, 'its policy cannot be read (AccessDenied: no policy)'],
    ['lifecycle', { error: 'AccessDenied', status: 403 }, 'its lifecycle cannot be read (AccessDenied: no lifecycle)'],
  ])('fails when its %s cannot be read', async (subresource, answer, message) => {
    await expect(read({ ...full, [subresource]: answer })).rejects.toMatchObject({
      diagnostics: [
        {
          code: 'TB5141',
          path: 'legacy',
          message,
          fix: 'see whether it exists in the account of the placement and may be read, or give --from FILE',
        },
      ],
    });
  });
});
