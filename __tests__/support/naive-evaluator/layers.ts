import { isObject, listAt, oneOrMany } from './json';
import { serviceOf, type Leg } from './leg';
import { isPublic } from './public-policy';
import { covers, judgePolicy, type JudgedStatement } from './statements';
import { all, some, sure, type Trilean } from './trilean';

/** What the policies of one kind say about a leg. */
export interface Layer {
  readonly statements: readonly JudgedStatement[];
  /** Whether the layer lets the request pass; what is not set limits nothing. */
  readonly passes: Trilean;
}

/** Whether any of the statements allows. */
export function anyAllow(statements: readonly JudgedStatement[]): Trilean {
  return some(statements.filter(({ effect }) => effect !== 'Deny').map((one) => asFar(one)));
}

/** Whether any of the statements denies. */
export function anyDeny(statements: readonly JudgedStatement[]): Trilean {
  return some(statements.filter(({ effect }) => effect !== 'Allow').map((one) => asFar(one)));
}

/** A statement whose effect cannot be read may do either. */
function asFar(judged: JudgedStatement): Trilean {
  const covered = covers(judged);
  return judged.effect === 'unreadable' && covered === 'yes' ? 'maybe' : covered;
}

/** The identity policies; they pass only by allowing. */
export function identityLayer(leg: Leg): Layer {
  const statements = listed(leg, 'identityPolicies').flat();
  return { statements, passes: anyAllow(statements) };
}

/** Every boundary that is set has to allow. */
export function boundaryLayer(leg: Leg): Layer {
  const documents = listed(leg, 'permissionBoundaries');
  return { statements: documents.flat(), passes: all(documents.map(anyAllow)) };
}

/** The session policies together have to allow, if there are any. */
export function sessionLayer(leg: Leg): Layer {
  const documents = listed(leg, 'sessionPolicies');
  return { statements: documents.flat(), passes: documents.length === 0 ? 'yes' : anyAllow(documents.flat()) };
}

function listed(leg: Leg, field: string): readonly (readonly JudgedStatement[])[] {
  return listAt(leg.identitySide, field).map((document, at) =>
    judgePolicy(leg, `${field}[${at}]`, document, 'names nobody'),
  );
}

/** Every level has to allow; services, anonymous callers and service-linked roles are not bound. */
export function serviceControlLayer(leg: Leg): Layer {
  if (leg.requester.account === undefined || isServiceLinked(leg)) return { statements: [], passes: 'yes' };
  const levels = listAt(leg.identitySide, 'serviceControlPolicies').map((level, at) =>
    oneOrMany(level).flatMap((document, place) =>
      judgePolicy(leg, `serviceControlPolicies[${at}][${place}]`, document, 'names nobody'),
    ),
  );
  return { statements: levels.flat(), passes: all(levels.map(anyAllow)) };
}

/** Only Deny counts; not for service-linked roles, AWS managed keys and kms:RetireGrant. */
export function resourceControlLayer(leg: Leg): Layer {
  const spared =
    isServiceLinked(leg) ||
    leg.resourceSide['awsManagedKey'] === true ||
    leg.action.toLowerCase() === 'kms:retiregrant';
  if (spared) return { statements: [], passes: 'yes' };
  const statements = listAt(leg.resourceSide, 'resourceControlPolicies').flatMap((level, at) =>
    oneOrMany(level).flatMap((document, place) =>
      judgePolicy(leg, `resourceControlPolicies[${at}][${place}]`, document, 'names principals'),
    ),
  );
  return { statements: statements.filter(({ effect }) => effect !== 'Allow'), passes: 'yes' };
}

function isServiceLinked(leg: Leg): boolean {
  const roles = leg.contexts.flatMap((context) =>
    Object.entries(context)
      .filter(([key]) => key.toLowerCase() === 'aws:principalarn')
      .map(([, value]) => value),
  );
  return [...roles, leg.requester.principalArn].some(
    (arn) => typeof arn === 'string' && arn.includes(':role/aws-service-role/'),
  );
}

/** An endpoint policy, if one is used, has to allow; it belongs to the request, not to the calls that follow from it. */
export function endpointLayer(leg: Leg): Layer {
  const document = leg.resourceSide['vpcEndpointPolicy'];
  if (leg.index > 0 || document === undefined) return { statements: [], passes: 'yes' };
  const statements = judgePolicy(leg, 'vpcEndpointPolicy', document, 'names principals');
  return { statements, passes: anyAllow(statements) };
}

/** The bucket policy or key policy. */
export function resourceStatements(leg: Leg): readonly JudgedStatement[] {
  const document = leg.resourceSide['resourcePolicy'];
  return document === undefined ? [] : judgePolicy(leg, 'resourcePolicy', document, 'names principals');
}

/** Block Public Access ends what comes from outside the account when the bucket policy is public. */
export function publicAccessIsBlocked(leg: Leg): Trilean {
  const block = leg.resourceSide['publicAccessBlock'];
  if (serviceOf(leg.action) !== 's3' || !isObject(block) || block['restrictPublicBuckets'] !== true) return 'no';
  const { kind, account } = leg.requester;
  if (kind === 'service') return 'no';
  const fromOutside = leg.resourceAccount === undefined ? 'maybe' : sure(account !== leg.resourceAccount);
  return all([fromOutside, isPublic(leg.resourceSide['resourcePolicy'])]);
}
