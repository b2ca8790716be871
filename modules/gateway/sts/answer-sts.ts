import { decideAccountRequest } from '../../evaluation';
import { accessDeniedText, reasonText } from '../access-denied';
import type { Reply } from '../http/reply';
import { readForm, type QueryCall } from '../iam/iam-call';
import { queryError } from '../iam/query-error';
import type { Caller } from '../identity/authenticate';
import { callerContext, worldFor } from '../state/caller-context';
import type { GatewayState } from '../state/gateway-state';
import { assumeRole } from './assume-role';
import { federate, sessionToken } from './lasting-sessions';
import { stsReply } from './sts-reply';

type Answer = (state: GatewayState, call: QueryCall) => Reply;

/** Everything of STS that the gateway answers; the rest is refused. */
const answers: { readonly [action: string]: Answer } = {
  AssumeRole: assumeRole,
  GetAccessKeyInfo: accessKeyInfo,
  GetCallerIdentity: callerIdentity,
  GetFederationToken: federate,
  GetSessionToken: sessionToken,
};

/** Answers STS itself: the emulator hands out sessions of roles that do not exist. */
export function answerSts(state: GatewayState, caller: Caller, body: Buffer): Reply {
  const parameters = readForm(body);
  const action = parameters.get('Action') ?? '';
  if (caller.kind === 'anonymous') return queryError(403, 'MissingAuthenticationToken', 'Missing Authentication Token');
  const answer = answers[action];
  return answer
    ? answer(state, { action, parameters, body, caller })
    : queryError(501, 'NotImplemented', `The gateway does not answer ${action}.`);
}

/** Nobody can be forbidden to ask who he is. @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
function callerIdentity(state: GatewayState, { caller }: QueryCall): Reply {
  const { principal, accountId } = caller.credentials;
  const userId = callerContext(state, caller, state.region)['aws:userid'];
  return stsReply('GetCallerIdentity', { Arn: principal, UserId: String(userId), Account: accountId });
}

function accessKeyInfo(state: GatewayState, { parameters, caller }: QueryCall): Reply {
  const { principal, accountId } = caller.credentials;
  const leg = decideAccountRequest(worldFor(state, caller), principal, {
    action: 'sts:GetAccessKeyInfo',
    resource: '*',
    accountId,
    context: callerContext(state, caller, state.region),
  });
  if (leg.verdict !== 'allow') {
    return queryError(403, 'AccessDenied', accessDeniedText(principal, leg, true), reasonText(leg));
  }
  const found = state.credentials.find(parameters.get('AccessKeyId') ?? '');
  return found
    ? stsReply('GetAccessKeyInfo', { Account: found.accountId })
    : queryError(400, 'ValidationError', 'The access key ID is not valid.');
}
