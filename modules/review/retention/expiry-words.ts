import type { Expiration, ExpirationScope } from '../../plan';
import { listed } from '../words';
import type { Sooner } from './expiry';

/** `noncurrent versions below in/ are deleted after 1 day instead of 90, by the rule clean-up` */
export function soonerWords({ expiration, before }: Sooner): string {
  const { of, scope, rule } = expiration;
  const what = of === 'current' ? 'objects' : 'noncurrent versions';
  return `${what}${where(scope)} are deleted ${when(expiration)}${instead(before)}, by the rule ${rule}`;
}

function where({ prefix, tags, largerThan, smallerThan }: ExpirationScope): string {
  const tagged = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  return [
    prefix === '' ? '' : ` below ${prefix}`,
    tagged.length === 0 ? '' : ` tagged ${listed(tagged)}`,
    largerThan === 0 ? '' : ` larger than ${String(largerThan)} bytes`,
    smallerThan === Infinity ? '' : ` smaller than ${String(smallerThan)} bytes`,
  ].join('');
}

function when({ after, keeps }: Expiration): string {
  const time = 'days' in after ? `after ${days(after.days)}` : `on ${after.date.slice(0, 10)}`;
  return keeps > 0 ? `${time} but for the newest ${String(keeps)}` : time;
}

function instead(before: Expiration | undefined): string {
  return before ? ` instead of ${when(before).replace(/^after /, '')}` : ', which nothing did before';
}

export function days(count: number): string {
  return count === 1 ? '1 day' : `${String(count)} days`;
}
