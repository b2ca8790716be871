import { describe, expect, test } from '@jest/globals';
import { notKnown } from '../../../modules/evaluation/model';
import { foundKeys, GivenKeys } from '../../../modules/evaluation/request/found-keys';

const nothing = foundKeys(undefined, undefined);

describe('the keys of a context', () => {
  test('are found in lower case; null is absent, and what nobody knows is not known', () => {
    const found = foundKeys({ 'aws:SourceIp': '10.0.0.1', 's3:Prefix': null }, ['aws:Referer']);
    expect([...found]).toEqual([
      ['aws:sourceip', '10.0.0.1'],
      ['s3:prefix', undefined],
      ['aws:referer', notKnown],
    ]);
  });
});

describe('the keys in layers', () => {
  const given = new GivenKeys(foundKeys({ a: '1', b: '1', c: '1', d: null }, []), [
    { values: { b: '2', c: null }, unknown: ['A'] },
    { values: {}, unknown: [], found: foundKeys({ d: '3' }, []) },
  ]);

  test('are those of the last layer that speaks of them', () => {
    expect(['a', 'b', 'c', 'd'].map((key) => given.get(key))).toEqual([notKnown, '2', undefined, '3']);
  });

  test('tell what is known to be absent from what nobody speaks of', () => {
    expect(given.find('c', 'otherwise')).toBeUndefined();
    expect(given.find('e', 'otherwise')).toBe('otherwise');
    expect(given.get('e')).toBeUndefined();
  });

  test('may be none', () => {
    expect(new GivenKeys(nothing).find('a', 'otherwise')).toBe('otherwise');
  });
});
