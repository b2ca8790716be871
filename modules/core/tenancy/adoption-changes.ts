import { keptRules, ownRule } from './adoption';
import type { FoundBucket, FoundKey } from './found-state';
import { filledFoundation } from './foundation';
import { logBucketName } from './foundation-names';
import { keyAliasName } from './names';
import type { Placement } from './placement';
import { nameOf } from './kept-statements';
import { principalsLetIn, tenantTags } from './state';
import type { Adoption, Tenant } from './tenant';

/** What the first plan does with one kind of resource. `takenOver`: imported as it stands. */
export type AdoptionAction = 'made' | 'changed' | 'takenOver';

/** One line of what a first plan will show. */
export interface AdoptionChange {
  /** The type of resource in terraform. */
  readonly resource: string;
  readonly action: AdoptionAction;
  /** What becomes otherwise, or stays, in words. */
  readonly what: string;
}

interface Question {
  readonly placement: Placement;
  readonly tenant: Tenant;
  readonly adopt: Adoption;
  readonly bucket: FoundBucket;
  readonly key: FoundKey;
  /** The tenant's tags and those of its environment. */
  readonly tags: { readonly [key: string]: string };
}

/** All that the first plan of a tenant will do to what it takes over, and what it will make beside; nothing else. */
export function adoptionChanges(
  placement: Placement,
  tenant: Tenant,
  environmentTags: { readonly [key: string]: string },
): readonly AdoptionChange[] {
  const { adopt } = tenant;
  if (adopt?.found === undefined) return [];
  const tags = { ...environmentTags, ...tenantTags(tenant) };
  const question = { placement, tenant, adopt, ...adopt.found, tags };
  return [
    ...settings.map((setting) => setting(question)),
    ...objectLock(question),
    ...reports(question),
    ...newcomers(question),
  ];
}

type Setting = (question: Question) => AdoptionChange;

const settings: readonly Setting[] = [
  ({ bucket, tags }) => {
    const words = tagWords(bucket.tags, tags);
    return change('aws_s3_bucket', words === '' ? 'takenOver' : 'changed', words === '' ? bucket.name : words);
  },
  ({ bucket: { publicAccessBlock: block } }) =>
    compared('aws_s3_bucket_public_access_block', block?.length.toString(), '4', {
      made: 'public access is blocked',
      changed: `public access is blocked in all four ways; before in ${block?.join(', ') || 'none'}`,
      takenOver: 'public access is blocked already',
    }),
  ({ bucket: { encryption }, adopt: { keyArn } }) => {
    const bucketKey = encryption.bucketKeyEnabled ? ' with a Bucket Key' : '';
    const under = encryption.keyId === undefined ? '' : ` under ${encryption.keyId}`;
    const was = `${encryption.algorithm}${under}${bucketKey}`;
    const becomes = `aws:kms under ${keyArn} with a Bucket Key`;
    return compared('aws_s3_bucket_server_side_encryption_configuration', was, becomes, {
      made: '',
      changed: `new objects are encrypted by ${becomes}; before by ${was}`,
      takenOver: `new objects are encrypted by ${becomes} already`,
    });
  },
  ({ bucket: { ownership } }) =>
    compared('aws_s3_bucket_ownership_controls', ownership, 'BucketOwnerEnforced', {
      made: 'the bucket owns every object, and ACLs no longer count',
      changed: `the bucket owns every object, and ACLs no longer count; before ${ownership ?? ''}`,
      takenOver: 'the bucket owns every object already',
    }),
  ({ bucket: { versioning } }) =>
    compared('aws_s3_bucket_versioning', versioning === 'Never' ? undefined : versioning, 'Enabled', {
      made: 'objects get versions',
      changed: 'objects get versions again',
      takenOver: 'objects have versions already',
    }),
  lifecycleChange,
  policyChange,
  keyChange,
  ({ placement, tenant, key }) => {
    const alias = keyAliasName(placement, tenant);
    return change('aws_kms_alias', key.aliases.includes(alias) ? 'takenOver' : 'made', alias);
  },
];

function change(resource: string, action: AdoptionAction, what: string): AdoptionChange {
  return { resource, action, what };
}

/** Absent: made. As it is to be: taken over. Anything else: changed. */
function compared(
  resource: string,
  was: string | undefined,
  becomes: string,
  words: { readonly [action in AdoptionAction]: string },
): AdoptionChange {
  const action = was === undefined ? 'made' : was === becomes ? 'takenOver' : 'changed';
  return change(resource, action, words[action]);
}

function tagWords(was: { readonly [key: string]: string }, becomes: { readonly [key: string]: string }): string {
  const keys = [...new Set([...Object.keys(was), ...Object.keys(becomes)])].sort();
  const words = keys.flatMap((key) => {
    if (was[key] === becomes[key]) return [];
    if (becomes[key] === undefined) return [`without ${key}`];
    return [`${key} ${becomes[key]}`];
  });
  return words.length === 0 ? '' : `tags: ${words.join(', ')}`;
}

/**
 * That versions are cleaned up is said plainly: on the first day it deletes what is old enough already. Of a filter of
 * several parts the provider always sends a least size, 0 when there is none, which leaves out what is empty.
 */
function lifecycleChange({ tenant, adopt, bucket }: Question): AdoptionChange {
  const { NoncurrentVersionExpiration: noncurrent } = ownRule(tenant.lifecycle);
  const rules = keptRules(tenant);
  const kept = rules.map((rule) => `"${rule.ID}"`);
  const narrowed = rules.filter(({ Filter: filter }) => filter?.And && filter.And.ObjectSizeGreaterThan === undefined);
  const gone = adopt.lifecycle === 'merge' ? [] : bucket.lifecycleRules.map((rule) => `"${rule.ID}"`);
  const parts = [
    `versions that are no longer current go after ${String(noncurrent?.NoncurrentDays)} days, also those that are there`,
    ...(kept.length === 0 ? [] : [`keeps rules ${kept.join(', ')}`]),
    ...(narrowed.length === 0
      ? []
      : [`${narrowed.map((rule) => `"${rule.ID}"`).join(', ')} then leave out empty objects`]),
    ...(gone.length === 0 ? [] : [`without rules ${gone.join(', ')}`]),
  ];
  const action = bucket.lifecycleRules.length === 0 ? 'made' : 'changed';
  return change('aws_s3_bucket_lifecycle_configuration', action, parts.join('; '));
}

function policyChange({ adopt, bucket: { policy } }: Question): AdoptionChange {
  const parts = ['writes under other keys and requests without TLS are refused', ...statementWords(adopt, policy)];
  return change('aws_s3_bucket_policy', policy === undefined ? 'made' : 'changed', parts.join('; '));
}

function statementWords({ policy: mode }: Adoption, policy: FoundBucket['policy']): readonly string[] {
  const names = (policy?.Statement ?? []).map(nameOf);
  if (names.length === 0) return [];
  return [`${mode === 'merge' ? 'keeps' : 'without'} statements ${names.join(', ')}`];
}

/** Always changed: how many days a deletion waits is known to terraform's state only. */
function keyChange({ tenant, adopt, key, tags }: Question): AdoptionChange {
  const context =
    (adopt.context ?? 'both') === 'both'
      ? 'principals use it for old objects too, which does not enforce Bucket Keys'
      : 'our statements let nobody use it without a Bucket Key';
  const parts = [
    `${timeWords(tenant)}use past S3 refused`,
    context,
    ...statementWords(adopt, key.policy),
    tagWords(key.tags, tags),
  ];
  return change('aws_kms_key', 'changed', parts.filter((part) => part !== '').join('; '));
}

function timeWords({ key }: Tenant): string {
  if (key.owner === 'tenant') return '';
  return `rotated every ${String(key.rotationDays)} days, ${String(key.deletionWindowDays)} days to rescue it, `;
}

function objectLock({ tenant, bucket }: Question): readonly AdoptionChange[] {
  const lock = tenant.lifecycle.objectLock;
  if (lock === undefined) return [];
  const becomes = `${lock.mode} ${String(lock.days)} days`;
  return [
    compared('aws_s3_bucket_object_lock_configuration', bucket.objectLock, becomes, {
      made: `new versions are locked: ${becomes}, never to be turned off`,
      changed: `new versions are locked: ${becomes}; before ${bucket.objectLock ?? ''}`,
      takenOver: `new versions are locked already: ${becomes}`,
    }),
  ];
}

/** What the foundation of a placement adds to every bucket. */
function reports({ placement, bucket }: Question): readonly AdoptionChange[] {
  if (placement.foundation === undefined) return [];
  const { accessLogs, inventory } = filledFoundation(placement.foundation);
  const before = bucket.accessLogs === undefined ? '' : `; before to ${bucket.accessLogs}`;
  return [
    ...(accessLogs
      ? [change('aws_s3_bucket_logging', 'made', `requests are logged to ${logBucketName(placement)}${before}`)]
      : []),
    ...(inventory === 'never' ? [] : [change('aws_s3_bucket_inventory', 'made', `objects are listed ${inventory}`)]),
  ];
}

function newcomers({ tenant }: Question): readonly AdoptionChange[] {
  const roles = tenant.principals.flatMap((one) => (one.kind === 'created' ? [one.name] : []));
  const letIn = principalsLetIn(tenant).filter((one) => Object.keys(one.principalTags ?? {}).length === 0);
  return [
    ...(roles.length === 0
      ? []
      : [change('aws_iam_role', 'made', roles.join(', ')), change('aws_iam_role_policy', 'made', roles.join(', '))]),
    ...(letIn.length === 0 ? [] : [change('aws_kms_grant', 'made', `${String(letIn.length)} principals`)]),
  ];
}
