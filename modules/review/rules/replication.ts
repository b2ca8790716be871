import { parseArn, type Bucket } from '../../core';
import { sameValue } from '../../evaluation';
import type { PlanState, Replication } from '../../plan';
import { placed, type Draft } from '../draft';
import type { FindingSeverity } from '../review';
import { valueOf, type BucketPair, type Reviewed } from '../reviewed';
import { defaultKey } from '../vended';
import { keyName, listed, ofTenant } from '../words';

/** Copies that leave the account, or lie under a key that is not the tenant's. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html */
export function replication(reviewed: Reviewed): readonly Draft[] {
  return reviewed.buckets.flatMap((pair) => {
    const [is, was] = [leaksOf(reviewed, reviewed.after, pair.id), leaksOf(reviewed, reviewed.before, pair.id)];
    const fresh = is.filter((one) => !was.some((old) => sameValue(old, one)));
    return fresh.length === 0 ? [] : [draftOf(reviewed, pair, fresh)];
  });
}

/** How copies escape the lock that the objects of a bucket have. */
export interface Leak {
  readonly severity: FindingSeverity;
  readonly words: string;
}

/** Every way in which copies of a bucket's objects escape its lock, as one state has it. */
export function leaksOf(reviewed: Reviewed, { world, buckets }: PlanState, id: string): readonly Leak[] {
  const [bucket, detail] = [world.buckets.get(id), buckets.get(id)];
  if (!bucket) return [];
  return (valueOf(detail?.replications) ?? []).flatMap((one) => {
    const ways = [...outOfAccount(reviewed, bucket, one), ...underOtherKey(reviewed, bucket, one)];
    const severity = ways.some((way) => way.severity === 'high') ? 'high' : 'medium';
    return ways.length === 0
      ? []
      : [{ severity, words: `copies to ${nameOf(one)} ${listed(ways.map(({ words }) => words))}` }];
  });
}

function nameOf({ destination }: Replication): string {
  return destination.known ? destination.value : 'a bucket that is not known yet';
}

function outOfAccount({ after }: Reviewed, { accountId }: Bucket, one: Replication): readonly Leak[] {
  const described = one.destination.known ? after.world.buckets.get(one.destination.value)?.accountId : undefined;
  const owner = described ?? valueOf(one.accountId);
  if (owner === undefined || owner === accountId) return [];
  return [{ severity: 'high', words: `belong to account ${owner}` }];
}

function underOtherKey({ vended }: Reviewed, bucket: Bucket, { keyArn }: Replication): readonly Leak[] {
  const byDefault = defaultKey(bucket);
  const own = [...vended.keysOf(bucket.name), ...(byDefault === undefined ? [] : [byDefault])];
  const key = valueOf(keyArn);
  if (own.length === 0 || key === undefined || own.some((arn) => isSameKey(arn, key))) return [];
  const owner = vended.ofKey(key);
  if (owner === undefined) return [ofNobody(key, bucket)];
  return own.some((arn) => vended.ofKey(arn) === owner)
    ? []
    : [{ severity: 'high', words: `lie under ${ofTenant(keyName(key), owner)}` }];
}

function ofNobody(key: string, { accountId }: Bucket): Leak {
  const account = parseArn(key)?.accountId ?? accountId;
  return account === accountId
    ? { severity: 'medium', words: `lie under ${keyName(key)}` }
    : { severity: 'high', words: `lie under ${keyName(key)} of account ${account}` };
}

/** A multi-Region key has one id in all its Regions. @see https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html */
function isSameKey(one: string, other: string): boolean {
  const [first, second] = [parseArn(one), parseArn(other)];
  const isReplica = first?.resource.startsWith('key/mrk-') === true && first.resource === second?.resource;
  return one === other || (isReplica && first.accountId === second.accountId);
}

function draftOf({ vended }: Reviewed, { id, before, detailAfter }: BucketPair, leaks: readonly Leak[]): Draft {
  const tenant = vended.ofBucket(id);
  const isHigh = before !== undefined && leaks.some(({ severity }) => severity === 'high');
  return {
    topic: 'replication-outside',
    severity: isHigh ? 'high' : 'medium',
    message: `what is written to ${ofTenant(`bucket ${id}`, tenant)} leaves its lock: ${leakWords(leaks)}`,
    fix: 'copy to a bucket of the same account under the tenant’s own key, or take the replication rule out',
    about: [`bucket:${id}`],
    ...placed(tenant, detailAfter?.replicationAddress ?? detailAfter?.address),
  };
}

export function leakWords(leaks: readonly Leak[]): string {
  return listed(leaks.map(({ words }) => words));
}
