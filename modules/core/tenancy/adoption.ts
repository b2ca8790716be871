import { parseArn } from '../arn';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic';
import { sortedJson } from '../sorted-json';
import type { FoundLifecycleRule } from './found-state';
import type { Placement } from './placement';
import type { Adoption, Lifecycle, Tenant } from './tenant';

const ownRuleId = 'clean-up';

/** The rule of a vended bucket, for every object in it. */
export function ownRule(lifecycle: Lifecycle): FoundLifecycleRule {
  const { expirationDays, transitions } = lifecycle;
  return {
    ID: ownRuleId,
    Status: 'Enabled',
    Filter: { Prefix: '' },
    ...(expirationDays !== undefined && { Expiration: { Days: expirationDays } }),
    ...(transitions !== undefined && {
      Transitions: transitions.map(({ days, storageClass }) => ({ Days: days, StorageClass: storageClass })),
    }),
    NoncurrentVersionExpiration: { NoncurrentDays: lifecycle.noncurrentDays },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: lifecycle.abortUploadDays },
  };
}

/** The part of a key's ARN by which it is imported. */
export function keyIdOf(keyArn: string): string {
  return (parseArn(keyArn)?.resource ?? keyArn).replace(/^key\//, '');
}

/** The lifecycle rules that stay beside ours, in their order; one that says the same as ours is ours. */
export function keptRules({ adopt, lifecycle }: Pick<Tenant, 'adopt' | 'lifecycle'>): readonly FoundLifecycleRule[] {
  if (adopt === undefined || adopt.lifecycle === 'replace') return [];
  const own = sortedJson(ownRule(lifecycle));
  return (adopt.found?.bucket.lifecycleRules ?? []).filter((rule) => sortedJson(rule) !== own);
}

/** Why a tenant cannot take over what its entry names; of its policies only the constructs know. */
export function checkAdoption(path: string, placement: Placement, tenant: Tenant): readonly Diagnostic[] {
  const { adopt, key, isolation, state } = tenant;
  if (adopt === undefined || isolation === 'shared' || state === 'retired') return [];
  if (key.owner === 'tenant') return [ownKey(path, tenant)];
  return [
    ...checkName(path, adopt),
    ...checkKeyPlace(path, placement, adopt),
    ...checkFound(path, placement, tenant, adopt),
    ...keptRules(tenant)
      .filter((rule) => rule.ID === ownRuleId)
      .map((rule) => clashingRule(path, rule)),
  ];
}

function ownKey(path: string, { id }: Tenant): Diagnostic {
  return diagnostic('TB2186', {
    path,
    message: `tenant ${id} adopts a bucket and has a key of its own`,
    fix: 'take adopt out and vend a new bucket, or let the platform own the key',
  });
}

/** Looser than what a new bucket may be called, for nothing can be done about a name: dots are taken. */
function checkName(path: string, { bucketName }: Adoption): readonly Diagnostic[] {
  if (/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucketName)) return [];
  return [
    diagnostic('TB2001', {
      path,
      message: `bucket name "${bucketName}" is none that a bucket has`,
      fix: 'write the name of the bucket in adopt as it stands, 3 to 63 of a-z, 0-9, dots and hyphens',
    }),
  ];
}

function checkKeyPlace(path: string, placement: Placement, { keyArn }: Adoption): readonly Diagnostic[] {
  const arn = parseArn(keyArn);
  if (arn?.service !== 'kms' || !/^key\/[A-Za-z0-9-]+$/.test(arn.resource))
    return [
      diagnostic('TB2107', {
        path,
        message: `key "${keyArn}" is no full key ARN`,
        fix: `give the ARN of a key in ${placement.region}: no alias, no bare id, and no key of another region`,
      }),
    ];
  const { region, accountId, partition } = placement;
  if (arn.region === region && arn.accountId === accountId && arn.partition === partition) return [];
  return [
    diagnostic('TB2182', {
      path,
      message: `key ${keyArn} is not in account ${accountId}, ${region}, of partition ${partition}`,
      fix: `take it over in a placement of account ${arn.accountId}, ${arn.region}`,
    }),
  ];
}

function checkFound(
  path: string,
  placement: Placement,
  { id }: Tenant,
  { bucketName, keyArn, found }: Adoption,
): readonly Diagnostic[] {
  const again = `run tenant-buckets adopt ${id} and commit what it writes`;
  if (found === undefined)
    return [diagnostic('TB2183', { path, message: `what tenant ${id} takes over was never read`, fix: again })];
  if (found.bucket.name !== bucketName || found.key.arn !== keyArn)
    return [
      diagnostic('TB2183', {
        path,
        message: `what was read is bucket ${found.bucket.name} and key ${found.key.arn}, and tenant ${id} takes over ${bucketName} and ${keyArn}`,
        fix: `make entry and file agree: remove the file, then ${again}`,
      }),
    ];
  if (found.bucket.region === placement.region) return [];
  return [
    diagnostic('TB2182', {
      path,
      message: `bucket ${bucketName} is in ${found.bucket.region}, and placement ${placement.name} in ${placement.region}`,
      fix: `take it over in a placement in ${found.bucket.region}`,
    }),
  ];
}

function clashingRule(path: string, { ID }: FoundLifecycleRule): Diagnostic {
  return diagnostic('TB2185', {
    path,
    message: `lifecycle rule "${ID}" of the bucket has the id of ours`,
    fix: 'take it out of the file of what was found, or write lifecycle: replace',
  });
}
