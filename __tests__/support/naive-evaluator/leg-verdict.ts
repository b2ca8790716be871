import type { Inputs } from './allowance';
import { kmsAllows } from './kms';
import {
  anyDeny,
  boundaryLayer,
  endpointLayer,
  identityLayer,
  publicAccessIsBlocked,
  resourceControlLayer,
  resourceStatements,
  serviceControlLayer,
  sessionLayer,
} from './layers';
import { serviceOf, type Leg } from './leg';
import { s3Allows } from './s3';
import type { JudgedStatement } from './statements';
import { all, some, type Trilean } from './trilean';
import type { Deciding, Decision, Verdict } from './verdict';

/** Judges one leg. */
export function judgeLeg(leg: Leg): Verdict {
  if (leg.requester.kind === 'unreadable') return { decision: 'unknown', deciding: [] };
  const inputs: Inputs = {
    leg,
    identity: identityLayer(leg),
    boundary: boundaryLayer(leg),
    session: sessionLayer(leg),
    resource: resourceStatements(leg),
  };
  const above = [serviceControlLayer(leg), resourceControlLayer(leg), endpointLayer(leg)];
  const statements = [
    ...[inputs.identity, inputs.boundary, inputs.session, ...above].flatMap((layer) => layer.statements),
    ...(ownerRepairsPolicy(leg) ? [] : inputs.resource),
  ];
  const denials = [...statements.map((one) => denialBy(leg, one)), blockOf(leg)];
  const deciding = denials.filter(({ holds }) => holds !== 'no');
  if (deciding.some(({ holds }) => holds === 'yes')) return { decision: 'explicitDeny', deciding };
  if (leg.resourceAccount === undefined) return { decision: 'unknown', deciding };
  const allowed = all([serviceAllows(inputs), ...above.map(({ passes }) => passes)]);
  return { decision: decisionOf(some(denials.map(({ holds }) => holds)), allowed), deciding };
}

/** A Deny in doubt leaves the kind of the refusal open, even where nothing allows. */
function decisionOf(denied: Trilean, allowed: Trilean): Decision {
  if (denied === 'maybe' || allowed === 'maybe') return 'unknown';
  return allowed === 'yes' ? 'allow' : 'implicitDeny';
}

function serviceAllows(inputs: Inputs): Trilean {
  return serviceOf(inputs.leg.action) === 'kms' ? kmsAllows(inputs) : s3Allows(inputs);
}

function denialBy(leg: Leg, judged: JudgedStatement): Deciding {
  const { policy, at, sid } = judged;
  return { policy, statement: sid ?? String(at), leg: leg.index, holds: anyDeny([judged]) };
}

function blockOf(leg: Leg): Deciding {
  return { policy: 'publicAccessBlock', statement: undefined, leg: leg.index, holds: publicAccessIsBlocked(leg) };
}

/** No bucket policy can keep the owner's root user from reading, replacing and deleting that policy. */
function ownerRepairsPolicy(leg: Leg): boolean {
  const repairs = ['s3:getbucketpolicy', 's3:putbucketpolicy', 's3:deletebucketpolicy'];
  const { kind, account } = leg.requester;
  return kind === 'root' && account === leg.resourceAccount && repairs.includes(leg.action.toLowerCase());
}
