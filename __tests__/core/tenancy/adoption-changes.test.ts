import { describe, expect, test } from '@jest/globals';
import { adoptionChanges, type Adoption, type FoundState, type Placement, type Tenant } from '../../../modules/core';
import { adoption, foundState, legacyKeyArn } from '../../support/adoption';
import { acme, deployment } from '../../support/tenancy';

const environmentTags = { environment: 'prod' };

function changes(
  adopt: Partial<Adoption> = {},
  tenant: Partial<Tenant> = {},
  placement: Placement = deployment,
): readonly string[] {
  const adopting: Tenant = { ...acme, adopt: { ...adoption, ...adopt }, ...tenant };
  return adoptionChanges(placement, adopting, environmentTags).map(
    ({ action, resource, what }) => `${action} ${resource}: ${what}`,
  );
}

function withBucket(bucket: Partial<FoundState['bucket']>): { readonly found: FoundState } {
  return { found: { ...foundState, bucket: { ...foundState.bucket, ...bucket } } };
}

describe('adoptionChanges', () => {
  test('are all that becomes otherwise with a bucket that nobody has cared for', () => {
    expect(changes()).toEqual([
      'changed aws_s3_bucket: tags: costCenter 4711, environment prod, without team',
      'made aws_s3_bucket_public_access_block: public access is blocked',
      `changed aws_s3_bucket_server_side_encryption_configuration: new objects are encrypted by aws:kms under ${legacyKeyArn} with a Bucket Key; before by AES256`,
      'made aws_s3_bucket_ownership_controls: the bucket owns every object, and ACLs no longer count',
      'made aws_s3_bucket_versioning: objects get versions',
      'changed aws_s3_bucket_lifecycle_configuration: versions that are no longer current go after 90 days, also those that are there; keeps rules "logs", "old"',
      'changed aws_s3_bucket_policy: writes under other keys and requests without TLS are refused; keeps statements "LegacyHome"',
      'changed aws_kms_key: rotated every 365 days, 30 days to rescue it, use past S3 refused; principals use it for old objects too, which does not enforce Bucket Keys; keeps statements "Root"; tags: costCenter 4711, environment prod',
      'made aws_kms_alias: alias/corp/acme',
      'made aws_iam_role: app',
      'made aws_iam_role_policy: app',
      'made aws_kms_grant: 2 principals',
    ]);
  });

  test('are next to nothing with a bucket that has what ours have', () => {
    const found: FoundState = {
      bucket: {
        name: 'legacy',
        region: 'eu-west-1',
        tags: { ...environmentTags, ...acme.tags },
        versioning: 'Enabled',
        publicAccessBlock: ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'],
        ownership: 'BucketOwnerEnforced',
        encryption: { algorithm: 'aws:kms', keyId: legacyKeyArn, bucketKeyEnabled: true },
        objectLock: 'GOVERNANCE 30 days',
        lifecycleRules: [],
      },
      key: { ...foundState.key, tags: { ...environmentTags, ...acme.tags }, aliases: ['alias/corp/acme'] },
    };
    const lifecycle = { ...acme.lifecycle, objectLock: { mode: 'GOVERNANCE' as const, days: 30 } };
    expect(changes({ found, policy: 'replace', context: 'bucket' }, { lifecycle, principals: [] })).toEqual([
      'takenOver aws_s3_bucket: legacy',
      'takenOver aws_s3_bucket_public_access_block: public access is blocked already',
      `takenOver aws_s3_bucket_server_side_encryption_configuration: new objects are encrypted by aws:kms under ${legacyKeyArn} with a Bucket Key already`,
      'takenOver aws_s3_bucket_ownership_controls: the bucket owns every object already',
      'takenOver aws_s3_bucket_versioning: objects have versions already',
      'made aws_s3_bucket_lifecycle_configuration: versions that are no longer current go after 90 days, also those that are there',
      'made aws_s3_bucket_policy: writes under other keys and requests without TLS are refused',
      'changed aws_kms_key: rotated every 365 days, 30 days to rescue it, use past S3 refused; our statements let nobody use it without a Bucket Key; without statements "Root"',
      'takenOver aws_kms_alias: alias/corp/acme',
      'takenOver aws_s3_bucket_object_lock_configuration: new versions are locked already: GOVERNANCE 30 days',
    ]);
  });

  test('say that a filter of several parts leaves out empty objects from then on', () => {
    const rule = { ID: 'both', Status: 'Enabled' as const, Filter: { And: { Prefix: 'a/', ObjectSizeLessThan: 9 } } };
    expect(changes(withBucket({ lifecycleRules: [rule] })).join('\n')).toContain(
      'keeps rules "both"; "both" then leave out empty objects',
    );
  });

  test('say what goes when ours replace it', () => {
    const replaced = changes({ policy: 'replace', lifecycle: 'replace' }).join('\n');
    expect(replaced).toContain('are refused; without statements "LegacyHome"');
    expect(replaced).toContain('also those that are there; without rules "logs", "old"');
  });

  test.each<[string, Partial<FoundState['bucket']>, string]>([
    [
      'half of public access',
      { publicAccessBlock: ['BlockPublicAcls'] },
      'changed aws_s3_bucket_public_access_block: public access is blocked in all four ways; before in BlockPublicAcls',
    ],
    [
      'no public access',
      { publicAccessBlock: [] },
      'changed aws_s3_bucket_public_access_block: public access is blocked in all four ways; before in none',
    ],
    [
      'ACLs',
      { ownership: 'ObjectWriter' },
      'changed aws_s3_bucket_ownership_controls: the bucket owns every object, and ACLs no longer count; before ObjectWriter',
    ],
    ['suspended versions', { versioning: 'Suspended' }, 'changed aws_s3_bucket_versioning: objects get versions again'],
    [
      'the key without a Bucket Key',
      { encryption: { algorithm: 'aws:kms', keyId: legacyKeyArn, bucketKeyEnabled: false } },
      `changed aws_s3_bucket_server_side_encryption_configuration: new objects are encrypted by aws:kms under ${legacyKeyArn} with a Bucket Key; before by aws:kms under ${legacyKeyArn}`,
    ],
  ])('say what was there before: %s', (_, bucket, line) => {
    expect(changes(withBucket(bucket))).toContain(line);
  });

  test('tell of a lock that comes, and of one that becomes another', () => {
    const lifecycle = { ...acme.lifecycle, objectLock: { mode: 'COMPLIANCE' as const, days: 7 } };
    expect(changes({}, { lifecycle })).toContain(
      'made aws_s3_bucket_object_lock_configuration: new versions are locked: COMPLIANCE 7 days, never to be turned off',
    );
    expect(changes(withBucket({ objectLock: 'without default' }), { lifecycle })).toContain(
      'changed aws_s3_bucket_object_lock_configuration: new versions are locked: COMPLIANCE 7 days; before without default',
    );
  });

  test('tell of logs and reports, and where logs went before', () => {
    const reported = { ...deployment, foundation: {} };
    expect(changes(withBucket({ accessLogs: 'old-logs/a/' }), {}, reported)).toEqual(
      expect.arrayContaining([
        'made aws_s3_bucket_logging: requests are logged to corp-logs; before to old-logs/a/',
        'made aws_s3_bucket_inventory: objects are listed weekly',
      ]),
    );
    const silent = { ...deployment, foundation: { accessLogs: false, inventory: 'never' as const } };
    expect(changes({}, {}, silent)).toEqual(changes());
  });

  test('are unknown before anything was read', () => {
    const { found: _, ...unread } = adoption;
    expect(adoptionChanges(deployment, { ...acme, adopt: unread }, {})).toEqual([]);
    expect(adoptionChanges(deployment, acme, {})).toEqual([]);
  });
});
