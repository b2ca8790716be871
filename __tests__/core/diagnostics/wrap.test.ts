import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { diagnostic, renderDiagnostics, wrap } from '../../../modules/core';

describe('wrap', () => {
  test('breaks between words and indents what follows', () => {
    expect(wrap('  fix: name one of main, second', 15, '       ')).toBe(
      '  fix: name one\n       of main,\n       second',
    );
  });

  test('leaves a line alone that fits, or that nobody looks at in a terminal', () => {
    expect(wrap('one two', 7)).toBe('one two');
    expect(wrap('one two three', undefined)).toBe('one two three');
  });

  test('keeps a word whole that is longer than the line', () => {
    expect(wrap('see arn:aws:iam::111122223333:role/app now', 10)).toBe('see\narn:aws:iam::111122223333:role/app\nnow');
  });

  test('loses and adds no word, and no line is too long for another reason than a long word', () => {
    const words = fc.array(fc.stringMatching(/^[a-z:/]{1,12}$/), { minLength: 1 });
    fc.assert(
      fc.property(words, fc.integer({ min: 12, max: 60 }), (all, columns) => {
        const lines = wrap(all.join(' '), columns).split('\n');
        expect(lines.join(' ')).toBe(all.join(' '));
        expect(lines.filter((line) => line.length > columns)).toEqual([]);
      }),
      { seed: 10 },
    );
  });
});

describe('renderDiagnostics for a terminal', () => {
  const file = 'environments/tenants/dev/all.yaml';
  const location = { file, line: 1, column: 60, endColumn: 63 };
  const one = diagnostic('TB1002', {
    message: 'placement is "somewhere that nobody has heard of"',
    path: 'tenants[0] (acme).placement',
    fix: 'give the name of a placement that there is',
    location,
  });

  test('is no wider than it: prose is broken between words, the line is cut around its mark (F54)', () => {
    const source = `${'a'.repeat(59)}bad${'c'.repeat(60)}`;
    expect(renderDiagnostics([one], { [file]: source }, 40)).toBe(`error TB1002: placement is "somewhere
  that nobody has heard of"
  at
     environments/tenants/dev/all.yaml:1:60
     (tenants[0] (acme).placement)
  1 | ${'a'.repeat(16)}bad${'c'.repeat(15)}
    | ${' '.repeat(16)}^^^
  fix: give the name of a placement that
       there is`);
  });
});
