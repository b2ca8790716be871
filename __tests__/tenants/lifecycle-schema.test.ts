import { describe, expect, test } from '@jest/globals';
import { loadFiles, problemsOf } from '../support/tenant-folder';

function lifecycleOf(text: string): unknown {
  const { tenants, diagnostics } = loadFiles({ 'acme.yaml': fileWith(text) });
  expect(diagnostics).toEqual([]);
  return tenants[0]?.lifecycle;
}

function fileWith(lifecycle: string): string {
  return `tenants:\n  - id: acme\n    placement: main\n    lifecycle: ${lifecycle}\n`;
}

describe('the lifecycle of a tenant file', () => {
  test('has defaults for what every bucket needs, and nothing else', () => {
    expect(lifecycleOf('{}')).toEqual({ noncurrentDays: 90, abortUploadDays: 7 });
  });

  test('takes every option', () => {
    expect(
      lifecycleOf(
        '{ expirationDays: 400, transitions: [{ storageClass: STANDARD_IA, days: 30 }, { storageClass: GLACIER, days: 60 }], objectLock: { mode: COMPLIANCE, days: 90 } }',
      ),
    ).toEqual({
      noncurrentDays: 90,
      abortUploadDays: 7,
      expirationDays: 400,
      transitions: [
        { storageClass: 'STANDARD_IA', days: 30 },
        { storageClass: 'GLACIER', days: 60 },
      ],
      objectLock: { mode: 'COMPLIANCE', days: 90 },
    });
  });

  test.each([
    [
      '{ transitions: [{ storageClass: GLACIER, days: 90 }, { storageClass: STANDARD_IA, days: 120 }] }',
      'moves objects to STANDARD_IA after 120 days, behind GLACIER after 90; sort transitions by days, each to a colder class than the one before: STANDARD_IA, INTELLIGENT_TIERING, GLACIER_IR, GLACIER, DEEP_ARCHIVE',
    ],
    [
      '{ transitions: [{ storageClass: STANDARD_IA, days: 7 }] }',
      'moves objects to STANDARD_IA after 7 days, and S3 does not before 30; give 30 days or more',
    ],
    [
      '{ transitions: [{ storageClass: STANDARD_IA, days: 30 }, { storageClass: GLACIER_IR, days: 31 }] }',
      'keeps objects in STANDARD_IA for 1 days, and S3 wants 30; move them to GLACIER_IR after 60 days or later',
    ],
    [
      '{ expirationDays: 30, transitions: [{ storageClass: GLACIER, days: 60 }] }',
      'deletes objects after 30 days, not after the last transition at 60; give expirationDays above 60',
    ],
    [
      '{ noncurrentDays: 10, objectLock: { mode: GOVERNANCE, days: 30 } }',
      'cleans up versions after 10 days that are locked for 30; give noncurrentDays of 30 or more',
    ],
  ])('fails when it says %s, at its place (F24)', (lifecycle, message) => {
    expect(problemsOf(fileWith(lifecycle))).toEqual([`TB1120 4:16 lifecycle ${message}`]);
  });

  test.each([
    ['{ expirationDays: 0 }', '4:34 expirationDays is the number 0; give a whole number from 1 to 36500'],
    ['{ transitions: [] }', '4:31 transitions is an empty list; give a list of one transition or more'],
    [
      '{ transitions: [{ storageClass: ONEZONE_IA, days: 30 }] }',
      '4:48 storageClass is "ONEZONE_IA"; give STANDARD_IA, INTELLIGENT_TIERING, GLACIER_IR, GLACIER, DEEP_ARCHIVE',
    ],
    [
      '{ transitions: [{ storageClass: GLACIER, days: 36501 }] }',
      '4:63 days is the number 36501; give a whole number from 0 to 36500',
    ],
    ['{ objectLock: { mode: governance, days: 1 } }', '4:38 mode is "governance"; give GOVERNANCE or COMPLIANCE'],
    [
      '{ objectLock: { mode: COMPLIANCE, days: 36501 } }',
      '4:56 days is the number 36501; give a whole number from 1 to 36500',
    ],
    ['{ objectLock: { mode: COMPLIANCE } }', '4:30 days is missing; add a whole number from 1 to 36500'],
  ])('fails when it says %s', (lifecycle, problem) => {
    expect(problemsOf(fileWith(lifecycle))).toEqual([`TB1002 ${problem}`]);
  });
});
