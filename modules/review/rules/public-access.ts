import type { Bucket, Fact, PublicAccessBlock } from '../../core';
import { compilePolicy, type Reason } from '../../evaluation';
import type { PublicAccessSettings } from '../../plan';
import { placed, type Draft } from '../draft';
import { mayNameEverybody, statementsOf } from '../policy-text';
import { valueOf, type BucketPair, type Reviewed } from '../reviewed';
import { listed, ofTenant } from '../words';

/** Buckets that a policy opens to everybody, and Block Public Access that is turned off. */
export function publicAccess(reviewed: Reviewed): readonly Draft[] {
  return [...reviewed.buckets.flatMap((pair) => ofBucket(reviewed, pair)), ...ofAccounts(reviewed)];
}

function ofBucket(reviewed: Reviewed, pair: BucketPair): readonly Draft[] {
  const { before, after } = pair;
  if (!after) return [];
  const off = settingsOff(pair);
  const [was, is] = [openStatements(before), openStatements(after)];
  const isOpened =
    is.length > 0 && (was.length === 0 || (isGuarded(reviewed.before, before) && !isGuarded(reviewed.after, after)));
  if (isOpened) return [openedDraft(reviewed, pair, is, off)];
  return off.length > 0 ? [settingsDraft(reviewed, pair, off)] : [];
}

/** Statements that let in the world, by their names. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status */
export function openStatements(bucket: Bucket | undefined): readonly string[] {
  const document = valueOf(bucket?.policy);
  const mayBeOpen = statementsOf(bucket?.policy).some((one) => one['Effect'] === 'Allow' && mayNameEverybody(one));
  if (!bucket || !mayBeOpen) return [];
  const { statements } = compilePolicy(`bucket policy of ${bucket.name}`, 'resource', document);
  return statements.filter(({ publicness }) => publicness === 2).map(({ id }) => id);
}

function isGuarded({ world }: Reviewed['before'], bucket: Bucket | undefined): boolean {
  const ofAccount = valueOf(world.accounts.get(bucket?.accountId ?? '')?.publicAccessBlock);
  return (
    valueOf(bucket?.publicAccessBlock)?.restrictPublicBuckets === true || ofAccount?.restrictPublicBuckets === true
  );
}

const settingNames: { readonly [setting in keyof PublicAccessSettings]: string } = {
  blockPublicAcls: 'block_public_acls',
  ignorePublicAcls: 'ignore_public_acls',
  blockPublicPolicy: 'block_public_policy',
  restrictPublicBuckets: 'restrict_public_buckets',
};
const settings: readonly (keyof PublicAccessSettings)[] = [
  'blockPublicAcls',
  'ignorePublicAcls',
  'blockPublicPolicy',
  'restrictPublicBuckets',
];

/** Settings that were on; of a new bucket those that are written as off. */
function settingsOff({ before, detailBefore, detailAfter }: BucketPair): readonly string[] {
  if (before) return settingsTurnedOff(detailBefore?.publicAccess, detailAfter?.publicAccess);
  const is = valueOf(detailAfter?.publicAccess);
  return is ? settings.filter((one) => !is[one]).map((one) => settingNames[one]) : [];
}

/** Settings of Block Public Access that were on and are off, by terraform's names. */
export function settingsTurnedOff(
  before: Fact<PublicAccessSettings> | undefined,
  after: Fact<PublicAccessSettings> | undefined,
): readonly string[] {
  const [was, is] = [valueOf(before), valueOf(after)];
  return was && is ? settings.filter((one) => was[one] && !is[one]).map((one) => settingNames[one]) : [];
}

function openedDraft(reviewed: Reviewed, pair: BucketPair, open: readonly string[], off: readonly string[]): Draft {
  const tenant = reviewed.vended.ofBucket(pair.id);
  const guarded = isGuarded(reviewed.after, pair.after);
  const also = off.length > 0 ? `, and ${listed(off)} ${off.length > 1 ? 'are' : 'is'} turned off` : '';
  return {
    topic: 'public-access',
    severity: guarded ? 'high' : 'critical',
    message: `the policy of ${ofTenant(`bucket ${pair.id}`, tenant)} lets in everybody (${listed(open)})${also}${guarded ? '; Block Public Access refuses it, or ends all access from other accounts' : ''}`,
    fix: `name principals in ${listed(open)} instead of *, and turn on all four settings of Block Public Access`,
    about: [`bucket:${pair.id}`],
    reasons: open.map((statement): Reason => ({
      policy: `bucket policy of ${pair.id}`,
      statement,
      effect: 'Allow',
      why: 'names everybody, and no condition ties it to fixed values',
    })),
    ...placed(tenant, pair.detailAfter?.policyAddress ?? pair.detailAfter?.address),
  };
}

function settingsDraft(reviewed: Reviewed, pair: BucketPair, off: readonly string[]): Draft {
  const tenant = reviewed.vended.ofBucket(pair.id);
  return {
    topic: 'public-access',
    severity: pair.before ? 'high' : 'medium',
    message: `${ofTenant(`bucket ${pair.id}`, tenant)} ${pair.before ? 'is no longer' : 'is not'} guarded against public access: ${listed(off)} ${off.length > 1 ? 'are' : 'is'} off`,
    fix: `set ${listed(off.map((name) => `${name} = true`))}`,
    about: [`bucket:${pair.id}`],
    ...placed(
      tenant,
      pair.detailAfter?.publicAccessBlockAddress ??
        pair.detailBefore?.publicAccessBlockAddress ??
        pair.detailAfter?.address,
    ),
  };
}

/** What is not known before may have been on. */
function ofAccounts({ before, after, changes }: Reviewed): readonly Draft[] {
  const change = changes.find(({ type }) => type === 'aws_s3_account_public_access_block');
  if (!change) return [];
  return [...after.world.accounts.values()].flatMap(({ id, publicAccessBlock }): readonly Draft[] => {
    const [was, is] = [valueOf(before.world.accounts.get(id)?.publicAccessBlock), valueOf(publicAccessBlock)];
    if (!is || !isLess(was ?? everythingBlocked, is)) return [];
    return [
      {
        topic: 'public-access',
        severity: 'high',
        message: `Block Public Access of account ${id} is turned off, which guards every bucket in it`,
        fix: 'turn all four settings on',
        about: [],
        ...placed(undefined, change.address),
      },
    ];
  });
}

const everythingBlocked: PublicAccessBlock = { blockPublicPolicy: true, restrictPublicBuckets: true };

function isLess(was: PublicAccessBlock, is: PublicAccessBlock): boolean {
  return (was.blockPublicPolicy && !is.blockPublicPolicy) || (was.restrictPublicBuckets && !is.restrictPublicBuckets);
}
