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

  test('has no line without rows', () => {
    expect(renderTable([])).toBe('');
  });
});
