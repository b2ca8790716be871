import { describeSession, known, type NamedDocument } from '../../core';
import { decideAccountRequest } from '../../evaluation';
import { accessDeniedText, reasonText } from '../access-denied';
import type { Reply } from '../http/reply';
import { readTags, type QueryCall } from '../iam/iam-call';
import { queryError } from '../iam/query-error';
import { callerContext, worldFor } from '../state/caller-context';
import type { GatewayState } from '../state/gateway-state';
import { handOut } from './hand-out';
import { readSeconds, readSessionPolicies } from './session-policies';
import { stsReply } from './sts-reply';

const halfDaySeconds = 43_200;
const longestSeconds = 129_600;

/** Gives a user, or the root user, credentials that end. @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
export function sessionToken(state: GatewayState, call: QueryCall): Reply {
  const { principal, accountId } = call.caller.credentials;
  const refused = onlyLongLived(state, call);
  if (refused) return refused;
  const seconds = readSeconds(call, halfDaySeconds, longestSeconds);
  if (typeof seconds !== 'number') return seconds;
  const userId = state.iam.findByArn(principal)?.uniqueId ?? accountId;
  const handed = { principal, accountId, userId, seconds, transitiveTags: {} };
  return stsReply('GetSessionToken', { Credentials: handOut(state, handed) });
}

/** No identity policy of the user reaches a federated session that was given no policy of its own. */
const nothing: NamedDocument = {
  name: 'none passed',
  document: known({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', NotAction: '*', Resource: '*' }] }),
};

/** Gives a session to somebody whom a user, or the root user, vouches for. @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html */
export function federate(state: GatewayState, call: QueryCall): Reply {
  const { principal, accountId } = call.caller.credentials;
  const name = call.parameters.get('Name') ?? '';
  const refused = onlyLongLived(state, call);
  if (refused) return refused;
  if (!/^[\w+=,.@-]{2,32}$/.test(name)) return queryError(400, 'ValidationError', 'Name is not valid');
  const arn = `arn:${state.partition}:sts::${accountId}:federated-user/${name}`;
  const seconds = readSeconds(call, halfDaySeconds, longestSeconds);
  if (typeof seconds !== 'number') return seconds;
  const policies = readSessionPolicies(state, call);
  if ('status' in policies) return policies;
  const denied = denial(state, call, arn);
  if (denied) return denied;
  const tags = readTags(call.parameters);
  const sessionPolicies = known(policies.length === 0 ? [nothing] : policies);
  const session = describeSession({ arn, roleArn: principal, tags: known(tags), sessionPolicies });
  const userId = `${accountId}:${name}`;
  const handed = { principal: arn, accountId, userId, seconds, session, transitiveTags: tags };
  return stsReply('GetFederationToken', {
    Credentials: handOut(state, handed),
    FederatedUser: { FederatedUserId: userId, Arn: arn },
    PackedPolicySize: '0',
  });
}

function onlyLongLived(state: GatewayState, { action, caller }: QueryCall): Reply | undefined {
  if (!state.sessions.has(caller.credentials.accessKeyId)) return undefined;
  return queryError(403, 'AccessDenied', `Cannot call ${action} with session credentials`);
}

function denial(state: GatewayState, { caller, parameters }: QueryCall, arn: string): Reply | undefined {
  const { principal, accountId } = caller.credentials;
  const tags = readTags(parameters);
  const actions = ['sts:GetFederationToken', ...(Object.keys(tags).length > 0 ? ['sts:TagSession'] : [])];
  for (const action of actions) {
    const context = {
      ...callerContext(state, caller, state.region),
      ...Object.fromEntries(Object.entries(tags).map(([tag, value]) => [`aws:RequestTag/${tag}`, value])),
    };
    const request = { action, resource: arn, accountId, context };
    const leg = decideAccountRequest(worldFor(state, caller), principal, request);
    if (leg.verdict !== 'allow') {
      return queryError(403, 'AccessDenied', accessDeniedText(principal, leg, true), reasonText(leg));
    }
  }
  return undefined;
}
