import { z } from 'zod';
import { deletionWindowDaysRange, rotationDaysRange, type TenantKeySource } from '../core';
import { accountOf, accountSchema, keyArnSchema, wholeNumber } from './schema-parts';

/** What a key entry may say; which of it goes together is decided below. */
export const keyFields = z.strictObject(
  {
    owner: z.enum(['platform', 'tenant'], 'platform or tenant').default('platform'),
    rotationDays: wholeNumber(rotationDaysRange).optional(),
    deletionWindowDays: wholeNumber(deletionWindowDaysRange).optional(),
    account: accountSchema.optional(),
    arn: keyArnSchema.optional(),
  },
  'a map with owner',
);

type KeyEntry = z.infer<typeof keyFields>;

/** A key of the platform, or one that the tenant owns; without an ARN the tenant is pending. */
export const keySchema = keyFields.transform((entry, context): TenantKeySource => {
  const problem = problemOf(entry);
  if (problem === undefined) return toKey(entry);
  const { message, fix } = problem;
  context.addIssue({ code: 'custom', message, params: { kind: 'rule', fix } });
  return z.NEVER;
});

function toKey({ owner, account, arn, rotationDays = 365, deletionWindowDays = 30 }: KeyEntry): TenantKeySource {
  if (owner === 'platform' || account === undefined) return { owner: 'platform', rotationDays, deletionWindowDays };
  return { owner, accountId: account, ...(arn !== undefined && { arn }) };
}

interface Problem {
  readonly message: string;
  readonly fix: string;
}

function problemOf({ owner, account, arn, rotationDays, deletionWindowDays }: KeyEntry): Problem | undefined {
  if (owner === 'platform') {
    if (account === undefined && arn === undefined) return undefined;
    const fix = 'write owner: tenant, or remove account and arn; adopt takes over a key that the platform has';
    return { message: 'has account or arn, which only a key with owner: tenant has', fix };
  }
  if (rotationDays !== undefined || deletionWindowDays !== undefined)
    return {
      message: 'says how to make a key that the tenant makes',
      fix: 'remove rotationDays and deletionWindowDays',
    };
  if (account === undefined) return { message: 'has no account', fix: 'add the twelve digits of the tenant’s account' };
  if (arn === undefined || accountOf(arn) === account) return undefined;
  return {
    message: `has an arn in account ${String(accountOf(arn))} and account ${account}`,
    fix: 'make the two agree',
  };
}
