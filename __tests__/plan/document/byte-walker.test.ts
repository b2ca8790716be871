import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ByteWalker } from '../../../modules/plan/document/byte-walker';
import { followParsed, skip, type Path, type Route } from '../../../modules/plan/document/route';

/** What a route that takes some members, descends into others and skips the rest is told of. */
function walked(walk: (route: Route) => void): readonly unknown[] {
  const told: unknown[] = [];
  const odd = (path: Path) => void told.push(['odd', path.join('.')]);
  const take: Extract<Route, { kind: 'take' }> = {
    kind: 'take',
    take: (value, path) => void told.push([path.join('.'), value]),
  };
  const list: Route = { kind: 'elements', each: { ...take, seam: '},{"t":' }, odd };
  const members: Route = { kind: 'members', of: (name): Route => routeOf(name), odd };
  const routeOf = (name: string): Route => {
    if (name.startsWith('t')) return take;
    if (name.startsWith('l')) return list;
    return name.startsWith('m') ? members : skip;
  };
  walk(members);
  return told;
}

function inPieces(text: string, size: number): readonly unknown[] {
  const bytes = new TextEncoder().encode(text);
  return walked((route) => {
    const walker = new ByteWalker(route);
    const piece = new Uint8Array(size);
    for (let at = 0; at < bytes.length; at += size) {
      // One buffer for all pieces, as a stream may have it.
      const part = bytes.subarray(at, at + size);
      piece.set(part);
      walker.feed(piece.subarray(0, part.length));
    }
    walker.end();
  });
}

const names = fc.constantFrom('t', 'l', 'm', 's', 't"\\é', 'm😀', '__proto__');
const { value: anything } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, -1.5e-7, '', 'a"b\\', '{[😀', '\\u0022', ' '),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(names, tie('value'), { maxKeys: 4 }),
  ),
}));

describe('the walk over bytes', () => {
  test('tells the same as the walk over what is parsed, however the bytes come', () => {
    fc.assert(
      fc.property(
        fc.dictionary(names, anything),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(0, 1),
        (value, size, space) => {
          const text = JSON.stringify(value, undefined, space);
          expect(inPieces(text, size)).toEqual(walked((route) => followParsed(JSON.parse(text), route)));
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each([
    ['at each seam', '{"l":[{"t":1},{"t":2},{"t":3}]}', [{ t: 1 }, { t: 2 }, { t: 3 }]],
    [
      'and not at those inside of them',
      '{"l":[{"a":[{"t":1},{"t":2}]},{"t":3}]}',
      [{ a: [{ t: 1 }, { t: 2 }] }, { t: 3 }],
    ],
    ['or in their texts', '{"l":[{"a":"},{\\"t\\":"},{"t":"é"}]}', [{ a: '},{"t":' }, { t: 'é' }]],
  ])('parts the elements of a list %s', (_, text, elements) => {
    const told = elements.map((one) => ['l', one]);
    expect([1_000, 11, 4].map((size) => inPieces(text, size))).toEqual([told, told, told]);
  });

  test('tells of containers that are of another kind, and of nothing where there is none', () => {
    expect(inPieces('{"l":{"a":1},"m":[],"la":null,"ma":"x"}', 4)).toEqual([
      ['odd', 'l'],
      ['odd', 'm'],
      ['odd', 'ma'],
    ]);
  });

  test.each(['{"t":1', '{"t":"a', '{"l":[1,2', '{"t":{"a":[', '{"s":"\\', '{', '"abc'])(
    'throws when %j is all',
    (text) => {
      expect(() => inPieces(text, 3)).toThrow(`it ends before its last bracket at byte ${String(text.length)}`);
    },
  );

  test.each([
    ['{"t":1}}', 7],
    ['{"l":[1 2]}', 8],
    ['{"l":[,1]}', 6],
    ['{"l":[1,]}', 8],
    ['{"t" 1}', 5],
    ['{1:2}', 1],
    ['{"t":tru}', 5],
    ['{"m":{"t":01}}', 10],
  ])('throws for %j at byte %i', (text, byte) => {
    expect(() => inPieces(text, 2)).toThrow(`at byte ${String(byte)}`);
  });

  test('reads a shorter text that says the same, and the whole where that is no JSON', () => {
    const taken: unknown[] = [];
    const shorten = (text: string) => (text === '[1, 2]' ? '[1]' : text.slice(1));
    const walker = new ByteWalker({ kind: 'take', take: (value) => void taken.push(value), shorten });
    const other = new ByteWalker({ kind: 'take', take: (value) => void taken.push(value), shorten });
    walker.feed(new TextEncoder().encode('[1, 2]'));
    other.feed(new TextEncoder().encode('{"a":3}'));
    expect(taken).toEqual([[1], { a: 3 }]);
  });

  test('reads a bare value that ends with the text', () => {
    expect(inPieces('12', 1)).toEqual([['odd', '']]);
  });
});
