import { randomBytes } from 'node:crypto';
import { describeSession, known, type Role, type Session } from '../../core';
import { decideRoleAssumption } from '../../evaluation';
import { accessDeniedText, reasonText } from '../access-denied';
import type { Reply } from '../http/reply';
import { textReply } from '../http/reply';
import { readForm, readTags, type QueryCall } from '../iam/iam-call';
import { queryError } from '../iam/query-error';
import type { Caller } from '../identity/authenticate';
import { readJsonObject } from '../json';
import { commonContext } from '../s3/context';
import { xmlDocument } from '../s3/xml';
import type { GatewayState } from '../state/gateway-state';
import { withEntry } from '../state/live-world';

/** Answers STS itself: the emulator hands out sessions of roles that do not exist. */
export function answerSts(state: GatewayState, caller: Caller, body: Buffer): Reply {
  const parameters = readForm(body);
  const action = parameters.get('Action') ?? '';
  if (caller.kind === 'anonymous') return queryError(403, 'MissingAuthenticationToken', 'Missing Authentication Token');
  const call: QueryCall = { action, parameters, body, caller };
  if (action === 'GetCallerIdentity') return callerIdentity(call);
  if (action === 'AssumeRole') return assumeRole(state, call);
  return queryError(501, 'NotImplemented', `The gateway does not answer ${action}.`);
}

function callerIdentity({ caller }: QueryCall): Reply {
  const { principal, accountId, accessKeyId } = caller.credentials;
  return answer('GetCallerIdentity', { Arn: principal, UserId: accessKeyId, Account: accountId });
}

function assumeRole(state: GatewayState, call: QueryCall): Reply {
  const roleArn = call.parameters.get('RoleArn') ?? '';
  const name = call.parameters.get('RoleSessionName') ?? '';
  const { principal } = call.caller.credentials;
  const role = state.live.world.principals.get(roleArn);
  if (!/^[\w+=,.@-]{2,64}$/.test(name)) return queryError(400, 'ValidationError', 'RoleSessionName is not valid');
  const refused = `User: ${principal} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`;
  if (role?.kind !== 'role') return queryError(403, 'AccessDenied', refused);
  const now = state.clock.now();
  const tags = readTags(call.parameters);
  const context = { ...commonContext(state.tuning.settings, now), ...requestTags(tags), 'sts:RoleSessionName': name };
  const actions = Object.keys(tags).length > 0 ? ['sts:AssumeRole', 'sts:TagSession'] : ['sts:AssumeRole'];
  for (const action of actions) {
    const leg = decideRoleAssumption(state.live.at(now), principal, role, { action, context });
    if (leg.verdict !== 'allow') {
      return queryError(403, 'AccessDenied', accessDeniedText(principal, leg, true), reasonText(leg));
    }
  }
  return handOut(state, call, role, sessionOf(state, call, role, name, tags));
}

function requestTags(tags: { readonly [tag: string]: string }) {
  return Object.fromEntries(Object.entries(tags).map(([tag, value]) => [`aws:RequestTag/${tag}`, value]));
}

function sessionOf(
  state: GatewayState,
  { parameters }: QueryCall,
  role: Role,
  name: string,
  tags: { readonly [tag: string]: string },
): Session {
  const roleName = role.arn.slice(role.arn.lastIndexOf('/') + 1);
  const policy = parameters.get('Policy');
  return describeSession({
    arn: `arn:${state.partition}:sts::${role.accountId}:assumed-role/${roleName}/${name}`,
    roleArn: role.arn,
    tags: known(tags),
    sessionPolicies: known(policy === undefined ? [] : [{ name: 'passed', document: known(readJsonObject(policy)) }]),
  });
}

function handOut(state: GatewayState, { parameters }: QueryCall, role: Role, session: Session): Reply {
  const seconds = Number(parameters.get('DurationSeconds') ?? '3600');
  const credentials = {
    accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(96).toString('base64'),
    expiresAt: new Date(state.realNow().getTime() + seconds * 1000),
  };
  // Sessions of one name are one principal: the last one's policies and tags stand.
  const principal = session.arn;
  state.live.change({ principals: withEntry(state.live.world.principals, principal, session) });
  state.credentials.issue({ ...credentials, principal, accountId: role.accountId });
  return answer('AssumeRole', {
    Credentials: {
      AccessKeyId: credentials.accessKeyId,
      SecretAccessKey: credentials.secretAccessKey,
      SessionToken: credentials.sessionToken,
      Expiration: credentials.expiresAt.toISOString(),
    },
    AssumedRoleUser: { AssumedRoleId: `${credentials.accessKeyId}:session`, Arn: session.arn },
    PackedPolicySize: '0',
  });
}

function answer(action: string, result: object): Reply {
  const content = {
    '@xmlns': 'https://sts.amazonaws.com/doc/2011-06-15/',
    [`${action}Result`]: result,
    ResponseMetadata: { RequestId: 'gateway' },
  };
  return textReply(200, 'text/xml', xmlDocument(`${action}Response`, content));
}
