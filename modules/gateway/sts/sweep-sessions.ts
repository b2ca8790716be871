import type { GatewayState } from '../state/gateway-state';

/** For so long a session that has ended hears that it has ended; afterwards its key is an unknown one. */
const toldMs = 3_600_000;

/** Now and then lets go the sessions that have ended, so that a gateway that runs for weeks does not grow. */
export function sweepSessions(
  { sessions, credentials, live }: Pick<GatewayState, 'sessions' | 'credentials' | 'live'>,
  now: Date,
): void {
  if (!sessions.isFull) return;
  const gone = sessions.sweep((accessKeyId) => {
    const found = credentials.find(accessKeyId);
    return (
      found === undefined || (found.expiresAt !== undefined && found.expiresAt.getTime() + toldMs <= now.getTime())
    );
  });
  if (gone.accessKeyIds.size === 0) return;
  credentials.withdrawWhere(({ accessKeyId }) => gone.accessKeyIds.has(accessKeyId));
  const principals = [...live.world.principals].filter(([arn]) => !gone.principals.has(arn));
  live.change({ principals: new Map(principals) });
}
