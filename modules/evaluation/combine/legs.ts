import type {
  AccessRequest,
  Decision,
  DecisionInput,
  IdentitySide,
  Leg,
  Reason,
  RequestContext,
  Verdict,
} from '../model';
import { describesPrincipal, hiddenByService } from '../request/keys';
import { decide } from './decide';

/** The strongest no wins; a certain no is worth more than a doubt. */
const strength: { readonly [verdict in Verdict]: number } = { explicitDeny: 3, implicitDeny: 2, unknown: 1, allow: 0 };

/**
 * Decides a request that needs several resources (object and key, source and destination): the same caller with the
 * same identity side must be allowed on each leg. Keys that describe the caller hold for every leg unless it gives them.
 */
export function decideLegs(input: DecisionInput, legs: readonly Leg[]): Decision {
  const decisions = [decide(input), ...legs.map((leg) => decide(legInput(input, leg)))];
  const decision = decisions.reduce<Verdict>(
    (worst, one) => (strength[one.decision] > strength[worst] ? one.decision : worst),
    'allow',
  );
  const reasons = decisions.flatMap((one, leg) =>
    decision === 'allow' || one.decision !== 'allow' ? one.reasons.map((reason): Reason => ({ ...reason, leg })) : [],
  );
  return { decision, reasons };
}

function legInput(input: DecisionInput, leg: Leg): DecisionInput {
  const { principal, context, unknownContext } = input.request;
  const given = new Set(Object.keys(leg.request.context ?? {}).map((key) => key.toLowerCase()));
  const isMissing = (key: string): boolean => !given.has(key.toLowerCase());
  const isInherited = (key: string): boolean => describesPrincipal(key.toLowerCase()) && isMissing(key);
  const ofKey = serviceOf(leg.request) === 'kms';
  const hidden = ofKey ? hiddenByService.filter(isMissing) : [];
  const byS3 = ofKey && serviceOf(input.request) === 's3' ? calledByService : {};
  const request = {
    ...leg.request,
    principal,
    context: { ...only(context ?? {}, isInherited), ...only(byS3, isMissing), ...leg.request.context },
    unknownContext: [...(unknownContext ?? []).filter(isInherited), ...hidden, ...(leg.request.unknownContext ?? [])],
  };
  return { ...identitySide(input), ...leg, request };
}

/** After a request to S3 it is S3 that calls KMS. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html */
const calledByService: RequestContext = { 'aws:ViaAWSService': 'true' };

function serviceOf({ action }: Pick<AccessRequest, 'action'>): string {
  return action.slice(0, action.indexOf(':')).toLowerCase();
}

function identitySide(input: DecisionInput): IdentitySide {
  const { identityPolicies, permissionBoundaries, sessionPolicies, serviceControlPolicies } = input;
  return {
    ...(identityPolicies && { identityPolicies }),
    ...(permissionBoundaries && { permissionBoundaries }),
    ...(sessionPolicies && { sessionPolicies }),
    ...(serviceControlPolicies && { serviceControlPolicies }),
  };
}

function only(context: RequestContext, wanted: (key: string) => boolean): RequestContext {
  return Object.fromEntries(Object.entries(context).filter(([key]) => wanted(key)));
}
