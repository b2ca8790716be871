import { describe, expect, test } from '@jest/globals';
import { brokenLifecycleRules, checkLifecycle, type Lifecycle } from '../../../modules/core';

const plain: Lifecycle = { noncurrentDays: 90, abortUploadDays: 7 };

function complaints(lifecycle: Partial<Lifecycle>): readonly string[] {
  return checkLifecycle('p', { ...plain, ...lifecycle }).map((one) => `${one.code} ${one.message}; ${one.fix}`);
}

const order =
  'sort transitions by days, each to a colder class than the one before: STANDARD_IA, INTELLIGENT_TIERING, GLACIER_IR, GLACIER, DEEP_ARCHIVE';

describe('checkLifecycle', () => {
  test.each<[string, Partial<Lifecycle>]>([
    ['nothing but defaults', {}],
    ['a day for everything', { noncurrentDays: 1, abortUploadDays: 1, expirationDays: 1 }],
    [
      'every class in its order, as soon as S3 takes it',
      {
        transitions: [
          { storageClass: 'STANDARD_IA', days: 30 },
          { storageClass: 'INTELLIGENT_TIERING', days: 60 },
          { storageClass: 'GLACIER_IR', days: 61 },
          { storageClass: 'GLACIER', days: 62 },
          { storageClass: 'DEEP_ARCHIVE', days: 63 },
        ],
        expirationDays: 64,
      },
    ],
    ['an archive on the first day', { transitions: [{ storageClass: 'DEEP_ARCHIVE', days: 0 }], expirationDays: 1 }],
    ['a lock as long as versions are kept', { objectLock: { mode: 'COMPLIANCE', days: 90 } }],
  ])('takes %s', (_, lifecycle) => {
    expect(complaints(lifecycle)).toEqual([]);
  });

  test.each<[string, Partial<Lifecycle>, string]>([
    [
      'a later transition comes first',
      {
        transitions: [
          { storageClass: 'GLACIER_IR', days: 90 },
          { storageClass: 'GLACIER', days: 60 },
        ],
      },
      `moves objects to GLACIER after 60 days, behind GLACIER_IR after 90; ${order}`,
    ],
    [
      'two transitions are on one day',
      {
        transitions: [
          { storageClass: 'GLACIER_IR', days: 90 },
          { storageClass: 'GLACIER', days: 90 },
        ],
      },
      `moves objects to GLACIER after 90 days, behind GLACIER_IR after 90; ${order}`,
    ],
    [
      'a transition leads to a warmer class',
      {
        transitions: [
          { storageClass: 'GLACIER', days: 30 },
          { storageClass: 'INTELLIGENT_TIERING', days: 90 },
        ],
      },
      `moves objects to INTELLIGENT_TIERING after 90 days, behind GLACIER after 30; ${order}`,
    ],
    [
      'objects go to STANDARD_IA too soon',
      { transitions: [{ storageClass: 'STANDARD_IA', days: 29 }] },
      'moves objects to STANDARD_IA after 29 days, and S3 does not before 30; give 30 days or more',
    ],
    [
      'objects leave STANDARD_IA too soon',
      {
        transitions: [
          { storageClass: 'STANDARD_IA', days: 40 },
          { storageClass: 'GLACIER', days: 69 },
        ],
      },
      'keeps objects in STANDARD_IA for 29 days, and S3 wants 30; move them to GLACIER after 70 days or later',
    ],
    [
      'objects are deleted on the day of the last transition',
      { transitions: [{ storageClass: 'GLACIER', days: 90 }], expirationDays: 90 },
      'deletes objects after 90 days, not after the last transition at 90; give expirationDays above 90',
    ],
    [
      'versions are cleaned up before their lock ends',
      { noncurrentDays: 29, objectLock: { mode: 'GOVERNANCE', days: 30 } },
      'cleans up versions after 29 days that are locked for 30; give noncurrentDays of 30 or more',
    ],
    ['days are none', { expirationDays: 0 }, 'has expirationDays 0; give a whole number from 1 to 36500'],
    ['days are broken', { abortUploadDays: 1.5 }, 'has abortUploadDays 1.5; give a whole number from 1 to 36500'],
    [
      'a lock is longer than S3 keeps one',
      { noncurrentDays: 36_500, objectLock: { mode: 'COMPLIANCE', days: 36_501 } },
      'cleans up versions after 36500 days that are locked for 36501; give noncurrentDays of 36501 or more',
    ],
    [
      'a transition is before the object',
      { transitions: [{ storageClass: 'GLACIER', days: -1 }] },
      'has transitions[0].days -1; give a whole number from 0 to 36500',
    ],
  ])('fails when %s (F24)', (_, lifecycle, message) => {
    expect(complaints(lifecycle)).toContain(`TB2180 lifecycle ${message}`);
  });

  test('fails with all that is wrong at once', () => {
    const broken: Lifecycle = {
      noncurrentDays: 1,
      abortUploadDays: 7,
      expirationDays: 10,
      transitions: [
        { storageClass: 'STANDARD_IA', days: 10 },
        { storageClass: 'GLACIER', days: 20 },
      ],
      objectLock: { mode: 'GOVERNANCE', days: 2 },
    };
    expect(brokenLifecycleRules(broken).map((one) => one.message)).toEqual([
      'moves objects to STANDARD_IA after 10 days, and S3 does not before 30',
      'keeps objects in STANDARD_IA for 10 days, and S3 wants 30',
      'deletes objects after 10 days, not after the last transition at 20',
      'cleans up versions after 1 days that are locked for 2',
    ]);
  });
});
