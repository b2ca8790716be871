import { expect, test } from '@jest/globals';
import { isJsonObject } from '../../modules/core';

test.each([
  ['{}', true],
  ['{"a":1}', true],
  ['[]', false],
  ['null', false],
  ['"text"', false],
  ['7', false],
])('of what JSON can be, %s is an object: %s', (text, expected) => {
  expect(isJsonObject(JSON.parse(text))).toBe(expected);
});
