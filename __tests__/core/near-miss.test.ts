import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nearMiss } from '../../modules/core';

describe('nearMiss', () => {
  test.each([
    ['deletionWindowDay', ['rotationDays', 'deletionWindowDays'], 'deletionWindowDays'],
    ['PLACEMENT', ['id', 'placement'], 'placement'],
    ['placment', ['placement'], 'placement'],
    ['palcement', ['placement'], 'placement'],
    ['acces', ['access', 'arn'], 'access'],
    ['xd', ['id'], 'id'],
    ['prd', ['proud', 'prod'], 'prod'],
    ['prod', ['prod'], 'prod'],
    ['', ['id', 'arn'], undefined],
    ['xy', ['id'], undefined],
    ['rotation', ['rotationDays'], undefined],
    ['x', [], undefined],
  ])('takes %p for the likeliest of %p: %p', (word, candidates, expected) => {
    expect(nearMiss(word, candidates)).toBe(expected);
  });

  test('finds a word again after one edit of any kind', () => {
    const word = 'deletionWindowDays';
    fc.assert(
      fc.property(fc.nat(word.length - 1), fc.stringMatching(/^[a-z]?$/), fc.nat(1), (at, letter, removed) => {
        expect(nearMiss(word.slice(0, at) + letter + word.slice(at + removed), [word])).toBe(word);
      }),
    );
  });

  test('does not measure what is far too long to be meant', () => {
    expect(nearMiss('x'.repeat(1_000_000), ['id', 'placement'])).toBeUndefined();
  });
});
