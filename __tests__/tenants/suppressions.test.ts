import { describe, expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderDiagnostics } from '../../modules/core';
import { loadSuppressions, type LoadedSuppressions } from '../../modules/tenants';
import { temporaryFolder } from '../support/temporary-folder';

const topics = ['grant-removed', 'key-deleted'];

function load(text?: string): LoadedSuppressions {
  using folder = temporaryFolder();
  if (text !== undefined) writeFileSync(join(folder.path, 'review.suppressions.yaml'), text);
  return loadSuppressions(folder.path, 'review.suppressions.yaml', topics);
}

function complaintsAbout(text: string): string {
  const { suppressions, diagnostics, sources } = load(text);
  expect(suppressions).toEqual([]);
  return renderDiagnostics(diagnostics, sources);
}

describe('loadSuppressions', () => {
  test('reads each entry and where it stands', () => {
    const { suppressions, diagnostics } = load(`suppressions:
  - topic: grant-removed
    tenant: acme
    reason: moved to a role of its own, decided in May
    until: 2027-01-31
  - { code: TB8003, address: 'aws_kms_key.k["a"]', reason: a test key, until: 2028-02-29 }
`);
    expect(diagnostics).toEqual([]);
    expect(suppressions).toEqual([
      {
        topic: 'grant-removed',
        tenant: 'acme',
        reason: 'moved to a role of its own, decided in May',
        until: '2027-01-31',
        location: { file: 'review.suppressions.yaml', line: 2, column: 12, endColumn: 25 },
      },
      {
        code: 'TB8003',
        address: 'aws_kms_key.k["a"]',
        reason: 'a test key',
        until: '2028-02-29',
        location: expect.objectContaining({ line: 6 }),
      },
    ]);
  });

  test('suppresses nothing when the file is not there', () => {
    expect(load()).toEqual({ suppressions: [], diagnostics: [], sources: {} });
  });

  test('fails when a key is misspelt, with the one that was meant (F05)', () => {
    const text = complaintsAbout('suppressions:\n  - { topic: key-deleted, reson: x, reason: x, until: 2027-01-31 }\n');
    expect(text).toContain('error TB8050: "reson" is no key here\n  at review.suppressions.yaml:2:27');
    expect(text).toContain('fix: write reason');
  });

  test('fails when a topic does not exist, with the one that was meant', () => {
    const { diagnostics, sources } = load('suppressions:\n  - { topic: grant-remove, reason: x, until: 2027-01-31 }\n');
    const text = renderDiagnostics(diagnostics, sources);
    expect(text).toContain('error TB8050: "grant-remove" is no topic\n  at review.suppressions.yaml:2:14');
    expect(text).toContain('fix: write grant-removed');
  });

  test('fails with a misspelt key and a topic that does not exist at once, and says each once', () => {
    const entry = '{ topic: grant-remove, tenat: acme, reason: x, until: soon }';
    const text = complaintsAbout(
      `suppressions:\n  - ${entry}\n  - { topic: Key_Deleted, reason: x, until: 2027-01-31 }\n`,
    );
    expect(text.match(/error .*/g)).toEqual([
      'error TB8050: "grant-remove" is no topic',
      'error TB8050: "tenat" is no key here',
      'error TB8050: until is not what it should be',
      'error TB8050: topic is not what it should be',
    ]);
  });

  test.each([
    ['{ reason: x, until: 2027-01-31 }', 'suppressions[0] is not what it should be', 'give either a topic or a code'],
    [
      '{ topic: key-deleted, code: TB8003, reason: x, until: 2027-01-31 }',
      'suppressions[0] is not what it should be',
      'give either a topic or a code',
    ],
    ['{ topic: key-deleted, until: 2027-01-31 }', 'reason is not what it should be', 'give the reason, for whoever'],
    ['{ topic: key-deleted, reason: x }', 'until is not what it should be', 'give a day such as 2027-01-31'],
    ['{ topic: key-deleted, reason: x, until: soon }', 'until is not what it should be', 'give a day such as'],
    [
      '{ topic: key-deleted, reason: x, until: 2027-02-31 }',
      'until is not what it should be',
      'give a day that the calendar has',
    ],
  ])('fails when an entry is %s', (entry, message, fix) => {
    const text = complaintsAbout(`suppressions:\n  - ${entry}\n`);
    expect(text).toContain(`error TB8050: ${message}\n  at review.suppressions.yaml:2:`);
    expect(text).toContain(fix);
  });

  test.each([
    ['suppressions: [', 'TB1001'],
    ['[]', 'TB8050'],
    ['suppressions: {}', 'TB8050'],
  ])('fails when the file is %j', (text, code) => {
    expect(complaintsAbout(text)).toContain(`error ${code}: `);
  });
});
