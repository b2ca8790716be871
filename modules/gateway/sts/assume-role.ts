import { describeSession, known, type Role } from '../../core';
import { decideRoleAssumption, type RequestContext } from '../../evaluation';
import { accessDeniedText, reasonText } from '../access-denied';
import type { Reply } from '../http/reply';
import { readMembers, readTags, type QueryCall } from '../iam/iam-call';
import { queryError } from '../iam/query-error';
import { callerContext, worldFor } from '../state/caller-context';
import type { GatewayState } from '../state/gateway-state';
import type { IssuedSession } from '../state/sessions';
import { handOut } from './hand-out';
import { readSeconds, readSessionPolicies } from './session-policies';
import { stsReply } from './sts-reply';

/** What AssumeRole is asked for, together with what an earlier session hands on. */
interface Assumption {
  readonly role: Role;
  readonly name: string;
  readonly seconds: number;
  /** Those of the request. */
  readonly tags: { readonly [tag: string]: string };
  /** Those that an earlier session hands on to every later one. */
  readonly inherited: { readonly [tag: string]: string };
  readonly sourceIdentity: string | undefined;
}

/** Long-lived credentials hand nothing on. */
const notIssued: IssuedSession = { context: {}, transitiveTags: {} };
const longestSeconds = 43_200;
const chainedSeconds = 3600;

/** Gives a session of a role to whom its trust policy lets. @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export function assumeRole(state: GatewayState, call: QueryCall): Reply {
  const assumption = readAssumption(state, call);
  if ('status' in assumption) return assumption;
  const policies = readSessionPolicies(state, call);
  if ('status' in policies) return policies;
  return denial(state, call, assumption) ?? give(state, call, assumption, policies);
}

function readAssumption(state: GatewayState, call: QueryCall): Assumption | Reply {
  const { parameters, caller } = call;
  const name = parameters.get('RoleSessionName') ?? '';
  if (!/^[\w+=,.@-]{2,64}$/.test(name)) return queryError(400, 'ValidationError', 'RoleSessionName is not valid');
  const role = roleOf(state, call);
  if ('status' in role) return role;
  const earlier = state.sessions.get(caller.credentials.accessKeyId) ?? notIssued;
  const seconds = readDuration(state, call, role, earlier.session !== undefined);
  if (typeof seconds !== 'number') return seconds;
  const tags = readTags(parameters);
  const { transitiveTags: inherited, sourceIdentity = parameters.get('SourceIdentity') } = earlier;
  return overriding(tags, inherited) ?? { role, name, seconds, tags, inherited, sourceIdentity };
}

/** Who asks for a role that is not there hears no more than who may not have it. */
function roleOf(state: GatewayState, { parameters, caller }: QueryCall): Role | Reply {
  const roleArn = parameters.get('RoleArn') ?? '';
  const role = state.live.world.principals.get(roleArn);
  if (role?.kind === 'role') return role;
  const { principal } = caller.credentials;
  const refused = `User: ${principal} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`;
  return queryError(403, 'AccessDenied', refused);
}

/** What an earlier session hands on stays as it is. */
function overriding(tags: Assumption['tags'], inherited: Assumption['tags']): Reply | undefined {
  const tag = Object.keys(tags).find((one) => one in inherited);
  if (tag === undefined) return undefined;
  const message = `One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session: ${tag}`;
  return queryError(400, 'InvalidParameterValue', message);
}

function readDuration(state: GatewayState, call: QueryCall, role: Role, chained: boolean): number | Reply {
  const seconds = readSeconds(call, chainedSeconds, longestSeconds);
  if (typeof seconds !== 'number') return seconds;
  if (chained && seconds > chainedSeconds) {
    const limit = 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining';
    return queryError(400, 'ValidationError', limit);
  }
  const longest = state.iam.findByArn(role.arn)?.maxSessionSeconds ?? chainedSeconds;
  if (seconds <= longest) return seconds;
  const message = 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';
  return queryError(400, 'ValidationError', message);
}

function denial(state: GatewayState, call: QueryCall, assumption: Assumption): Reply | undefined {
  const { principal } = call.caller.credentials;
  const context = contextOf(state, call, assumption);
  const actions = [
    'sts:AssumeRole',
    ...(Object.keys(assumption.tags).length > 0 ? ['sts:TagSession'] : []),
    ...(assumption.sourceIdentity === undefined ? [] : ['sts:SetSourceIdentity']),
  ];
  for (const action of actions) {
    const leg = decideRoleAssumption(worldFor(state, call.caller), principal, assumption.role, { action, context });
    if (leg.verdict !== 'allow') {
      return queryError(403, 'AccessDenied', accessDeniedText(principal, leg, true), reasonText(leg));
    }
  }
  return undefined;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-sts */
function contextOf(state: GatewayState, { parameters, caller }: QueryCall, assumption: Assumption): RequestContext {
  const { name, seconds, tags, inherited, sourceIdentity } = assumption;
  const requested = { ...inherited, ...tags };
  const keys = Object.keys(requested);
  const transitive = readMembers(parameters, 'TransitiveTagKeys');
  return {
    ...callerContext(state, caller, state.region),
    ...Object.fromEntries(Object.entries(requested).map(([tag, value]) => [`aws:RequestTag/${tag}`, value])),
    'aws:TagKeys': keys.length === 0 ? null : keys,
    'sts:RoleSessionName': name,
    'sts:DurationSeconds': String(seconds),
    'sts:ExternalId': parameters.get('ExternalId') ?? null,
    'sts:SourceIdentity': sourceIdentity ?? null,
    'sts:TransitiveTagKeys': transitive.length === 0 ? null : transitive,
  };
}

function give(
  state: GatewayState,
  { parameters }: QueryCall,
  { role, name, seconds, tags, inherited, sourceIdentity }: Assumption,
  policies: Exclude<ReturnType<typeof readSessionPolicies>, Reply>,
): Reply {
  const roleName = role.arn.slice(role.arn.lastIndexOf('/') + 1);
  const transitive = readMembers(parameters, 'TransitiveTagKeys');
  const session = describeSession({
    arn: `arn:${state.partition}:sts::${role.accountId}:assumed-role/${roleName}/${name}`,
    roleArn: role.arn,
    tags: known({ ...inherited, ...tags }),
    sessionPolicies: known(policies),
  });
  const userId = `${state.iam.findByArn(role.arn)?.uniqueId ?? roleName}:${name}`;
  const Credentials = handOut(state, {
    principal: session.arn,
    accountId: role.accountId,
    userId,
    seconds,
    session,
    transitiveTags: {
      ...inherited,
      ...Object.fromEntries(Object.entries(tags).filter(([tag]) => transitive.includes(tag))),
    },
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
  });
  return stsReply('AssumeRole', {
    Credentials,
    AssumedRoleUser: { AssumedRoleId: userId, Arn: session.arn },
    PackedPolicySize: '0',
    ...(sourceIdentity === undefined ? {} : { SourceIdentity: sourceIdentity }),
  });
}
