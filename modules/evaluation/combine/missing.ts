import type { Reason } from '../model';
import type { ResolvedRequest } from '../request/view';
import { allows, strongest, type Certainty } from './access';
import { implicitReason } from './reasons';
import type { Relation, Scope } from './scope';
import type { Sides } from './sides';

/** What would have to allow, and surely does not (`possible`), or may not (`certain`). */
export function missingReasons(
  sides: Sides,
  scope: Scope,
  relation: Relation,
  request: ResolvedRequest,
  level: Certainty,
): readonly Reason[] {
  const what = `${request.spelling} on ${request.resource}`;
  const levels = sides.organization.flatMap((side, index) =>
    allows(side, level)
      ? []
      : [
          missing(
            `serviceControlPolicies[${String(index)}]`,
            `this level of service control policies does not allow ${what}`,
          ),
        ],
  );
  return [
    ...(scope.closed === undefined ? [] : [missing('kms', scope.closed)]),
    ...(relation === 'none' ? [] : missingOfCaller(sides, what, level)),
    ...missingOfResource(sides, scope, relation, request, what, level),
    ...levels,
    ...(sides.endpoint && strongest(sides.endpoint, level) === 0
      ? [missing('vpcEndpointPolicy', `the VPC endpoint policy does not allow ${what}`)]
      : []),
  ];
}

function missingOfCaller(sides: Sides, what: string, level: Certainty): readonly Reason[] {
  return [
    ...(allows(sides.identity, level) ? [] : [missing('identityPolicies', `no identity policy allows ${what}`)]),
    ...(allows(sides.boundary, level)
      ? []
      : [missing('permissionBoundaries', `the permissions boundary does not allow ${what}`)]),
    ...(allows(sides.session, level) ? [] : [missing('sessionPolicies', `the session policy does not allow ${what}`)]),
  ];
}

function missingOfResource(
  sides: Sides,
  scope: Scope,
  relation: Relation,
  request: ResolvedRequest,
  what: string,
  level: Certainty,
): readonly Reason[] {
  const naming = strongest(sides.resource, level);
  const policy = scope.kms ? 'key policy' : scope.resourceDecides ? 'trust policy' : 'resource policy';
  if (scope.foreignObject)
    return [
      missing(
        'objectOwner',
        'the object belongs to another account than the bucket: allows of the bucket policy do not cover it',
      ),
    ];
  if (naming === 0)
    return [
      missing(
        'resourcePolicy',
        `the ${policy} does not allow ${request.principal.text} ${what}${noGrant(sides, scope, level)}`,
      ),
    ];
  if (naming > 1 || relation !== 'same') return [];
  return [
    missing(
      'resourcePolicy',
      `the ${policy} only delegates to account ${String(request.resourceAccount)}: an identity policy must allow it, too`,
    ),
  ];
}

function noGrant(sides: Sides, scope: Scope, level: Certainty): string {
  if (!scope.kms) return '';
  return strongest(sides.grants, level) === 0 ? ', and no grant covers it' : '';
}

function missing(subject: string, why: string): Reason {
  return implicitReason(subject, 'Deny', why);
}
