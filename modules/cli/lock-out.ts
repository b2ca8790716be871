import { bucketArn, diagnostic, type Diagnostic, type FoundState, type Placement } from '../core';
import { evaluateCases } from '../evaluation';

const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/**
 * Which policies of what was found would not let the deployer change them, however much it is allowed by its own. What
 * depends on where it calls from is not known here and not refused.
 */
export function checkLockOut(path: string, placement: Placement, found: FoundState): readonly Diagnostic[] {
  const { deployerArn: principal, accountId: resourceAccount, partition } = placement;
  const asked = [
    {
      what: 'bucket policy',
      action: 's3:PutBucketPolicy',
      resource: bucketArn(partition, found.bucket.name),
      policy: found.bucket.policy,
    },
    { what: 'key policy', action: 'kms:PutKeyPolicy', resource: found.key.arn, policy: found.key.policy },
  ];
  const { report } = evaluateCases({
    cases: asked.map(({ action, resource, policy }) => ({
      name: action,
      request: { action, resource, resourceAccount, principal, context: { 'aws:SecureTransport': 'true' } },
      identityPolicies: [everything],
      ...(policy !== undefined && { resourcePolicy: policy }),
    })),
  });
  return asked.flatMap(({ what, action }, index) => {
    const { decision, reasons } = report.results[index] ?? {};
    if (decision !== 'explicitDeny' && decision !== 'implicitDeny') return [];
    const why = reasons?.[0]?.why;
    return [
      diagnostic('TB5143', {
        path,
        message: `the ${what} does not let ${principal} call ${action}${why === undefined ? '' : `: ${why}`}`,
        fix: `let whoever may change the ${what} open it to the deployer first`,
      }),
    ];
  });
}
