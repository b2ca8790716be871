import { z } from 'zod';
import { isAccountId, parseArn, type TenantPrincipal } from '../core';
import { keyFields, keySchema } from './key-schema';
import { lifecycleFields, lifecycleSchema, objectLockFields, transitionFields } from './lifecycle-schema';
import { keyArnSchema, textLike, wholeNumber } from './schema-parts';

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

/** What every AWS service takes; it keeps terraform's own `${…}` out, too. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules_creating */
const tagsSchema = z.record(
  textLike(
    /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/iu,
    'a tag key of up to 128 letters, digits, spaces and _ . : / = + - @ that does not begin with aws:',
  ),
  textLike(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u, 'text of up to 256 letters, digits, spaces and _ . : / = + - @'),
  'a map of texts',
);

const whenSchema = z.strictObject({ principalTag: tagsSchema }, 'a map with principalTag');

const principalFields = z.strictObject(
  {
    access: z.enum(['reader', 'writer'], 'reader or writer'),
    arn: principalArnSchema.optional(),
    create: createSchema.optional(),
    when: whenSchema.optional(),
  },
  'a map with access and either arn or create',
);

const principalSchema = principalFields.transform(({ access, arn, create, when }, context): TenantPrincipal => {
  const rest = { access, ...(when && { principalTags: when.principalTag }) };
  if (arn !== undefined && create === undefined) return { kind: 'existing', arn, ...rest };
  if (arn === undefined && create !== undefined)
    return { kind: 'created', name: create.name ?? access, trustedArns: create.trust, ...rest };
  const message = arn === undefined ? 'has neither arn nor create' : 'has both arn and create';
  context.addIssue({ code: 'custom', message, params: { kind: 'rule', fix: 'give one of the two' } });
  return z.NEVER;
});

/** A month's requests and gigabytes: whole, and no more than any tenant has. */
const amount = wholeNumber({ least: 0, most: 1_000_000_000_000 });

const workloadSchema = z.strictObject(
  {
    readsPerMonth: amount,
    writesPerMonth: amount,
    requesters: wholeNumber({ least: 1, most: 1_000_000 }).default(1),
    storedGigabytes: amount.default(0),
  },
  'a map with readsPerMonth and writesPerMonth',
);

const adoptSchema = z.strictObject(
  {
    bucket: z.string('the name of a bucket'),
    keyArn: keyArnSchema,
    policy: z.enum(['merge', 'replace'], 'merge or replace').default('merge'),
    lifecycle: z.enum(['merge', 'replace'], 'merge or replace').default('merge'),
    context: z.enum(['both', 'bucket'], 'both or bucket').default('both'),
  },
  'a map with bucket and keyArn',
);

const tenantSchema = z.strictObject(
  {
    id: textLike(/^[a-z][a-z0-9-]{1,29}$/, 'an id of a small letter and 1 to 29 more of a-z, 0-9 and hyphen'),
    state: z
      .enum(['active', 'suspended', 'retiring', 'retired'], 'active, suspended, retiring or retired')
      .default('active'),
    placement: z
      .string('the name of a placement')
      .regex(/^[^$%{}]*$/, 'the name itself: variables are not filled in here'),
    residency: z
      .array(textLike(/^[a-z]{2,4}(-[a-z]+)+-\d$/, 'a Region such as eu-west-1'), 'a list of Regions')
      .min(1, 'a list of one Region or more')
      .optional(),
    isolation: z.enum(['dedicated', 'shared'], 'dedicated or shared').default('dedicated'),
    enforcement: z.enum(['standard', 'strict'], 'standard or strict').default('standard'),
    key: keySchema.prefault({}),
    principals: z.array(principalSchema, 'a list of principals').default([]),
    lifecycle: lifecycleSchema.prefault({}),
    workload: workloadSchema.optional(),
    adopt: adoptSchema.optional(),
    tags: tagsSchema.default({}),
  },
  'a map with id and placement',
);

/** What a tenant file says, defaults filled in. */
export const tenantFileSchema = z.strictObject(
  { tenants: z.array(tenantSchema, 'a list of tenants') },
  'a map with the key tenants',
);

export type TenantEntry = z.infer<typeof tenantSchema>;

/** The keys of the outermost map. */
export const fileKeys: readonly string[] = Object.keys(tenantFileSchema.shape);

/** The keys of each inner map, by the key under which the map or the list of maps stands. */
export const innerKeys: { readonly [place: string]: readonly string[] } = {
  tenants: Object.keys(tenantSchema.shape),
  key: Object.keys(keyFields.shape),
  principals: Object.keys(principalFields.shape),
  create: Object.keys(createSchema.shape),
  when: Object.keys(whenSchema.shape),
  lifecycle: Object.keys(lifecycleFields.shape),
  transitions: Object.keys(transitionFields.shape),
  objectLock: Object.keys(objectLockFields.shape),
  workload: Object.keys(workloadSchema.shape),
  adopt: Object.keys(adoptSchema.shape),
};
