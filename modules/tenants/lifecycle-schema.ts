import { z } from 'zod';
import type { Lifecycle } from '../core';
import { wholeNumber } from './schema-parts';

const days = wholeNumber({ least: 1, most: 36_500 });
const classes = ['STANDARD_IA', 'INTELLIGENT_TIERING', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'] as const;

export const transitionFields = z.strictObject(
  { storageClass: z.enum(classes, classes.join(', ')), days: wholeNumber({ least: 0, most: 36_500 }) },
  'a map with storageClass and days',
);

export const objectLockFields = z.strictObject(
  { mode: z.enum(['GOVERNANCE', 'COMPLIANCE'], 'GOVERNANCE or COMPLIANCE'), days },
  'a map with mode and days',
);

export const lifecycleFields = z.strictObject(
  {
    noncurrentDays: days.default(90),
    abortUploadDays: days.default(7),
    expirationDays: days.optional(),
    transitions: z
      .array(transitionFields, 'a list of transitions')
      .min(1, 'a list of one transition or more')
      .optional(),
    objectLock: objectLockFields.optional(),
  },
  'a map with noncurrentDays, abortUploadDays, expirationDays, transitions or objectLock',
);

type LifecycleEntry = z.infer<typeof lifecycleFields>;

/** Rules that S3 would refuse, or that would surprise, are refused here. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
export const lifecycleSchema = lifecycleFields.transform((entry, context): Lifecycle => {
  for (const { message, fix } of problemsOf(entry)) {
    context.addIssue({ code: 'custom', message, params: { kind: 'rule', fix } });
  }
  const { expirationDays, transitions, objectLock, ...rest } = entry;
  return {
    ...rest,
    ...(expirationDays !== undefined && { expirationDays }),
    ...(transitions !== undefined && { transitions }),
    ...(objectLock !== undefined && { objectLock }),
  };
});

interface Problem {
  readonly message: string;
  readonly fix: string;
}

/** The cheaper an object is to keep, the later in the list. */
function coldness(storageClass: (typeof classes)[number]): number {
  return classes.indexOf(storageClass);
}

function problemsOf({
  expirationDays,
  transitions = [],
  objectLock,
  noncurrentDays,
}: LifecycleEntry): readonly Problem[] {
  const problems: Problem[] = [];
  const last = Math.max(0, ...transitions.map((one) => one.days));
  if (transitions.some((one, index) => outOfOrder(transitions[index - 1], one)))
    problems.push({
      message: 'has transitions out of order',
      fix: 'sort them by days, each to a colder class than the one before',
    });
  if (transitions.some((one) => one.storageClass === 'STANDARD_IA' && one.days < 30))
    problems.push({ message: 'moves objects to STANDARD_IA before 30 days', fix: 'give 30 days or more' });
  if (expirationDays !== undefined && transitions.length > 0 && expirationDays <= last)
    problems.push({
      message: `deletes objects after ${String(expirationDays)} days, not after the last transition`,
      fix: `give expirationDays above ${String(last)}`,
    });
  if (objectLock && noncurrentDays < objectLock.days)
    problems.push({
      message: `cleans up versions after ${String(noncurrentDays)} days that are locked for ${String(objectLock.days)}`,
      fix: `give noncurrentDays of ${String(objectLock.days)} or more`,
    });
  return problems;
}

function outOfOrder(
  before: z.infer<typeof transitionFields> | undefined,
  one: z.infer<typeof transitionFields>,
): boolean {
  return (
    before !== undefined && (one.days <= before.days || coldness(one.storageClass) <= coldness(before.storageClass))
  );
}
