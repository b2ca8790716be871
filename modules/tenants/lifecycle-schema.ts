import { z } from 'zod';
import {
  brokenLifecycleRules,
  lifecycleDaysRange,
  transitionClasses,
  transitionDaysRange,
  type Lifecycle,
} from '../core';
import { wholeNumber } from './schema-parts';

const days = wholeNumber(lifecycleDaysRange);

export const transitionFields = z.strictObject(
  { storageClass: z.enum(transitionClasses, transitionClasses.join(', ')), days: wholeNumber(transitionDaysRange) },
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

/** A lifecycle whose parts go together. */
export const lifecycleSchema = lifecycleFields.transform((entry, context): Lifecycle => {
  const { expirationDays, transitions, objectLock, ...rest } = entry;
  const lifecycle = {
    ...rest,
    ...(expirationDays !== undefined && { expirationDays }),
    ...(transitions !== undefined && { transitions }),
    ...(objectLock !== undefined && { objectLock }),
  };
  for (const { message, fix } of brokenLifecycleRules(lifecycle))
    context.addIssue({ code: 'custom', message, params: { kind: 'rule', code: 'TB1120', fix } });
  return lifecycle;
});
