import { bucketPolicyLimitBytes, keyPolicyLimitBytes, type Fact } from '../../core';
import { sameValue } from '../../evaluation';
import { placed, type Draft, type Mark } from '../draft';
import { valueOf, type Reviewed } from '../reviewed';
import { keyName, ofTenant } from '../words';

/** A policy that takes up more than this part of what AWS takes is told. */
const nearly = 0.9;

/** Policies that are larger than AWS takes, or nearly. */
export function sizeLimit({ buckets, keys, vended }: Reviewed): readonly Draft[] {
  return [
    ...buckets.flatMap(({ id, before, after, detailAfter }) =>
      sizeOf(before?.policy, after?.policy, bucketPolicyLimitBytes, {
        whose: ofTenant(`bucket ${id}`, vended.ofBucket(id)),
        cure: 'move Allows of roles in the same account to identity policies, or tenants to another bucket',
        about: `bucket:${id}`,
        ...placed(vended.ofBucket(id), detailAfter?.policyAddress ?? detailAfter?.address),
      }),
    ),
    ...keys.flatMap(({ id, before, after, detailAfter }) =>
      sizeOf(before?.policy, after?.policy, keyPolicyLimitBytes, {
        whose: ofTenant(keyName(id), vended.ofKey(id)),
        cure: 'let principals in by grants instead of statements',
        about: `key:${id}`,
        ...placed(vended.ofKey(id), detailAfter?.policyAddress ?? detailAfter?.address),
      }),
    ),
  ];
}

interface Place extends Pick<Draft, 'tenant' | 'address'> {
  readonly whose: string;
  readonly cure: string;
  readonly about: Mark;
}

function sizeOf(
  before: Fact<unknown> | undefined,
  after: Fact<unknown> | undefined,
  limit: number,
  { whose, cure, about, ...place }: Place,
): readonly Draft[] {
  const bytes = bytesOf(after);
  if (bytes <= limit * nearly || sameValue(before, after)) return [];
  const share = `${String(bytes)} of ${String(limit)} bytes`;
  return [
    {
      topic: 'size-limit',
      severity: bytes > limit ? 'high' : 'low',
      message:
        bytes > limit
          ? `the policy of ${whose} has ${share}: AWS refuses it in the middle of the apply`
          : `the policy of ${whose} has ${share}, and little fits any more`,
      fix: cure,
      about: [about],
      ...place,
    },
  ];
}

/** Without white space, in UTF-8. */
function bytesOf(policy: Fact<unknown> | undefined): number {
  const document = valueOf(policy);
  return document === undefined ? 0 : new TextEncoder().encode(JSON.stringify(document)).length;
}
