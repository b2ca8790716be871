import { describe, expect, test } from '@jest/globals';
import { describeSession } from '../../../modules/core';
import { VirtualClock } from '../../../modules/gateway/clock';
import { CredentialStore } from '../../../modules/gateway/identity/credentials';
import { LiveWorld } from '../../../modules/gateway/state/live-world';
import { Sessions } from '../../../modules/gateway/state/sessions';
import { handOut } from '../../../modules/gateway/sts/hand-out';
import { sweepSessions } from '../../../modules/gateway/sts/sweep-sessions';

const accountId = '111122223333';
const arnOf = (name: string): string => `arn:aws:sts::${accountId}:assumed-role/app/${name}`;

/** What the gateway keeps of sessions, at a time that a test sets. */
function keeping() {
  let seconds = 0;
  const realNow = (): Date => new Date(seconds * 1000);
  const state = {
    clock: new VirtualClock(realNow),
    credentials: new CredentialStore('aws'),
    live: new LiveWorld(),
    realNow,
    sessions: new Sessions(),
  };
  const give = (name: string, lasting: number): string => {
    const session = describeSession({ arn: arnOf(name), roleArn: `arn:aws:iam::${accountId}:role/app` });
    const handed = { principal: session.arn, accountId, userId: name, seconds: lasting, session, transitiveTags: {} };
    return /ASIA[0-9A-F]+/.exec(JSON.stringify(handOut(state, handed)))?.[0] ?? '';
  };
  const goTo = (second: number): void => {
    seconds = second;
  };
  return { state, give, goTo };
}

describe('sessions that have ended', () => {
  test('are let go, once there are many and an hour has gone by', () => {
    const { state, give, goTo } = keeping();
    const keys = Array.from({ length: 1000 }, (_, number) => give(`s${String(number)}`, 900));
    goTo(900 + 3599);
    give('early', 900);
    expect(state.sessions.size).toBe(1001);
    goTo(900 + 3600);
    sweepSessions(state, state.realNow());
    expect(state.sessions.size).toBe(1001);
    Array.from({ length: 999 }, () => give('later', 900));
    give('last', 900);
    expect(state.sessions.size).toBe(1001);
    expect([...state.live.world.principals.keys()]).toEqual([arnOf('early'), arnOf('later'), arnOf('last')]);
    expect(keys.filter((one) => state.credentials.find(one))).toEqual([]);
  });

  test('leave those in peace that have not, also of the same name, and are never let go while they last', () => {
    const { state, give, goTo } = keeping();
    Array.from({ length: 998 }, () => give('shared', 900));
    const [lasting, other] = [give('shared', 43_200), give('other', 43_200)];
    goTo(10_000);
    give('new', 900);
    expect(state.sessions.size).toBe(3);
    expect([lasting, other].map((one) => state.credentials.find(one)?.principal)).toEqual([
      arnOf('shared'),
      arnOf('other'),
    ]);
    expect([...state.live.world.principals.keys()].sort()).toEqual(['new', 'other', 'shared'].map(arnOf));
  });

  test('go also when their credentials were withdrawn, as those of a deleted role', () => {
    const { state, give } = keeping();
    Array.from({ length: 1000 }, (_, number) => give(`s${String(number)}`, 900));
    state.credentials.withdrawWhere(() => true);
    give('new', 900);
    expect(state.sessions.size).toBe(1);
    expect([...state.live.world.principals.keys()]).toEqual([arnOf('new')]);
  });
});
