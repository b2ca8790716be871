import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../../modules/core';
import { cliEntries } from '../../../modules/core/diagnostics/catalogue/cli';
import { constructsEntries } from '../../../modules/core/diagnostics/catalogue/constructs';
import { bucketOptionEntries } from '../../../modules/core/diagnostics/catalogue/constructs-options';
import { costEntries } from '../../../modules/core/diagnostics/catalogue/cost';
import { emulatorEntries } from '../../../modules/core/diagnostics/catalogue/emulator';
import { evaluationEntries } from '../../../modules/core/diagnostics/catalogue/evaluation';
import { foundationEntries } from '../../../modules/core/diagnostics/catalogue/foundation';
import { limitsEntries } from '../../../modules/core/diagnostics/catalogue/limits';
import { planEntries } from '../../../modules/core/diagnostics/catalogue/plan';
import { reviewCommandEntries } from '../../../modules/core/diagnostics/catalogue/review-commands';
import { reviewEntries } from '../../../modules/core/diagnostics/catalogue/review';
import { tenantsEntries } from '../../../modules/core/diagnostics/catalogue/tenants';
import { terraformEntries } from '../../../modules/core/diagnostics/catalogue/terraform';

const parts = [
  ['tenants', '1', tenantsEntries],
  ['constructs', '2', constructsEntries],
  ['bucket options', '2', bucketOptionEntries],
  ['foundation', '2', foundationEntries],
  ['limits', '2', limitsEntries],
  ['terraform', '3', terraformEntries],
  ['emulator', '4', emulatorEntries],
  ['cli', '5', cliEntries],
  ['evaluation', '6', evaluationEntries],
  ['plan', '7', planEntries],
  ['cost', '8', costEntries],
  ['review commands', '8', reviewCommandEntries],
  ['review', '8', reviewEntries],
] as const;

describe('catalogue', () => {
  test.each(parts)('numbers the part of %s in its own thousand', (_, thousand, part) => {
    const codes = Object.keys(part);
    expect(codes.length).toBeGreaterThan(0);
    for (const code of codes) expect(code).toMatch(new RegExp(`^TB${thousand}\\d{3}$`));
  });

  test('holds every entry of every part, and none of them twice', () => {
    const codes = parts.flatMap(([, , part]) => Object.keys(part));
    expect(new Set(codes).size).toBe(codes.length);
    expect(Object.keys(catalogue).sort()).toEqual([...codes].sort());
  });

  test.each(Object.entries(catalogue))('explains %s', (_, entry) => {
    expect(entry.summary).toMatch(/^(?![A-Z][a-z]).*[^.\s]$/);
    expect(entry.explanation.length).toBeGreaterThan(40);
    expect(entry.explanation).toMatch(/[.?!]$/);
    expect(['error', 'warning']).toContain(entry.severity);
  });

  test.each(Object.entries(catalogue))('gives %s an exit code that says whose turn it is', (_, entry) => {
    const allowed = entry.severity === 'warning' ? [0, 1] : [1, 2, 3, 4, 5];
    expect(allowed).toContain(entry.exitCode);
  });

  const configuration = [tenantsEntries, constructsEntries, limitsEntries].flatMap((part) => Object.entries(part));

  test.each(configuration.filter(([, entry]) => entry.severity === 'error'))(
    'ends with 2 on %s: what is wrong is configuration',
    (_, entry) => {
      expect(entry.exitCode).toBe(2);
    },
  );
});
