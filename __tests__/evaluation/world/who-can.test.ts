import { describe, expect, test } from '@jest/globals';
import { describeBucket, describeKey, known, unknown, type WorldParts } from '../../../modules/core';
import { compile, whoCan } from '../../../modules/evaluation';
import {
  bucketNameOf,
  keyArnOf,
  placement,
  platformAccount,
  region,
  roleArnOf,
  tenantWorld,
} from '../../../tools/bench/tenant-worlds';

const bucket = `arn:aws:s3:::${bucketNameOf('acme')}`;
const guest = 'arn:aws:iam::444455556666:role/guest';

function able(action: string, resource: string, more: WorldParts = {}, verdict = 'allow'): readonly string[] {
  const answers = whoCan(compile(tenantWorld(['acme', 'other'], more)), action, resource);
  return answers.filter((one) => one.verdict === verdict).map((one) => one.principal);
}

function openBucket(statement: object): WorldParts {
  const policy = known({ Version: '2012-10-17', Statement: statement });
  return {
    buckets: [describeBucket({ name: bucketNameOf('acme'), accountId: platformAccount, region, policy })],
    tenants: [{ id: 'acme', bucket: '', keyArn: known('') }],
  };
}

describe('whoCan', () => {
  test('finds the tenant’s reader for its objects and nobody else', () => {
    expect(able('s3:GetObject', `${bucket}/dir/file`)).toEqual([roleArnOf('acme-reader')]);
    expect(able('S3:getobjectversion', `${bucket}/dir/file`)).toEqual([roleArnOf('acme-reader')]);
    expect(able('s3:PutObject', `${bucket}/dir/file`)).toEqual([roleArnOf('acme-writer')]);
    expect(able('kms:Decrypt', keyArnOf('acme'))).toEqual([roleArnOf('acme-reader'), roleArnOf('acme-writer')]);
    expect(able('kms:GenerateDataKey', keyArnOf('acme'))).toEqual([roleArnOf('acme-writer')]);
  });

  test('counts a write that needs its headers, in a bucket that takes no other', () => {
    const [own] = tenantWorld(['acme']).buckets.values();
    const Condition = { Null: { 's3:x-amz-server-side-encryption': 'true' } };
    const Statement = { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: `${bucket}/*`, Condition };
    const policy = known({ Version: '2012-10-17', Statement });
    const buckets = own ? [{ ...own, policy }] : [];
    expect(able('s3:PutObject', `${bucket}/file`, { buckets })).toEqual([roleArnOf('acme-writer')]);
  });

  test('finds whoever administers, the account’s outsiders among them', () => {
    const administrators = [placement.deployerArn, `anyone else in ${platformAccount}`];
    expect(able('s3:DeleteObject', `${bucket}/file`)).toEqual(administrators);
    expect(able('s3:PutBucketPolicy', bucket)).toEqual(administrators);
    expect(able('s3:PutEncryptionConfiguration', bucket)).toEqual([placement.deployerArn]);
    expect(able('kms:PutKeyPolicy', keyArnOf('acme'))).toEqual(administrators);
    expect(able('s3:ListBucket', bucket)).toEqual([placement.deployerArn, roleArnOf('acme-reader'), administrators[1]]);
  });

  test('lets the one who creates a grant choose its terms', () => {
    expect(able('kms:CreateGrant', keyArnOf('acme'))).toEqual([placement.deployerArn]);
    const policy = known({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: { AWS: platformAccount }, Action: 'kms:*', Resource: '*' },
    });
    const delegated = [describeKey({ arn: keyArnOf('acme'), policy })];
    expect(able('kms:CreateGrant', keyArnOf('acme'), { keys: delegated })).toContain(
      `anyone else in ${platformAccount}`,
    );
  });

  test('asks about everybody whom a policy names, and about what its patterns describe', () => {
    const named = openBucket([
      {
        Effect: 'Allow',
        Principal: { AWS: [guest, '777788889999'], Service: 'logging.s3.amazonaws.com' },
        Action: 's3:*',
        Resource: `${bucket}/*`,
      },
      {
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: 's3:GetObject',
        Resource: `${bucket}/*`,
        Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:user/ann?*' } },
      },
    ]);
    expect(able('s3:GetObject', `${bucket}/file`, named)).toEqual(
      expect.arrayContaining([
        'logging.s3.amazonaws.com',
        'anyone else in 777788889999',
        'anyone like arn:aws:iam::444455556666:user/ann?*',
      ]),
    );
    expect(able('s3:GetObject', `${bucket}/file`, named, 'deny')).toEqual(
      expect.arrayContaining(['anonymous', 'anyone else in 444455556666']),
    );
    expect(able('s3:GetObject', `${bucket}/file`, { ...named, complete: false }, 'unknown')).toContain(guest);
  });

  test('lets in the anonymous caller where objects need no key, and ends it where public access is blocked', () => {
    const open = openBucket({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${bucket}/*` });
    const blocked = (publicAccessBlock: ReturnType<typeof describeBucket>['publicAccessBlock']): WorldParts => ({
      ...open,
      buckets: (open.buckets ?? []).map((one) => ({ ...one, publicAccessBlock })),
    });
    const restrict = known({ blockPublicPolicy: false, restrictPublicBuckets: true });
    expect(able('s3:GetObject', `${bucket}/file`, open)).toContain('anonymous');
    expect(able('s3:GetObject', `${bucket}/file`, blocked(restrict), 'deny')).toContain('anonymous');
    expect(able('s3:GetObject', `${bucket}/file`, blocked(unknown('not read')), 'unknown')).toEqual(['anonymous']);
  });

  test('does not know whether public access is blocked in an account that is not described', () => {
    const policy = known({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' },
    });
    const foreign = describeBucket({ name: 'foreign', accountId: '444455556666', region, policy });
    expect(able('s3:GetObject', 'arn:aws:s3:::foreign/file', { buckets: [foreign], complete: true })).toContain(
      'anonymous',
    );
    expect(
      able('s3:GetObject', 'arn:aws:s3:::foreign/file', { buckets: [foreign], complete: false }, 'unknown'),
    ).toContain('anonymous');
  });

  test('lets the account’s own principals use an AWS managed key through S3', () => {
    const managed = describeKey({ arn: keyArnOf('managed'), awsManaged: true, aliases: known(['alias/aws/s3']) });
    expect(able('kms:Decrypt', managed.arn, { keys: [managed] })).toContain(`anyone else in ${platformAccount}`);
  });

  test('gives a key out of use to nobody and knows nothing of one in no known state', () => {
    const inState = (state: ReturnType<typeof describeKey>['state']): WorldParts => {
      const key = tenantWorld(['acme']).keys.get(keyArnOf('acme'));
      return { keys: key ? [{ ...key, state }] : [] };
    };
    expect(able('kms:Decrypt', keyArnOf('acme'), inState(known('PendingDeletion')))).toEqual([]);
    expect(able('kms:Decrypt', keyArnOf('acme'), inState(unknown('not read')), 'unknown')).toEqual([
      roleArnOf('acme-reader'),
      roleArnOf('acme-writer'),
    ]);
  });

  test('knows nothing of what is not described', () => {
    for (const resource of ['arn:aws:s3:::nowhere/file', 'arn:aws:iam::111122223333:role/app', 'nothing']) {
      expect(able('s3:GetObject', resource)).toEqual([]);
      expect(able('s3:GetObject', resource, {}, 'unknown')).toContain('anonymous');
    }
  });

  test('tells why', () => {
    const answers = whoCan(compile(tenantWorld(['acme'])), 's3:GetObject', `${bucket}/file`);
    const [reader] = answers.filter(({ verdict }) => verdict === 'allow');
    expect(reader?.reasons.map(({ policy }) => policy)).toEqual([
      'identity policy of role/tenants/acme-reader: access',
      'grants[acme-reader]',
    ]);
  });
});
