import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../modules/core';
import { topics } from '../../modules/review';

describe('topics', () => {
  test('have one code each, in their order', () => {
    const codes = Object.values(topics).map(({ code }) => code);
    expect(codes).toEqual(codes.map((_code, index) => `TB80${String(index + 1).padStart(2, '0')}`));
    expect(codes).toHaveLength(25);
  });

  test.each(Object.entries(topics))('%s is explained and rests on a page of AWS', (_topic, { code, summary, docs }) => {
    expect(catalogue[code].explanation.length).toBeGreaterThan(80);
    expect(summary).toMatch(/^(?![A-Z][a-z]).*[^.\s]$/);
    expect(docs).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/.+\.html/);
  });
});
