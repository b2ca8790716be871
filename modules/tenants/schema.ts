import { z } from 'zod';
import { deletionWindowDaysRange, isAccountId, parseArn, rotationDaysRange, type TenantPrincipal } from '../core';

/**
 * The message of each schema says what is allowed, as it follows "give": `problems.ts` says what was got.
 */
const principalResource = /^(root|role\/[\w+=,.@/-]+|user\/[\w+=,.@/-]+)$/;

/** A role, a user or an account root: what a grant and a trust policy can name. */
const principalArnSchema = z.string('the ARN of a role, a user or an account root').refine(
  (text) => {
    const arn = parseArn(text);
    return (
      arn?.service === 'iam' &&
      /^aws(-[a-z]+)*$/.test(arn.partition) &&
      arn.region === '' &&
      isAccountId(arn.accountId) &&
      principalResource.test(arn.resource)
    );
  },
  { params: { kind: 'principal' } },
);

const wholeNumber = ({ least, most }: { readonly least: number; readonly most: number }): z.ZodInt => {
  const allowed = `a whole number from ${String(least)} to ${String(most)}`;
  return z.int(allowed).min(least, allowed).max(most, allowed);
};

const textLike = (pattern: RegExp, allowed: string): z.ZodString => z.string(allowed).regex(pattern, allowed);

const createSchema = z.strictObject(
  {
    name: textLike(
      /^[a-z][a-z0-9-]{0,19}$/,
      'a name of a small letter and up to 19 more of a-z, 0-9 and hyphen',
    ).optional(),
    trust: z.array(principalArnSchema, 'a list of ARNs').min(1, 'a list of one ARN or more'),
  },
  'a map with trust and, if you like, name',
);

const principalFields = z.strictObject(
  {
    access: z.enum(['reader', 'writer'], 'reader or writer'),
    arn: principalArnSchema.optional(),
    create: createSchema.optional(),
  },
  'a map with access and either arn or create',
);

const principalSchema = principalFields.transform(({ access, arn, create }, context): TenantPrincipal => {
  if (arn !== undefined && create === undefined) return { kind: 'existing', arn, access };
  if (arn === undefined && create !== undefined)
    return { kind: 'created', name: create.name ?? access, trustedArns: create.trust, access };
  const message = arn === undefined ? 'has neither arn nor create' : 'has both arn and create';
  context.addIssue({ code: 'custom', message, params: { kind: 'either' } });
  return z.NEVER;
});

const keySchema = z.strictObject(
  {
    owner: z.literal('platform', 'platform').default('platform'),
    rotationDays: wholeNumber(rotationDaysRange).default(365),
    deletionWindowDays: wholeNumber(deletionWindowDaysRange).default(30),
  },
  'a map with owner, rotationDays or deletionWindowDays',
);

const lifecycleSchema = z.strictObject(
  {
    noncurrentDays: wholeNumber({ least: 1, most: 36_500 }).default(90),
    abortUploadDays: wholeNumber({ least: 1, most: 36_500 }).default(7),
  },
  'a map with noncurrentDays or abortUploadDays',
);

/** What every AWS service takes; it keeps terraform's own `${…}` out, too. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules_creating */
const tagsSchema = z.record(
  textLike(
    /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/iu,
    'a tag key of up to 128 letters, digits, spaces and _ . : / = + - @ that does not begin with aws:',
  ),
  textLike(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u, 'text of up to 256 letters, digits, spaces and _ . : / = + - @'),
  'a map of texts',
);

const tenantSchema = z.strictObject(
  {
    id: textLike(/^[a-z][a-z0-9-]{1,29}$/, 'an id of a small letter and 1 to 29 more of a-z, 0-9 and hyphen'),
    state: z
      .enum(['active', 'suspended', 'retiring', 'retired'], 'active, suspended, retiring or retired')
      .default('active'),
    placement: z.string('the name of a placement'),
    isolation: z.literal('dedicated', 'dedicated').default('dedicated'),
    enforcement: z.enum(['standard', 'strict'], 'standard or strict').default('standard'),
    key: keySchema.prefault({}),
    principals: z.array(principalSchema, 'a list of principals').default([]),
    lifecycle: lifecycleSchema.prefault({}),
    tags: tagsSchema.default({}),
  },
  'a map with id and placement',
);

/** What a tenant file says, defaults filled in. */
export const tenantFileSchema = z.strictObject(
  { tenants: z.array(tenantSchema, 'a list of tenants') },
  'a map with the key tenants',
);

/** The keys of the outermost map. */
export const fileKeys: readonly string[] = Object.keys(tenantFileSchema.shape);

/** The keys of each inner map, by the key under which the map or the list of maps stands. */
export const innerKeys: { readonly [place: string]: readonly string[] } = {
  tenants: Object.keys(tenantSchema.shape),
  key: Object.keys(keySchema.shape),
  principals: Object.keys(principalFields.shape),
  create: Object.keys(createSchema.shape),
  lifecycle: Object.keys(lifecycleSchema.shape),
};
