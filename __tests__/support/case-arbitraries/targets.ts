import fc from 'fast-check';
import { accounts } from './callers';
import { weighted } from './weighted';

/** What is called on what, before it is written out. */
export const targetSpec = fc.record({
  account: weighted([9, 'own'], [1, accounts[0]], [1, accounts[1]], [2, accounts[2]]),
  s3Action: weighted(
    [8, 's3:GetObject'],
    [6, 's3:PutObject'],
    [2, 's3:DeleteObject'],
    [2, 's3:GetObjectVersion'],
    [2, 's3:ListBucket'],
    [1, 's3:PutBucketPolicy'],
    [1, 's3:getobject'],
  ),
  kmsAction: weighted(
    [8, 'kms:Decrypt'],
    [8, 'kms:GenerateDataKey'],
    [2, 'kms:Encrypt'],
    [2, 'kms:ReEncryptFrom'],
    [2, 'kms:DescribeKey'],
    [14, 'kms:CreateGrant'],
    [1, 'kms:PutKeyPolicy'],
    [1, 'kms:ScheduleKeyDeletion'],
    [1, 'kms:decrypt'],
  ),
  bucket: weighted([4, 'acme-data'], [1, 'acme-data2']),
  key: weighted([4, 'a/x'], [2, 'a/b/x'], [1, 'ab/x'], [1, 'A/x'], [1, 'a/b:c'], [1, 'a*']),
  keyId: weighted([3, 'k1'], [1, 'k10']),
  accountGiven: weighted([40, true], [1, false]),
});

/** What the arbitrary of targets yields. */
export type TargetSpec = typeof targetSpec extends fc.Arbitrary<infer T> ? T : never;

/** The services that cases ask about. */
export type Service = 's3' | 'kms';

/** An action on a resource, with the names that only look like it. */
export interface Target {
  readonly service: Service;
  readonly action: string;
  readonly otherAction: string;
  readonly resource: string;
  readonly account: string;
  readonly accountGiven: boolean;
  readonly container: string;
  readonly nearMisses: readonly [string, ...string[]];
}

/** Writes a target out; callers without an account meet the first one's resources. */
export function buildTarget(service: Service, spec: TargetSpec, callersAccount: string | undefined): Target {
  const account = spec.account === 'own' ? (callersAccount ?? accounts[0]) : spec.account;
  return service === 's3' ? objectTarget(spec, account) : keyTarget(spec, account);
}

function objectTarget({ s3Action, bucket, key, accountGiven }: TargetSpec, account: string): Target {
  const container = `arn:aws:s3:::${bucket}`;
  const onBucket = s3Action.includes('Bucket');
  return {
    service: 's3',
    action: s3Action,
    otherAction: onBucket ? 's3:GetObject' : 's3:GetObjectTagging',
    resource: onBucket ? container : `${container}/${key}`,
    account,
    accountGiven,
    container,
    nearMisses: [
      `${container}2/*`,
      `${container.slice(0, -1)}/*`,
      `${container}/a/?`,
      `${container}/a/b/*`,
      `${container}/a/*`,
      `${container}/A/*`,
      `${container}/ab*`,
      container,
      container.replace('acme', 'ACME'),
    ],
  };
}

function keyTarget({ kmsAction, keyId }: TargetSpec, account: string): Target {
  const container = `arn:aws:kms:us-east-1:${account}:key`;
  return {
    service: 'kms',
    action: kmsAction,
    otherAction: 'kms:Sign',
    resource: `${container}/${keyId}`,
    account,
    accountGiven: false,
    container,
    nearMisses: [
      `${container}/k2`,
      `${container}/k?`,
      `${container}/k1?`,
      `arn:aws:kms:eu-west-1:${account}:key/${keyId}`,
      `arn:aws:kms:*:${account}:key/*`,
      `arn:aws:kms:us-east-1:*:key/${keyId}`,
      `arn:aws:kms:us-east-1:111122223334:key/${keyId}`,
    ],
  };
}
