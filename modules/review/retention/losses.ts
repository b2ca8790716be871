import type { BucketDetail, Expiration, Retention } from '../../plan';
import type { FindingSeverity } from '../review';
import { valueOf } from '../reviewed';
import { listed } from '../words';
import { daysUntilGone, soonerExpirations, type Sooner } from './expiry';
import { days, soonerWords } from './expiry-words';

/** One way in which a bucket keeps data less well than it did. */
export interface Loss {
  readonly severity: FindingSeverity;
  /** After the bucket's name and a colon. */
  readonly what: string;
  readonly fix: string;
  /** @default where the bucket is written */
  readonly address?: string | undefined;
  /** Below which it happens. @default in the whole bucket */
  readonly prefixes?: readonly string[];
}

export interface LossSettings {
  /** YYYY-MM-DD */
  readonly today: string;
  /** Whether there can be data yet of which an expiry speaks. */
  readonly mayHoldData: (expiration: Expiration) => boolean;
}

/** Every way in which a bucket loses data sooner than it did, or no longer guards it against loss. */
export function lossesBetween(was: BucketDetail, is: BucketDetail, settings: LossSettings): readonly Loss[] {
  return [...expiries(was, is, settings), ...versioning(was, is), ...objectLock(was, is), ...forceDestroy(was, is)];
}

function expiries(was: BucketDetail, is: BucketDetail, settings: LossSettings): readonly Loss[] {
  const [before, after] = [valueOf(was.expirations), valueOf(is.expirations)];
  if (!before || !after) return [];
  const sooner = soonerExpirations(before, after).filter(({ expiration }) => settings.mayHoldData(expiration));
  if (sooner.length === 0) return [];
  const versioned = valueOf(is.versioning) === 'Enabled';
  const soonest = Math.min(
    ...sooner.map(({ expiration }) => daysUntilGone(expiration, after, { versioned, today: settings.today })),
  );
  return [
    {
      severity: bySoon.find(([most]) => soonest <= most)?.[1] ?? 'medium',
      what: `${listed(sooner.map(soonerWords))}; what is older already goes within days${soonest === Infinity ? ', and stays as a noncurrent version' : ''}`,
      fix: `give the rule back what it said${agesOf(sooner)}, or agree with the tenant that the data may go`,
      address: is.lifecycleAddress ?? was.lifecycleAddress,
      prefixes: sooner.map(({ expiration }) => expiration.scope.prefix),
    },
  ];
}

/** How bad it is that data is gone after so many days. */
const bySoon: readonly (readonly [number, FindingSeverity])[] = [
  [7, 'critical'],
  [90, 'high'],
  [365, 'medium'],
  [Number.MAX_VALUE, 'low'],
];

function agesOf(sooner: readonly Sooner[]): string {
  const ages = sooner.flatMap(({ before }) => (before && 'days' in before.after ? [days(before.after.days)] : []));
  return ages.length === 0 ? '' : ` (${listed([...new Set(ages)])})`;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html */
function versioning(was: BucketDetail, is: BucketDetail): readonly Loss[] {
  const now = valueOf(is.versioning);
  if (valueOf(was.versioning) !== 'Enabled' || now === undefined || now === 'Enabled') return [];
  return [
    {
      severity: 'high',
      what: 'versioning ends, so what is overwritten or deleted from then on is gone',
      fix: 'keep status = "Enabled" in versioning_configuration',
      address: is.versioningAddress ?? was.versioningAddress,
    },
  ];
}

/** Objects that are there keep the lock that they got. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html */
function objectLock(was: BucketDetail, is: BucketDetail): readonly Loss[] {
  const old = valueOf(was.retention);
  const found = old && is.retention.known ? lessRetention(old, is.retention.value) : undefined;
  return found ? [{ ...found, address: is.objectLockAddress ?? was.objectLockAddress }] : [];
}

function lessRetention(old: Retention, now: Retention | undefined): Loss | undefined {
  const fix = `keep default_retention with mode = "${old.mode}" and ${days(old.days)}`;
  const then = `${days(old.days)} in ${old.mode} mode`;
  if (!now)
    return { severity: 'high', what: `Object Lock no longer keeps new objects, which it kept for ${then}`, fix };
  const isLessStrict = old.mode === 'COMPLIANCE' && now.mode !== old.mode;
  if (now.days >= old.days && !isLessStrict) return undefined;
  const what = `Object Lock keeps new objects for ${days(now.days)} in ${now.mode} mode instead of ${then}`;
  return { severity: isLessStrict ? 'high' : 'medium', what, fix };
}

function forceDestroy(was: BucketDetail, is: BucketDetail): readonly Loss[] {
  if (valueOf(was.forceDestroy) !== false || valueOf(is.forceDestroy) !== true) return [];
  return [
    {
      severity: 'medium',
      what: 'force_destroy is turned on, so whoever takes the bucket out of the code deletes every object and version in it',
      fix: 'set force_destroy = false',
    },
  ];
}
