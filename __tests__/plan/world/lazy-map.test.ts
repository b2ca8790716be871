import { describe, expect, jest, test } from '@jest/globals';
import { LazyMap, once } from '../../../modules/plan/world/lazy-map';

const reader = (thing: string) => jest.fn(() => thing);

describe('a lazy map', () => {
  test('knows its names without reading anything, and reads what is asked for once', () => {
    const [a, b] = [reader('A'), reader('B')];
    const map = new LazyMap([
      ['a', a],
      ['b', b],
    ]);
    expect([map.size, map.has('a'), map.has('c'), [...map.keys()]]).toEqual([2, true, false, ['a', 'b']]);
    expect(a).not.toHaveBeenCalled();
    expect([map.get('a'), map.get('a'), map.get('c')]).toEqual(['A', 'A', undefined]);
    expect([a.mock.calls.length, b.mock.calls.length]).toEqual([1, 0]);
  });

  test('gives all things in the order of their names, the later of two with one name', () => {
    const map = new LazyMap([
      ['a', reader('first')],
      ['b', reader('B')],
      ['a', reader('later')],
    ]);
    const told: unknown[] = [];
    map.forEach((thing, name) => told.push([name, thing]));
    const entries = [
      ['a', 'later'],
      ['b', 'B'],
    ];
    expect([[...map], [...map.entries()], told]).toEqual([entries, entries, entries]);
    expect([...map.values()]).toEqual(['later', 'B']);
  });

  test('is joined with another one', () => {
    const joined = new LazyMap([['a', reader('A')]]).with(new LazyMap([['b', () => 2]]));
    expect([...joined]).toEqual([
      ['a', 'A'],
      ['b', 2],
    ]);
  });
});

test('what is made once is made when it is first asked for, even if it is nothing', () => {
  const make = jest.fn((): string | undefined => undefined);
  const get = once(make);
  expect(make).not.toHaveBeenCalled();
  expect([get(), get()]).toEqual([undefined, undefined]);
  expect(make).toHaveBeenCalledTimes(1);
});
