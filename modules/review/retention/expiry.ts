import type { Expiration, ExpirationScope } from '../../plan';

/** An expiry after which something is deleted that would have stayed longer. */
export interface Sooner {
  readonly expiration: Expiration;
  /** What deleted the same objects before, later. @default nothing did */
  readonly before?: Expiration;
}

/** Every expiry that deletes what no single expiry of before deleted as soon. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html */
export function soonerExpirations(before: readonly Expiration[], after: readonly Expiration[]): readonly Sooner[] {
  return after.flatMap((expiration): readonly Sooner[] => {
    const same = before.filter((old) => old.of === expiration.of && covers(old.scope, expiration.scope));
    if (same.some((old) => isAsSoon(old, expiration))) return [];
    const [first] = [...same].sort((one, other) => daysOf(one) - daysOf(other));
    return [{ expiration, ...(first && { before: first }) }];
  });
}

/** Whether a scope takes in all that another one does. */
function covers(scope: ExpirationScope, other: ExpirationScope): boolean {
  return (
    other.prefix.startsWith(scope.prefix) &&
    Object.entries(scope.tags).every(([key, value]) => other.tags[key] === value) &&
    scope.largerThan <= other.largerThan &&
    scope.smallerThan >= other.smallerThan
  );
}

/** Days of age and a day of the calendar cannot be compared, and count as sooner. */
function isAsSoon({ after: old, keeps }: Expiration, { after, ...now }: Expiration): boolean {
  if (keeps > now.keeps) return false;
  if ('date' in old) return 'date' in after && Date.parse(old.date) <= Date.parse(after.date);
  return 'days' in after && old.days <= after.days;
}

function daysOf({ after }: Expiration): number {
  return 'days' in after ? after.days : Infinity;
}

/** Days until the first object is gone for good; infinite where the noncurrent version that it becomes stays. */
export function daysUntilGone(
  { of, after, scope }: Expiration,
  all: readonly Expiration[],
  { versioned, today }: { readonly versioned: boolean; readonly today: string },
): number {
  const own = 'days' in after ? after.days : Math.max(0, (Date.parse(after.date) - Date.parse(today)) / dayLong);
  if (of === 'noncurrent' || !versioned) return own;
  const next = all.filter((one) => one.of === 'noncurrent' && meets(one.scope, scope)).map(daysOf);
  return own + Math.min(Infinity, ...next);
}

const dayLong = 24 * 60 * 60 * 1000;

/** Whether two scopes may share an object. */
function meets(one: ExpirationScope, other: ExpirationScope): boolean {
  return one.prefix.startsWith(other.prefix) || other.prefix.startsWith(one.prefix);
}
