import { describe, expect, test } from '@jest/globals';
import { fit } from '../../modules/cli/fit';

describe('a text on a terminal', () => {
  test('breaks after spaces and commas and before objects, further lines under its start', () => {
    expect(fit('one two three four five six seven', 4, 24)).toBe('one two three four\n    five six seven');
    expect(fit('{"Action":"s3:*","Resource":"*"}', 2, 22)).toBe('{"Action":"s3:*",\n  "Resource":"*"}');
    expect(fit('the key does not allow it, and no grant', 3, 28)).toBe('the key does not allow\n   it, and no grant');
    expect(fit('{"Condition":{"Bool":{"aws:A":"b"}}}', 0, 24)).toBe('{"Condition":{"Bool":\n{"aws:A":"b"}}}');
  });

  test('fills a line to the very edge', () => {
    expect(fit(`${'a'.repeat(10)} ${'b'.repeat(9)} c`, 0, 20)).toBe(`${'a'.repeat(10)} ${'b'.repeat(9)}\nc`);
  });

  test('keeps whole what has no place to break, and keeps some room on the narrowest terminal', () => {
    const arn = `arn:aws:iam::111122223333:role/${'r'.repeat(40)}`;
    expect(fit(`role ${arn} reads`, 2, 30)).toBe(`role\n  ${arn}\n  reads`);
    expect(fit('aaaaa bbbbb ccccc ddddd', 9, 10)).toBe('aaaaa bbbbb ccccc\n         ddddd');
  });

  test('is left as it is where there is no terminal', () => {
    const long = 'word '.repeat(100);
    expect(fit(long, 2, undefined)).toBe(long);
  });
});
