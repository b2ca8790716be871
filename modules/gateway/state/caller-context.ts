import type { CompiledWorld, RequestContext } from '../../evaluation';
import type { Caller } from '../identity/authenticate';
import type { GatewayState } from './gateway-state';
import { withEntry } from './live-world';

/** The world at this moment as a caller meets it: of two sessions with one name, the caller's own stands in it. */
export function worldFor(state: GatewayState, caller: Caller): CompiledWorld {
  const session = caller.kind === 'signed' ? state.sessions.get(caller.credentials.accessKeyId)?.session : undefined;
  const { principals } = state.live.world;
  if (session && principals.get(session.arn) !== session) {
    state.live.change({ principals: withEntry(principals, session.arn, session) });
  }
  return state.live.at(state.clock.now());
}

/** What the condition keys say of a request to whichever service: when, from where, and by which credentials. */
export function callerContext(state: GatewayState, caller: Caller, region: string): RequestContext {
  return { ...steadyContext, ...momentContext(state, caller, region) };
}

/** What is the same of every request: who shares a layer of it does not say it again. */
export const steadyContext: RequestContext = {
  'aws:SourceIp': '127.0.0.1',
  'aws:ViaAWSService': 'false',
  'aws:SourceVpc': null,
  'aws:SourceVpce': null,
  'aws:VpcSourceIp': null,
  'aws:SourceArn': null,
  'aws:SourceAccount': null,
};

/** What `callerContext` says over `steadyContext`. To spread costs many times as much as to assign. */
export function momentContext(state: GatewayState, caller: Caller, region: string): RequestContext {
  const { currentTime, epochTime } = momentOf(state.clock.now().getTime());
  const ofMoment: RequestContext = {
    'aws:SecureTransport': state.tuning.settings.transport === 'tls' ? 'true' : 'false',
    'aws:CurrentTime': currentTime,
    'aws:EpochTime': epochTime,
    'aws:RequestedRegion': region,
  };
  return Object.assign(ofMoment, credentialContext(state, caller));
}

interface Moment {
  readonly ms: number;
  readonly currentTime: string;
  readonly epochTime: string;
}

let lastMoment: Moment = { ms: Number.NaN, currentTime: '', epochTime: '' };

/** A moment as condition keys tell it; requests of one millisecond share it. */
function momentOf(ms: number): Moment {
  if (ms !== lastMoment.ms) {
    lastMoment = { ms, currentTime: new Date(ms).toISOString(), epochTime: String(Math.floor(ms / 1000)) };
  }
  return lastMoment;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
function credentialContext(state: GatewayState, caller: Caller): RequestContext {
  if (caller.kind === 'anonymous') return { 'aws:userid': null, 'aws:TokenIssueTime': null };
  const { accessKeyId, principal, accountId } = caller.credentials;
  const issued = state.sessions.get(accessKeyId);
  if (issued) return issued.context;
  const userId = state.iam.findByArn(principal)?.uniqueId ?? accountId;
  return { 'aws:userid': userId, 'aws:TokenIssueTime': null, 'aws:MultiFactorAuthPresent': null };
}
