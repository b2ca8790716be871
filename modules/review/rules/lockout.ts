import { bucketArn, describeWorld, parseArn, type Account, type Bucket, type KmsKey } from '../../core';
import { compile, sameValue, whoCan, type PrincipalAnswer } from '../../evaluation';
import { placed, type Draft } from '../draft';
import { isJsonObject, mayMean, statementsOf, texts, type JsonObject } from '../policy-text';
import type { Reviewed } from '../reviewed';
import { keyName, ofTenant } from '../words';

/** Policies that nobody can repair once they are applied. */
export function lockout({ buckets, keys, vended, after: { world } }: Reviewed): readonly Draft[] {
  const accountOf = ({ accountId }: Bucket | KmsKey) => world.accounts.get(accountId);
  return [
    ...buckets.flatMap(({ id, before, after, detailAfter }): readonly Draft[] => {
      if (!after || sameValue(before?.policy, after.policy) || !locksBucket(after, accountOf(after))) return [];
      const tenant = vended.ofBucket(id);
      return [
        {
          topic: 'policy-lockout',
          severity: 'critical',
          message: `the policy of ${ofTenant(`bucket ${id}`, tenant)} denies everybody, whoever deploys included, to change or delete it: only the root user of account ${after.accountId} can`,
          fix: 'leave the deployer out of the Deny: "ArnNotLike": {"aws:PrincipalArn": "ARN of the deployer"}',
          about: [`bucket:${id}`],
          ...placed(tenant, detailAfter?.policyAddress ?? detailAfter?.address),
        },
      ];
    }),
    ...keys.flatMap(({ id, before, after, detailAfter }): readonly Draft[] => {
      if (!after || sameValue(before?.policy, after.policy) || !locksKey(after, accountOf(after))) return [];
      const tenant = vended.ofKey(id);
      return [
        {
          topic: 'policy-lockout',
          severity: 'critical',
          message: `the policy of ${ofTenant(keyName(id), tenant)} lets nobody call kms:PutKeyPolicy: KMS refuses it, or, with the check bypassed, only AWS support can repair it`,
          fix: `allow the account to administer the key: {"Effect":"Allow","Principal":{"AWS":"arn:${parseArn(id)?.partition ?? 'aws'}:iam::${after.accountId}:root"},"Action":"kms:PutKeyPolicy","Resource":"*"}`,
          about: [`key:${id}`],
          ...placed(tenant, detailAfter?.policyAddress ?? detailAfter?.address),
        },
      ];
    }),
  ];
}

const repairs = ['s3:PutBucketPolicy', 's3:DeleteBucketPolicy'];

/** The owner's root user always can. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
function locksBucket(bucket: Bucket, account: Account | undefined): boolean {
  const denies = statementsOf(bucket.policy).filter((one) => one['Effect'] === 'Deny' && !sparesTls(one));
  if (!repairs.every((action) => denies.some((one) => mayMean(one, action)))) return false;
  const world = compile(describeWorld({ complete: true, accounts: account ? [account] : [], buckets: [bucket] }));
  const arn = bucketArn(bucket.partition, bucket.name);
  return repairs.every((action) =>
    whoCan(world, action, arn)
      .filter((one) => isInside(one, bucket.accountId))
      .every(isDeniedByPolicy),
  );
}

/** A Deny that only meets requests without TLS locks out nobody. */
function sparesTls({ Condition: condition }: JsonObject): boolean {
  const bool = isJsonObject(condition) ? condition['Bool'] : undefined;
  return isJsonObject(bool) && texts(bool['aws:SecureTransport']).includes('false');
}

function isInside({ principal }: PrincipalAnswer, accountId: string): boolean {
  return principal !== 'anonymous' && principal.includes(accountId) && !principal.endsWith(':root');
}

function isDeniedByPolicy({ verdict, reasons }: PrincipalAnswer): boolean {
  return (
    verdict === 'deny' && reasons.some(({ effect, policy }) => effect === 'Deny' && policy.startsWith('bucket policy'))
  );
}

/** Nothing but the policy opens a key, not even to the root user. @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
function locksKey(key: KmsKey, account: Account | undefined): boolean {
  if (!key.policy.known || key.policy.value === undefined || opensPlainly(key)) return false;
  const world = compile(describeWorld({ complete: true, accounts: account ? [account] : [], keys: [key] }));
  return whoCan(world, 'kms:PutKeyPolicy', key.arn).every(({ verdict }) => verdict === 'deny');
}

/** Whether an Allow without conditions lets somebody put the policy and no Deny speaks of it: most keys, told without asking. */
function opensPlainly({ policy }: KmsKey): boolean {
  const speaking = statementsOf(policy).filter((one) => mayMean(one, 'kms:PutKeyPolicy'));
  const allowed = speaking.some(
    (one) => one['Effect'] === 'Allow' && one['Condition'] === undefined && 'Principal' in one,
  );
  return allowed && speaking.every((one) => one['Effect'] === 'Allow');
}
