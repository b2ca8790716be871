import type { Fact } from '../../core';
import { droppedDenials, narrowedDenials } from '../enforcement/narrowed';
import { placed, type Draft } from '../draft';
import { statementsOf } from '../policy-text';
import type { Reviewed } from '../reviewed';
import { keyName, listed, ofTenant } from '../words';

/** What a key policy refused and refuses no more, such as use outside S3. @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service */
export function keyDenials({ keys, vended }: Reviewed): readonly Draft[] {
  return keys.flatMap(({ id, before, after, detailAfter }): readonly Draft[] => {
    const ways = keyPolicyWays(before?.policy, after?.policy);
    if (ways.length === 0) return [];
    const tenant = vended.ofKey(id);
    return [
      {
        topic: 'access-gained',
        severity: 'high',
        message: `the policy of ${ofTenant(keyName(id), tenant)} refuses less than before: ${listed(ways)}`,
        fix: 'give the key policy back the statements that denied it',
        about: [`key:${id}`],
        ...placed(tenant, detailAfter?.policyAddress ?? detailAfter?.address),
      },
    ];
  });
}

/** How one policy of a key refuses less than another. */
export function keyPolicyWays(before: Fact<unknown> | undefined, after: Fact<unknown> | undefined): readonly string[] {
  if (!before || after?.known !== true) return [];
  const [was, is] = [statementsOf(before), statementsOf(after)];
  const narrowed = narrowedDenials(was, is, () => false).map(({ statement, how }) => `${statement} ${how}`);
  return [...droppedDenials(was, is).map((statement) => `${statement} is gone`), ...narrowed];
}
