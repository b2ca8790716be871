import { randomBytes } from 'node:crypto';
import type { RequestContext } from '../../evaluation';
import type { GatewayState } from '../state/gateway-state';
import type { IssuedSession } from '../state/sessions';
import { withEntry } from '../state/live-world';
import { sweepSessions } from './sweep-sessions';

/** For whom credentials are made, and for how long. */
export interface Handed extends Omit<IssuedSession, 'context'> {
  readonly principal: string;
  readonly accountId: string;
  readonly userId: string;
  readonly seconds: number;
}

type Hand = Pick<GatewayState, 'clock' | 'credentials' | 'live' | 'realNow' | 'sessions'>;

/** Makes credentials for a while, and answers with them as STS does. */
export function handOut(state: Hand, handed: Handed): object {
  const { principal, accountId, userId, seconds, ...issued } = handed;
  const now = state.realNow();
  sweepSessions(state, now);
  const credentials = {
    accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(96).toString('base64'),
    expiresAt: new Date(now.getTime() + seconds * 1000),
  };
  const context: RequestContext = {
    'aws:userid': userId,
    'aws:TokenIssueTime': state.clock.now().toISOString(),
    'aws:MultiFactorAuthPresent': 'false',
    'aws:SourceIdentity': issued.sourceIdentity ?? null,
  };
  const { session } = issued;
  if (session) state.live.change({ principals: withEntry(state.live.world.principals, session.arn, session) });
  state.credentials.issue({ ...credentials, principal, accountId });
  state.sessions.keep(credentials.accessKeyId, { ...issued, context });
  return {
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    SessionToken: credentials.sessionToken,
    Expiration: credentials.expiresAt.toISOString(),
  };
}
