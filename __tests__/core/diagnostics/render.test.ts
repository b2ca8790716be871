import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { diagnostic, renderDiagnostics, type Diagnostic, type Location, type Sources } from '../../../modules/core';

const file = 'tenants/acme.yaml';
const words = { message: 'id is missing', path: 'tenants[0].id', fix: 'add an id' };

function at(line: number, column: number, endColumn = column + 1, name = file): Diagnostic {
  const location: Location = { file: name, line, column, endColumn };
  return diagnostic('TB1002', { ...words, location });
}

function rendered(one: Diagnostic, text: string): readonly string[] {
  return renderDiagnostics([one], { [file]: text }).split('\n');
}

describe('renderDiagnostics', () => {
  test('says what, where with the line and carets, and the cure', () => {
    expect(renderDiagnostics([at(2, 5, 7)], { [file]: 'tenants:\n  - id: acme\n' })).toBe(
      'error TB1002: id is missing\n' +
        '  at tenants/acme.yaml:2:5 (tenants[0].id)\n' +
        '  2 |   - id: acme\n' +
        '    |     ^^\n' +
        '  fix: add an id',
    );
  });

  test('says the path alone when there is no place in a file', () => {
    expect(renderDiagnostics([diagnostic('TB2001', words)])).toBe(
      'error TB2001: id is missing\n  at tenants[0].id\n  fix: add an id',
    );
  });

  test.each<[string, Sources]>([
    ['the text of the file is not given', {}],
    ['the line is not in the text', { [file]: 'tenants:\n' }],
  ])('leaves the line out when %s', (_, sources) => {
    expect(renderDiagnostics([at(9, 1)], sources)).toBe(
      'error TB1002: id is missing\n  at tenants/acme.yaml:9:1 (tenants[0].id)\n  fix: add an id',
    );
  });

  test('is empty when nothing is wrong', () => {
    expect(renderDiagnostics([])).toBe('');
  });

  test('keeps carets within the line, and shows at least one', () => {
    expect(rendered(at(1, 5, 99), 'id: acme')[3]).toBe('    |     ^^^^');
    expect(rendered(at(1, 9, 9), 'id: acme')[3]).toBe('    |         ^');
  });

  test('ignores carriage returns, so that carets end with what one sees (F06)', () => {
    expect(rendered(at(2, 5, 99), 'tenants:\r\nid: acme\r\nnext: x\r\n').slice(2, 4)).toEqual([
      '  2 | id: acme',
      '    |     ^^^^',
    ]);
  });

  test('shows the part of a long line in which the mark is', () => {
    const line = `${'a'.repeat(10_000)}bad${'c'.repeat(10_000)}`;
    const [, , text = '', carets = ''] = rendered(at(1, 10_001, 10_004), line);
    expect(text).toHaveLength('  1 | '.length + 160);
    const from = carets.indexOf('^');
    expect(text.slice(from, from + carets.length - from)).toBe('bad');
    expect(carets.endsWith('^^^')).toBe(true);
  });

  test('shows the beginning of a long line when the mark is there', () => {
    const [, , text = '', carets = ''] = rendered(at(1, 1, 9_999), 'a'.repeat(10_000));
    expect(text).toBe(`  1 | ${'a'.repeat(160)}`);
    expect(carets).toBe(`    | ${'^'.repeat(160)}`);
  });

  test.each([
    ['escape sequences', '\u001b[31mred\u001b]0;title\u0007', '·[31mred·]0;title·'],
    ['new lines', 'one\r\ntwo', 'one··two'],
    ['marks that turn the direction', 'a\u202eb\u2066c', 'a·b·c'],
    ['invisible signs', 'a\u200bb\ufeffc\u2028d', 'a·b·c·d'],
    ['signs beyond the first plane, as wide as they were', 'a\u{e0041}b', 'a··b'],
    ['C1 controls', 'a\u009bb', 'a·b'],
  ])('makes %s visible in every part (F08)', (_, hostile, harmless) => {
    const location = { file: hostile, line: 1, column: 1, endColumn: 2 };
    const text = renderDiagnostics(
      [diagnostic('TB1002', { message: hostile, path: hostile, fix: hostile, location })],
      {
        [hostile]: hostile.replace(/[\r\n]/g, ''),
      },
    );
    expect(text.split('\n')[0]).toBe(`error TB1002: ${harmless}`);
    expect(text.split('\n')[1]).toBe(`  at ${harmless}:1:1 (${harmless})`);
    expect(text.split('\n').at(-1)).toBe(`  fix: ${harmless}`);
    expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Cf}|\u2028/u);
  });

  test('never lets a control character through (F08)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (hostile) => {
        const one = diagnostic('TB1002', { message: hostile, path: hostile, fix: hostile });
        expect(renderDiagnostics([one]).split('\n')).toHaveLength(3);
        expect(renderDiagnostics([one])).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
      }),
    );
  });

  test('sorts by file, line and column, then by path and code; what has no place comes first', () => {
    const sorted = [
      diagnostic('TB1001', { ...words, path: 'a' }),
      diagnostic('TB1002', { ...words, path: 'a' }),
      diagnostic('TB1001', { ...words, path: 'b' }),
      at(9, 9, 10, 'Z.yaml'),
      at(1, 2, 3, 'a.yaml'),
      at(1, 10, 11, 'a.yaml'),
      at(2, 1, 2, 'a.yaml'),
      at(10, 1, 2, 'a.yaml'),
      at(1, 1, 2, 'ä.yaml'),
    ];
    const text = renderDiagnostics(sorted);
    fc.assert(
      fc.property(fc.shuffledSubarray(sorted, { minLength: sorted.length }), (shuffled) => {
        expect(renderDiagnostics(shuffled)).toBe(text);
      }),
    );
    expect(text.match(/ at .*/g)).toEqual([
      ' at a',
      ' at a',
      ' at b',
      ' at Z.yaml:9:9 (tenants[0].id)',
      ' at a.yaml:1:2 (tenants[0].id)',
      ' at a.yaml:1:10 (tenants[0].id)',
      ' at a.yaml:2:1 (tenants[0].id)',
      ' at a.yaml:10:1 (tenants[0].id)',
      ' at ä.yaml:1:1 (tenants[0].id)',
    ]);
  });

  test.each([
    [50, undefined],
    [51, '1 more'],
    [120, '70 more'],
  ])('shows 50 of %i and counts the rest', (count, rest) => {
    const text = renderDiagnostics(Array.from({ length: count }, (_, index) => at(index + 1, 1)));
    expect(text.match(/^error TB1002/gm)).toHaveLength(50);
    expect(text.split('\n\n')[50]).toBe(rest);
  });
});
