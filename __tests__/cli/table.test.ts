import { describe, expect, test } from '@jest/globals';
import { renderTable } from '../../modules/cli/table';

describe('a table', () => {
  test('lines its columns up and never pads or cuts the last one', () => {
    const arn = `arn:aws:kms:us-east-1:111122223333:key/${'0'.repeat(36)}`;
    expect(
      renderTable([
        ['key', arn],
        ['bucket key', 'on'],
      ]),
    ).toBe(`key         ${arn}\nbucket key  on\n`);
  });

  test('on a terminal goes on under its last column, or below where that leaves no room (F54)', () => {
    const rows = [
      ['python', 'failed', 'Python 3.11 is needed; install it, or name one'],
      ['node', 'ok', 'v20.19.4'],
    ];
    expect(renderTable(rows, 48)).toBe(
      'python  failed  Python 3.11 is needed; install\n                it, or name one\nnode    ok      v20.19.4\n',
    );
    expect(renderTable(rows, 36)).toBe(
      'python  failed\n    Python 3.11 is needed; install\n    it, or name one\nnode    ok      v20.19.4\n',
    );
  });

  test('has no line without rows', () => {
    expect(renderTable([])).toBe('');
  });
});
