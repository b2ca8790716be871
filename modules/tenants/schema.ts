import { z } from 'zod';
import { deletionWindowDaysRange, isAccountId, parseArn, rotationDaysRange } from '../core';

const principalResource = /^(root|role\/[\w+=,.@/-]+|user\/[\w+=,.@/-]+)$/;

/** A role, a user or an account root: what a grant and a trust policy can name. */
const principalArnSchema = z.string().refine(
  (text) => {
    const arn = parseArn(text);
    return arn?.service === 'iam' && isAccountId(arn.accountId) && principalResource.test(arn.resource);
  },
  { params: { code: 'TB1006' }, message: 'is not the ARN of a role, a user or an account root' },
);

const days = (least: number, most: number): z.ZodInt => z.int().min(least).max(most);

const accessSchema = z.enum(['reader', 'writer']);

const createSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,19}$/, 'is a small letter and then up to 19 of a-z, 0-9 and hyphen')
    .optional(),
  trust: z.array(principalArnSchema).min(1),
});

const principalSchema = z
  .strictObject({ access: accessSchema, arn: principalArnSchema.optional(), create: createSchema.optional() })
  .refine((principal) => (principal.arn === undefined) !== (principal.create === undefined), {
    message: 'has either arn or create',
  });

const keySchema = z.strictObject({
  owner: z.literal('platform').default('platform'),
  rotationDays: days(rotationDaysRange.least, rotationDaysRange.most).default(365),
  deletionWindowDays: days(deletionWindowDaysRange.least, deletionWindowDaysRange.most).default(30),
});

const lifecycleSchema = z.strictObject({
  noncurrentDays: days(1, 36_500).default(90),
  abortUploadDays: days(1, 36_500).default(7),
});

const tenantSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,29}$/, 'is a small letter and then 1 to 29 of a-z, 0-9 and hyphen'),
  placement: z.string(),
  isolation: z.literal('dedicated').default('dedicated'),
  key: keySchema.prefault({}),
  principals: z.array(principalSchema).default([]),
  lifecycle: lifecycleSchema.prefault({}),
  tags: z.record(z.string(), z.string()).default({}),
});

/** What a tenant file says, defaults filled in. */
export const tenantFileSchema = z.strictObject({ tenants: z.array(tenantSchema) });

export type TenantEntry = z.infer<typeof tenantSchema>;
