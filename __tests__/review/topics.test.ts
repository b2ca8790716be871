import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../../modules/core';
import { topics } from '../../modules/review';
import { objectAt, parseJsonObject } from '../support/json';

describe('topics', () => {
  test('have one code each, in their order', () => {
    const codes = Object.values(topics).map(({ code }) => code);
    expect(codes).toEqual(codes.map((_code, index) => `TB80${String(index + 1).padStart(2, '0')}`));
    expect(codes).toHaveLength(27);
  });

  test('are those that the schema of the JSON report knows', () => {
    const schema = parseJsonObject(readFileSync(join(__dirname, '..', '..', 'schemas', 'review.json'), 'utf8'));
    const { topic } = objectAt(objectAt(objectAt(schema, 'definitions'), 'finding'), 'properties');
    expect(topic).toEqual({ enum: Object.keys(topics) });
  });

  test.each(Object.entries(topics))('%s is explained and rests on a page of AWS', (_topic, { code, summary, docs }) => {
    expect(catalogue[code].explanation.length).toBeGreaterThan(80);
    expect(summary).toMatch(/^(?![A-Z][a-z]).*[^.\s]$/);
    expect(docs).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/.+\.html/);
  });
});
