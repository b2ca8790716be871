import { describe, expect, test } from '@jest/globals';
import { remembered } from '../../../modules/gateway/identity/remembered';

describe('a reading that is remembered', () => {
  test('is done once for each text', () => {
    const done: string[] = [];
    const read = remembered((text) => {
      done.push(text);
      return text.split(';');
    });
    expect([read('a;b'), read('c'), read('a;b')]).toEqual([['a', 'b'], ['c'], ['a', 'b']]);
    expect(done).toEqual(['a;b', 'c']);
  });

  test('keeps no more than a thousand', () => {
    let done = 0;
    const read = remembered((text) => {
      done += 1;
      return text;
    });
    for (let one = 0; one <= 1000; one += 1) read(String(one));
    expect(read('0')).toBe('0');
    expect(done).toBe(1002);
    expect(read('1000')).toBe('1000');
    expect(done).toBe(1002);
  });
});
