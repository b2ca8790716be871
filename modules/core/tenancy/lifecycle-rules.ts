import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic';
import type { Lifecycle, Transition, TransitionClass } from './tenant';

/** A hundred years, the most that S3 keeps anything locked. */
export const lifecycleDaysRange = { least: 1, most: 36_500 };

/** An object can leave for a colder class on the day it is written. */
export const transitionDaysRange = { least: 0, most: 36_500 };

/**
 * The classes from warm to cold: S3 moves an object down this list and never up.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
export const transitionClasses = [
  'STANDARD_IA',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
  'GLACIER',
  'DEEP_ARCHIVE',
] as const satisfies readonly TransitionClass[];

/** S3 takes no object into STANDARD_IA earlier, and none out of it by the same rule earlier. */
const infrequentAccessDays = 30;

/** One rule of S3, or one that would surprise, which a lifecycle breaks. */
export interface BrokenLifecycleRule {
  readonly message: string;
  readonly fix: string;
}

/** All by which the parts of a lifecycle do not go together. */
export function brokenLifecycleRules(lifecycle: Lifecycle): readonly BrokenLifecycleRule[] {
  return rules.flatMap((rule) => rule(lifecycle));
}

/** What a lifecycle that no file was checked for may not say, days out of bounds included. */
export function checkLifecycle(path: string, lifecycle: Lifecycle): readonly Diagnostic[] {
  return [...outOfBounds(lifecycle), ...brokenLifecycleRules(lifecycle)].map(({ message, fix }) =>
    diagnostic('TB2180', { path, message: `lifecycle ${message}`, fix }),
  );
}

type Rule = (lifecycle: Lifecycle) => readonly BrokenLifecycleRule[];

const rules: readonly Rule[] = [
  ({ transitions = [] }) => pairs(transitions).flatMap(([before, after]) => outOfOrder(before, after)),
  ({ transitions = [] }) =>
    transitions
      .filter((one) => one.storageClass === 'STANDARD_IA' && one.days < infrequentAccessDays)
      .map(({ days }) => ({
        message: `moves objects to STANDARD_IA after ${String(days)} days, and S3 does not before ${String(infrequentAccessDays)}`,
        fix: `give ${String(infrequentAccessDays)} days or more`,
      })),
  ({ transitions = [] }) => pairs(transitions).flatMap(([before, after]) => tooShortAStay(before, after)),
  ({ transitions = [], expirationDays }) => {
    const last = Math.max(-1, ...transitions.map((one) => one.days));
    if (expirationDays === undefined || expirationDays > last) return [];
    return [
      {
        message: `deletes objects after ${String(expirationDays)} days, not after the last transition at ${String(last)}`,
        fix: `give expirationDays above ${String(last)}`,
      },
    ];
  },
  ({ objectLock, noncurrentDays }) => {
    if (objectLock === undefined || noncurrentDays >= objectLock.days) return [];
    return [
      {
        message: `cleans up versions after ${String(noncurrentDays)} days that are locked for ${String(objectLock.days)}`,
        fix: `give noncurrentDays of ${String(objectLock.days)} or more`,
      },
    ];
  },
];

function pairs(transitions: readonly Transition[]): readonly (readonly [Transition, Transition])[] {
  return transitions.slice(1).flatMap((after, index) => {
    const before = transitions[index];
    return before === undefined ? [] : [[before, after] as const];
  });
}

function outOfOrder(before: Transition, after: Transition): readonly BrokenLifecycleRule[] {
  const colder = transitionClasses.indexOf(after.storageClass) > transitionClasses.indexOf(before.storageClass);
  if (colder && after.days > before.days) return [];
  return [
    {
      message: `moves objects to ${after.storageClass} after ${String(after.days)} days, behind ${before.storageClass} after ${String(before.days)}`,
      fix: `sort transitions by days, each to a colder class than the one before: ${transitionClasses.join(', ')}`,
    },
  ];
}

function tooShortAStay(before: Transition, after: Transition): readonly BrokenLifecycleRule[] {
  const stay = after.days - before.days;
  if (before.storageClass !== 'STANDARD_IA' || stay <= 0 || stay >= infrequentAccessDays) return [];
  return [
    {
      message: `keeps objects in STANDARD_IA for ${String(stay)} days, and S3 wants ${String(infrequentAccessDays)}`,
      fix: `move them to ${after.storageClass} after ${String(before.days + infrequentAccessDays)} days or later`,
    },
  ];
}

function outOfBounds(lifecycle: Lifecycle): readonly BrokenLifecycleRule[] {
  const { noncurrentDays, abortUploadDays, expirationDays, transitions = [], objectLock } = lifecycle;
  const days: readonly (readonly [string, number | undefined])[] = [
    ['noncurrentDays', noncurrentDays],
    ['abortUploadDays', abortUploadDays],
    ['expirationDays', expirationDays],
    ['objectLock.days', objectLock?.days],
  ];
  return [
    ...days.flatMap(([name, value]) => (value === undefined ? [] : notIn(lifecycleDaysRange, name, value))),
    ...transitions.flatMap((one, index) => notIn(transitionDaysRange, `transitions[${String(index)}].days`, one.days)),
  ];
}

function notIn(range: typeof lifecycleDaysRange, name: string, value: number): readonly BrokenLifecycleRule[] {
  if (Number.isInteger(value) && value >= range.least && value <= range.most) return [];
  const allowed = `a whole number from ${String(range.least)} to ${String(range.most)}`;
  return [{ message: `has ${name} ${String(value)}`, fix: `give ${allowed}` }];
}
