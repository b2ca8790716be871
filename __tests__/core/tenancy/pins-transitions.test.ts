import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  catalogue,
  otherRefusedChanges,
  refusedPlacementChanges,
  refusedTenantChanges,
  supportedChanges,
} from '../../../modules/core';

const guide = readFileSync(resolve(__dirname, '../../../docs/guides/day-two.md'), 'utf8');

/** The rows of the first table after a heading, cells without the spaces that line them up. */
function rowsAfter(heading: string): readonly string[] {
  const section = guide.slice(guide.indexOf(`\n## ${heading}\n`));
  const lines = section.slice(0, section.indexOf('\n## ', 1)).split('\n');
  const rows = lines
    .filter((line) => line.startsWith('|'))
    .map((line) => line.replace(/ +\|/g, ' |').replace(/\| +/g, '| '));
  return rows.slice(2);
}

describe('the table of changes', () => {
  test('stands in the guide as it is: what may change', () => {
    expect(rowsAfter('What may change')).toEqual(supportedChanges.map(({ what, by }) => `| ${what} | ${by} |`));
  });

  test('stands in the guide as it is: what is refused', () => {
    expect(rowsAfter('What is refused')).toEqual([
      ...otherRefusedChanges.map(({ what, code }) => `| ${what} | ${code} |`),
      ...refusedTenantChanges.map(({ what, code }) => `| ${what} of a tenant | ${code} |`),
      ...refusedPlacementChanges.map(({ what, code }) => `| ${what} of a placement | ${code} |`),
    ]);
  });

  test('names codes that stop a synthesis', () => {
    for (const { code } of [...otherRefusedChanges, ...refusedTenantChanges, ...refusedPlacementChanges])
      expect(catalogue[code]).toMatchObject({ severity: 'error', exitCode: 2 });
  });
});
