import { describe, expect, test } from '@jest/globals';
import { parseDate, parseNumber } from '../../../modules/evaluation/conditions/numbers';

describe('parseNumber', () => {
  test.each([
    ['0', 0],
    ['-1.5', -1.5],
    ['+2e3', 2000],
    ['.5', 0.5],
    ['1.', 1],
  ])('%s is %d', (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });

  test.each(['', ' 1', '0x10', '1,5', 'NaN', 'Infinity', '1e999'])('fails when it is %j', (text) => {
    expect(parseNumber(text)).toBeUndefined();
  });
});

describe('parseDate', () => {
  test.each([
    ['2026', Date.UTC(2026, 0, 1)],
    ['2026-02', Date.UTC(2026, 1, 1)],
    ['2026-02-03', Date.UTC(2026, 1, 3)],
    ['2026-02-03T04:05', Date.UTC(2026, 1, 3, 4, 5)],
    ['2026-02-03T04:05Z', Date.UTC(2026, 1, 3, 4, 5)],
    ['2026-02-03T04:05:06Z', Date.UTC(2026, 1, 3, 4, 5, 6)],
    ['2026-02-03T04:05:06.500Z', Date.UTC(2026, 1, 3, 4, 5, 6, 500)],
    ['2026-02-03T04:05:06+01:30', Date.UTC(2026, 1, 3, 2, 35, 6)],
    ['2026-02-03T04:05:06-0130', Date.UTC(2026, 1, 3, 5, 35, 6)],
    ['2024-02-29', Date.UTC(2024, 1, 29)],
    ['1767323045', 1767323045000],
    ['0', 0],
    ['-86400.5', -86400500],
  ])('%s is a moment, whatever the zone of the machine', (text, milliseconds) => {
    expect(parseDate(text)).toBe(milliseconds / 1000);
  });

  test.each([
    '',
    'now',
    '2026-02-30',
    '2026-13',
    '2026-1-1',
    '2026-02-03T25:00Z',
    '2026-02-03T04:60Z',
    '2026-02-03T04:05:61Z',
    '2026T04:05Z',
  ])('fails when it is %j', (text) => {
    expect(parseDate(text)).toBeUndefined();
  });
});
