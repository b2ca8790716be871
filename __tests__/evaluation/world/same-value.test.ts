import { describe, expect, test } from '@jest/globals';
import { changedNames, sameValue } from '../../../modules/evaluation/world/same-value';

describe('sameValue', () => {
  test.each<[unknown, unknown, boolean]>([
    [1, 1, true],
    [1, '1', false],
    [null, null, true],
    [null, {}, false],
    [{}, null, false],
    [{ a: 1 }, 'a', false],
    [{ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, true],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [{ a: undefined }, { b: undefined }, false],
    [[1, 2], [2, 1], false],
    [[1], { 0: 1 }, false],
    [{ a: 1 }, { a: 1, b: 2 }, false],
  ])('%j and %j: %s', (one, other, same) => {
    expect(sameValue(one, other)).toBe(same);
    expect(sameValue(other, one)).toBe(same);
  });
});

describe('changedNames', () => {
  test('finds what came, went and differs', () => {
    const before = new Map([
      ['kept', [1]],
      ['gone', [2]],
      ['changed', [3]],
    ]);
    const after = new Map([
      ['kept', [1]],
      ['changed', [4]],
      ['new', [5]],
    ]);
    expect([...changedNames(before, after)]).toEqual(['gone', 'changed', 'new']);
  });
});
