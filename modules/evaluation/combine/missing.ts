import type { Reason } from '../model';
import type { ResolvedRequest } from '../request/view';
import { allows, strongest } from './access';
import { implicitReason } from './reasons';
import type { Relation, Scope } from './scope';
import type { Sides } from './sides';

/** What would have to allow, and does not. */
export function missingReasons(
  sides: Sides,
  scope: Scope,
  relation: Relation,
  request: ResolvedRequest,
): readonly Reason[] {
  const what = `${request.spelling} on ${request.resource}`;
  const levels = sides.organization.flatMap((side, index) =>
    allows(side, 'certain')
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
    ...(relation === 'none' ? [] : missingOfCaller(sides, what)),
    ...missingOfResource(sides, scope, relation, request, what),
    ...levels,
    ...(sides.endpoint && strongest(sides.endpoint, 'certain') === 0
      ? [missing('vpcEndpointPolicy', `the VPC endpoint policy does not allow ${what}`)]
      : []),
  ];
}

function missingOfCaller(sides: Sides, what: string): readonly Reason[] {
  return [
    ...(allows(sides.identity, 'certain') ? [] : [missing('identityPolicies', `no identity policy allows ${what}`)]),
    ...(allows(sides.boundary, 'certain')
      ? []
      : [missing('permissionBoundaries', `the permissions boundary does not allow ${what}`)]),
    ...(allows(sides.session, 'certain')
      ? []
      : [missing('sessionPolicies', `the session policy does not allow ${what}`)]),
  ];
}

function missingOfResource(
  sides: Sides,
  scope: Scope,
  relation: Relation,
  request: ResolvedRequest,
  what: string,
): readonly Reason[] {
  const naming = strongest(sides.resource, 'certain');
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
        `the ${policy} does not allow ${request.principal.text} ${what}${noGrant(sides, scope)}`,
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

function noGrant(sides: Sides, scope: Scope): string {
  if (!scope.kms) return '';
  return strongest(sides.grants, 'certain') === 0 ? ', and no grant covers it' : '';
}

function missing(subject: string, why: string): Reason {
  return implicitReason(subject, 'Deny', why);
}
