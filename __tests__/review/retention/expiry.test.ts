import { describe, expect, test } from '@jest/globals';
import type { Expiration, ExpirationScope } from '../../../modules/plan';
import { daysUntilGone, soonerExpirations } from '../../../modules/review/retention/expiry';
import { soonerWords } from '../../../modules/review/retention/expiry-words';

const everything: ExpirationScope = { prefix: '', tags: {}, largerThan: 0, smallerThan: Infinity };

function expires(days: number, parts: Partial<Expiration> = {}, scope: Partial<ExpirationScope> = {}): Expiration {
  return { rule: 'r', of: 'noncurrent', after: { days }, keeps: 0, ...parts, scope: { ...everything, ...scope } };
}

const on = (date: string) => expires(0, { of: 'current', after: { date } });
const words = (before: readonly Expiration[], after: readonly Expiration[]) =>
  soonerExpirations(before, after).map(soonerWords);

describe('an expiry that deletes sooner', () => {
  test.each([
    ['after 1 day instead of 90 days', [expires(90)], [expires(1)]],
    ['after 30 days, which nothing did before', [], [expires(30)]],
    [
      'objects are deleted after 30 days, which nothing did',
      [expires(30)],
      [expires(30), expires(30, { of: 'current' })],
    ],
    [
      'versions below in/ are deleted after 5 days instead of 9 days',
      [expires(9)],
      [expires(5, {}, { prefix: 'in/' })],
    ],
    ['tagged a=b are', [], [expires(5, {}, { tags: { a: 'b' } })]],
    ['larger than 5 bytes smaller than 9 bytes are', [], [expires(5, {}, { largerThan: 5, smallerThan: 9 })]],
    ['after 9 days instead of 9 days but for the newest 3', [expires(9, { keeps: 3 })], [expires(9)]],
    ['versions are deleted', [expires(9, {}, { prefix: 'in/' })], [expires(9)]],
    ['versions are deleted', [expires(9, {}, { largerThan: 5 })], [expires(9)]],
    ['on 2027-01-01, which nothing', [], [on('2027-01-01T00:00:00Z')]],
    ['on 2027-01-01 instead of on 2028-01-01', [on('2028-01-01')], [on('2027-01-01')]],
    ['on 2027-01-01 instead of 900 days', [expires(900, { of: 'current' })], [on('2027-01-01')]],
    ['after 1 day instead of on 2020-01-01', [on('2020-01-01')], [expires(1, { of: 'current' })]],
  ])('is told: %s', (expected, before, after) => {
    expect(words(before, after)).toEqual([expect.stringContaining(expected)]);
  });

  test.each([
    ['what deletes later', [expires(30)], [expires(90)]],
    ['what is taken out', [expires(30)], []],
    ['a rule of another name', [expires(30)], [expires(30, { rule: 'other' })]],
    [
      'a part of what was deleted',
      [expires(30)],
      [expires(30, {}, { prefix: 'a/' }), expires(40, {}, { tags: { a: 'b' } })],
    ],
    ['more that stays', [expires(30, { keeps: 1 })], [expires(30, { keeps: 2 })]],
    ['a later day', [on('2027-01-01')], [on('2028-01-01')]],
  ])('is not told of %s', (_, before, after) => {
    expect(words(before, after)).toEqual([]);
  });
});

describe('the days until data is gone', () => {
  const current = expires(10, { of: 'current' }, { prefix: 'a/' });
  const today = '2026-12-01';

  test('are those of the rule without versioning, and those of noncurrent versions after them with it', () => {
    expect(daysUntilGone(current, [current, expires(5)], { versioned: false, today })).toBe(10);
    expect(daysUntilGone(current, [current, expires(5)], { versioned: true, today })).toBe(15);
    expect(daysUntilGone(current, [current, expires(5, {}, { prefix: 'b/' })], { versioned: true, today })).toBe(
      Infinity,
    );
    expect(daysUntilGone(expires(5), [], { versioned: true, today })).toBe(5);
  });

  test('are counted to a day of the calendar', () => {
    expect(daysUntilGone(on('2026-12-31T00:00:00Z'), [], { versioned: false, today })).toBe(30);
    expect(daysUntilGone(on('2020-01-01'), [], { versioned: false, today })).toBe(0);
  });
});
