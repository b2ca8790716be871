import { parseArn, type Bucket, type DefaultEncryption } from '../../core';
import { placed, type Draft } from '../draft';
import { valueOf, type BucketPair, type Reviewed } from '../reviewed';
import type { FindingSeverity } from '../review';
import { defaultKey, defaultKeyArn } from '../vended';
import { keyName, listed, ofTenant } from '../words';

/** Default encryption that protects less than before, and Bucket Keys that are turned off. */
export function encryption(reviewed: Reviewed): readonly Draft[] {
  return [
    ...reviewed.buckets.flatMap((pair) => [...weakened(reviewed, pair), ...bucketKeyOff(reviewed, pair)]),
    ...underOtherAliases(reviewed).flatMap((pair) => weakened(reviewed, pair)),
  ];
}

/** Buckets that stay as they are, and whose alias means another key. */
function underOtherAliases({ before, after, buckets, changes }: Reviewed): readonly BucketPair[] {
  if (!changes.some(({ type }) => type === 'aws_kms_alias')) return [];
  const looked = new Set(buckets.map(({ id }) => id));
  return [...after.world.buckets].flatMap(([id, now]): readonly BucketPair[] => {
    const [old, detailAfter] = [before.world.buckets.get(id), after.buckets.get(id)];
    return old && !looked.has(id)
      ? [{ id, before: old, after: now, ...(detailAfter && { detailAfter }), changes: [] }]
      : [];
  });
}

interface Weakness {
  readonly severity: FindingSeverity;
  readonly what: string;
  readonly fix: string;
}

type Kms = Exclude<DefaultEncryption, { readonly algorithm: 'AES256' }>;

function weakened(reviewed: Reviewed, pair: BucketPair): readonly Draft[] {
  const found = weaknessOf(reviewed, pair);
  if (!found) return [];
  const tenant = reviewed.vended.ofBucket(pair.id);
  return [
    {
      topic: 'encryption-weakened',
      severity: found.severity,
      message: `${ofTenant(`bucket ${pair.id}`, tenant)}: ${found.what}`,
      fix: found.fix,
      about: [`bucket:${pair.id}`, ...keyMarks(pair.before)],
      ...placed(tenant, encryptionAddress(pair)),
    },
  ];
}

function weaknessOf(reviewed: Reviewed, { id, before, after }: BucketPair): Weakness | undefined {
  const { vended } = reviewed;
  const is = valueOf(after?.encryption);
  if (!after || !is) return undefined;
  if (!before)
    return ofNew(
      is,
      after,
      vended.tenantsIn(id).some(({ keyArn }) => keyArn.known),
    );
  const was = valueOf(before.encryption);
  const keys = {
    before: defaultKeyArn(reviewed.before.world, before),
    after: defaultKeyArn(reviewed.after.world, after),
  };
  return was && compared({ was, is, before, after, keys, othersOf: (arn) => vended.ofKeyBeside(arn, id) });
}

/** Default encryption of a bucket before and after. */
interface Change<Encryption> {
  readonly was: Encryption;
  readonly is: Encryption;
  readonly before: Bucket;
  readonly after: Bucket;
  /** The keys, by ARN as far as that is told. */
  readonly keys: { readonly before: string | undefined; readonly after: string | undefined };
  /** Whose else a key is. */
  readonly othersOf: (keyArn: string) => readonly string[];
}

function keyMarks(bucket: Bucket | undefined): readonly `key:${string}`[] {
  const key = bucket && defaultKey(bucket);
  return key === undefined ? [] : [`key:${key}`];
}

/** Where default encryption is written, else the bucket. */
export function encryptionAddress({ detailAfter, detailBefore }: BucketPair): string | undefined {
  return (
    detailAfter?.encryptionAddress ?? detailBefore?.encryptionAddress ?? detailAfter?.address ?? detailBefore?.address
  );
}

function compared({ was, is, ...rest }: Change<DefaultEncryption>): Weakness | undefined {
  if (was.algorithm === 'AES256') return undefined;
  if (is.algorithm === 'AES256') return toS3Keys(defaultKey(rest.before));
  if (was.algorithm === 'aws:kms:dsse' && is.algorithm === 'aws:kms') return oneLayer;
  return keyChanged({ was, is, ...rest });
}

function keyChanged({ was, is, ...change }: Change<Kms>): Weakness | undefined {
  const [old, now] = [defaultKey(change.before), defaultKey(change.after)];
  if (was.keyId !== undefined && is.keyId === undefined) return toManagedKey(old);
  return old === undefined || now === undefined ? undefined : namedOtherwise(old, now, change);
}

/** Another name may mean the same key, and the same alias another one. */
function namedOtherwise(
  old: string,
  now: string,
  change: Pick<Change<Kms>, 'keys' | 'othersOf' | 'after'>,
): Weakness | undefined {
  const { before = old, after = now } = change.keys;
  if (old === now && !isArn(before)) return undefined;
  if (before !== after && (isArn(after) || !isArn(old))) return otherKey(before, after, change);
  return isArn(old) && !isArn(now) ? byName(now, old) : undefined;
}

function isArn(key: string): boolean {
  return parseArn(key)?.resource.startsWith('key/') === true;
}

/** The bucket of a tenant who has a key starts under it; of others only a key that is named by half is told. */
function ofNew(is: DefaultEncryption, bucket: Bucket, hasKey: boolean): Weakness | undefined {
  if (is.algorithm === 'AES256') return hasKey ? { ...toS3Keys(undefined), severity: 'medium' } : undefined;
  const key = defaultKey(bucket);
  if (is.keyId === undefined) return hasKey ? { ...toManagedKey(undefined), severity: 'medium' } : undefined;
  return key === undefined || isArn(key) ? undefined : { ...byName(key, undefined), severity: 'low' };
}

function toS3Keys(old: string | undefined): Weakness {
  return {
    severity: 'high',
    what: `new objects lie under S3's own key${insteadOf(old)}, so no key decides over who reads them`,
    fix: keep(old),
  };
}

function toManagedKey(old: string | undefined): Weakness {
  return {
    severity: 'high',
    what: `new objects lie under the AWS managed key aws/s3${insteadOf(old)}, which anybody in the account uses through S3`,
    fix: keep(old),
  };
}

const oneLayer: Weakness = {
  severity: 'medium',
  what: 'new objects are encrypted once (aws:kms) instead of twice (aws:kms:dsse)',
  fix: 'set sse_algorithm = "aws:kms:dsse"',
};

function byName(now: string, old: string | undefined): Weakness {
  return {
    severity: 'medium',
    what: `its default key is ${now}, no full key ARN: it means a key of whoever writes, and policies that test the key's ARN do not match it`,
    fix: keep(old),
  };
}

function otherKey(old: string, now: string, { othersOf, after }: Pick<Change<Kms>, 'othersOf' | 'after'>): Weakness {
  const [others, accountId] = [othersOf(now), parseArn(now)?.accountId];
  const isOthers = others.length > 0;
  const isForeign = accountId !== undefined && accountId !== after.accountId && accountId !== parseArn(old)?.accountId;
  const whose = isOthers ? ` of tenant ${listed(others)}` : isForeign ? ` of account ${accountId}` : '';
  return {
    severity: isOthers || isForeign ? 'high' : 'medium',
    what: `new objects lie under ${keyName(now)}${whose} instead of ${keyName(old)}`,
    fix: keep(old),
  };
}

function insteadOf(old: string | undefined): string {
  return old === undefined ? '' : ` instead of ${keyName(old)}`;
}

function keep(old: string | undefined): string {
  const key = old !== undefined && parseArn(old) ? old : 'the full ARN of the tenant’s key';
  return `set sse_algorithm = "aws:kms" and kms_master_key_id to ${key}`;
}

function bucketKeyOff({ vended }: Reviewed, pair: BucketPair): readonly Draft[] {
  const found = howWithoutBucketKey(pair, vended.ofBucket(pair.id) !== undefined);
  if (!found) return [];
  const tenant = vended.ofBucket(pair.id);
  return [
    {
      topic: 'bucket-key-disabled',
      severity: found.severity,
      message: `${ofTenant(`bucket ${pair.id}`, tenant)} ${found.what}: S3 calls KMS for every object that is read or written`,
      fix: bucketKeyOn(pair.after),
      about: [`bucket:${pair.id}`],
      ...placed(tenant, encryptionAddress(pair)),
    },
  ];
}

function howWithoutBucketKey(
  { before, after }: BucketPair,
  isTenants: boolean,
): Pick<Weakness, 'severity' | 'what'> | undefined {
  const [was, is] = [bucketKeyOf(before), bucketKeyOf(after)];
  if (is !== false) return undefined;
  const why = isTwice(after) ? ', because there is none under aws:kms:dsse' : '';
  if (was === true) return { severity: 'medium', what: `loses its Bucket Key${why}` };
  if (!before) return isTenants ? { severity: 'low', what: `is made without a Bucket Key${why}` } : undefined;
  return isTwice(after) && !isTwice(before)
    ? { severity: 'low', what: 'is encrypted under aws:kms:dsse, where there is no Bucket Key' }
    : undefined;
}

function isTwice(bucket: Bucket | undefined): boolean {
  return valueOf(bucket?.encryption)?.algorithm === 'aws:kms:dsse';
}

/** How a bucket gets a Bucket Key. */
export function bucketKeyOn(bucket: Bucket | undefined): string {
  return isTwice(bucket)
    ? 'set sse_algorithm = "aws:kms" and bucket_key_enabled = true'
    : 'set bucket_key_enabled = true';
}

/** Whether a Bucket Key is on; `undefined` without KMS, or where nobody knows. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingDSSEncryption.html */
export function bucketKeyOf(bucket: Bucket | undefined): boolean | undefined {
  const byDefault = valueOf(bucket?.encryption);
  if (byDefault?.algorithm === 'aws:kms:dsse') return false;
  return byDefault?.algorithm === 'aws:kms' ? valueOf(byDefault.bucketKeyEnabled) : undefined;
}
