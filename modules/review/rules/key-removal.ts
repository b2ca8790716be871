import type { KmsKey } from '../../core';
import type { ResourceChange } from '../../plan';
import { placed, type Draft } from '../draft';
import { valueOf, type Reviewed } from '../reviewed';
import { keyName, listed, ofTenant } from '../words';

const keyTypes = ['aws_kms_key', 'aws_kms_external_key', 'aws_kms_replica_key', 'aws_kms_replica_external_key'];

/** Keys that the plan schedules for deletion or disables. */
export function keyRemoval(reviewed: Reviewed): readonly Draft[] {
  return [...deletedDrafts(reviewed), ...disabledDrafts(reviewed)];
}

function deletedDrafts(reviewed: Reviewed): readonly Draft[] {
  const removals = reviewed.changes.filter(
    ({ type, kind }) => keyTypes.includes(type) && (kind === 'delete' || kind === 'replace'),
  );
  if (removals.length === 0) return [];
  const arnAt = new Map(
    [...reviewed.before.keys].flatMap(([arn, { address }]) => (address === undefined ? [] : [[address, arn]])),
  );
  return removals.flatMap((change) => {
    const arn = arnAt.get(change.previousAddress ?? change.address) ?? change.subject?.id;
    return arn === undefined ? [] : deletedDraft(reviewed, change, arn);
  });
}

function deletedDraft(reviewed: Reviewed, change: ResourceChange, arn: string): Draft {
  const { before, vended } = reviewed;
  const window = valueOf(before.keys.get(arn)?.deletionWindowDays);
  const replaced = change.kind === 'replace';
  const lost = underKey(reviewed, arn);
  const when =
    window === undefined ? 'for good when its deletion window is over' : `for good in ${String(window)} days`;
  const because =
    replaced && change.replacedBecause.length > 0
      ? `, because ${listed(change.replacedBecause)} cannot be changed in place`
      : '';
  return {
    topic: replaced ? 'key-replaced' : 'key-deleted',
    severity: lost === undefined ? 'high' : 'critical',
    message: `${ofTenant(keyName(arn), vended.ofKey(arn))} is scheduled for deletion${replaced ? ' and another key takes its place' : ''}${because}; ${lost ?? 'what lies under it'} becomes unreadable at once, and ${when}`,
    fix: replaced
      ? 'keep the old key, add the new one beside it, re-encrypt the objects, and delete the old key after that'
      : 'keep the key while anything lies under it; to stop its use, disable it or revoke grants',
    about: [`key:${arn}`],
    ...placed(vended.ofKey(arn), change.address),
  };
}

/** What is lost with a key; `undefined` when nothing is known to lie under it. */
function underKey({ vended }: Reviewed, arn: string): string | undefined {
  const buckets = vended.bucketsUnder(arn).map(({ name }) => name);
  return buckets.length === 0 ? undefined : `what lies under it in ${listed(buckets)}`;
}

function disabledDrafts(reviewed: Reviewed): readonly Draft[] {
  return reviewed.keys.flatMap(({ id, before, after, detailAfter }): readonly Draft[] => {
    if (stateOf(before) !== 'Enabled' || stateOf(after) !== 'Disabled') return [];
    const tenant = reviewed.vended.ofKey(id);
    return [
      {
        topic: 'key-disabled',
        severity: 'high',
        message: `${ofTenant(keyName(id), tenant)} is disabled; nobody reads or writes ${underKey(reviewed, id) ?? 'anything under it'} until it is enabled again`,
        fix: 'leave the key enabled; to take access away from somebody, revoke a grant',
        about: [`key:${id}`],
        ...placed(tenant, detailAfter?.address),
      },
    ];
  });
}

function stateOf(key: KmsKey | undefined): string | undefined {
  return valueOf(key?.state);
}
