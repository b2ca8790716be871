import { decideAccountRequest } from '../../evaluation';
import { accessDeniedText, reasonText } from '../access-denied';
import type { Incoming } from '../http/incoming';
import { readAll } from '../http/read-all';
import type { Reply } from '../http/reply';
import type { Caller } from '../identity/authenticate';
import { commonContext } from '../s3/context';
import type { GatewayState } from '../state/gateway-state';
import { readForm, type QueryCall } from './iam-call';
import { isMirrored, mirrorIam } from './iam-mirror';
import { queryError } from './query-error';

const reads = /^(Get|List|Simulate|Generate)/;

/** Writes of IAM that change nothing that decides over data. */
const harmless = new Set([
  'CreateInstanceProfile',
  'DeleteInstanceProfile',
  'TagPolicy',
  'UntagPolicy',
  'DeletePolicyVersion',
  'UpdateRole',
  'UpdateRoleDescription',
]);

/** Answers an IAM request: decided by the caller's own policies, done by the emulator, remembered here. */
export async function answerIam(state: GatewayState, incoming: Incoming, caller: Caller, body: Buffer): Promise<Reply> {
  const parameters = readForm(body);
  const action = parameters.get('Action') ?? '';
  if (caller.kind === 'anonymous') return queryError(403, 'MissingAuthenticationToken', 'Missing Authentication Token');
  const call: QueryCall = { action, parameters, body, caller };
  if (!reads.test(action) && !isMirrored(action) && !harmless.has(action)) {
    return queryError(
      501,
      'NotImplemented',
      `The gateway does not answer ${action}: its effect on access is not modelled.`,
    );
  }
  const { accountId, principal } = caller.credentials;
  const now = state.clock.now();
  const leg = decideAccountRequest(state.live.at(now), principal, {
    action: `iam:${action}`,
    resource: resourceOf(state, call),
    accountId,
    context: commonContext(state.tuning.settings, now),
  });
  if (leg.verdict !== 'allow') {
    return queryError(403, 'AccessDenied', accessDeniedText(principal, leg, true), reasonText(leg));
  }
  return forward(state, call, incoming);
}

/** What an action is about: an entity that exists, else the whole account. */
function resourceOf(state: GatewayState, { parameters, caller }: QueryCall): string {
  const { accountId } = caller.credentials;
  const policy = parameters.get('PolicyArn');
  const [kind, name] = parameters.has('RoleName')
    ? (['role', parameters.get('RoleName')] as const)
    : (['user', parameters.get('UserName')] as const);
  if (name === undefined) return policy ?? '*';
  const path = parameters.get('Path') ?? '/';
  const made = `arn:${state.partition}:iam::${accountId}:${kind}${path}${name}`;
  return state.iam.find(kind, accountId, name)?.arn ?? made;
}

async function forward(state: GatewayState, call: QueryCall, { headers }: Incoming): Promise<Reply> {
  const contentType = headers.get('content-type') ?? 'application/x-www-form-urlencoded';
  const sent = new Map([
    ['host', 'iam.localhost.localstack.cloud'],
    ['content-type', contentType],
  ]);
  const scope = { accountId: call.caller.credentials.accountId, region: 'us-east-1', service: 'iam' };
  const answer = await state.upstream.send({ method: 'POST', path: '/', headers: sent, body: call.body }, scope);
  const bytes = await readAll(answer.body);
  if (answer.status < 300) mirrorIam(state, call, bytes.toString('utf8'));
  return { status: answer.status, headers: [['content-type', 'text/xml']], body: bytes };
}
