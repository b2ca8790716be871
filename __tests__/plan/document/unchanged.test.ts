import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { withoutSecondSide } from '../../../modules/plan/document/unchanged';

const changeOf = (actions: readonly string[], before: unknown, after: unknown) => ({
  address: 'a.b',
  change: { actions, before, after, after_unknown: {} },
});
const parsed = (text: string): unknown => JSON.parse(text);

/** Values with the very signs and names at which a text may be cut. */
const { value: anything } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, 1, 12, '', ',"after":', '"change":{"actions":["no-op"],"before":', '{', '}'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('before', 'after', 'change', 'a'), tie('value'), { maxKeys: 3 }),
  ),
}));

describe('the text of a change', () => {
  test('is without its second side where that says the same, and else as it is', () => {
    fc.assert(
      fc.property(anything, anything, fc.boolean(), (before, other, same) => {
        const after = same ? before : other;
        const text = JSON.stringify(changeOf(['no-op'], before, after));
        const short = withoutSecondSide(text);
        const { address, change } = changeOf(['no-op'], before, after);
        const { after: _, ...withoutAfter } = change;
        if (short === text) return;
        expect(JSON.stringify(before)).toBe(JSON.stringify(after));
        expect(parsed(short)).toEqual({ address, change: withoutAfter });
      }),
      { numRuns: 500 },
    );
  });

  test('loses the second side of resources as terraform writes them', () => {
    const values = { arn: 'arn:aws:s3:::b', policy: '{"Statement":[]}', tags: null };
    const text = JSON.stringify(changeOf(['no-op'], values, values));
    expect(text.length - withoutSecondSide(text).length).toBe(`,"after":${JSON.stringify(values)}`.length);
  });

  test.each([
    ['another action', changeOf(['update'], { a: 1 }, { a: 1 })],
    ['a value that goes on', changeOf(['no-op'], 1, 12)],
    ['a name inside like that of the second side', changeOf(['no-op'], { a: 1, after: { a: 1 } }, null)],
    ['no change at all', { address: 'a.b' }],
  ])('stays as it is with %s', (_, change) => {
    const text = JSON.stringify(change);
    expect(withoutSecondSide(text)).toBe(text);
  });

  test('stays as it is where there is no second side', () => {
    const text = '{"change":{"actions":["no-op"],"before":{}}}';
    expect(withoutSecondSide(text)).toBe(text);
  });
});
