import { describe, expect, test } from '@jest/globals';
import { wrongToken } from '../../../modules/gateway/identity/authenticate';
import { allow, platform, startBench } from '../../support/wire/bench';

describe('credentials of a session', () => {
  test('prove nothing without the token that came with them', async () => {
    await using bench = await startBench();
    await bench.bucket(platform, 'data');
    await bench.admin.s3(platform, { method: 'PUT', path: '/data/a', body: 'data' });
    const app = await bench.session(platform, 'app', allow('s3:GetObject'));
    const other = await bench.session(platform, 'other', allow('s3:GetObject'));
    const { accessKeyId, secretAccessKey } = app;
    const read = (token: string | undefined) => {
      const credentials = { accessKeyId, secretAccessKey, ...(token === undefined ? {} : { sessionToken: token }) };
      return bench.s3(credentials, { method: 'GET', path: '/data/a' });
    };
    expect((await read(app.sessionToken)).status).toBe(200);
    for (const token of [undefined, 'forged', other.sessionToken]) {
      expect(await read(token)).toMatchObject({ status: 400, code: 'InvalidToken' });
    }
  });

  test('end when they expire', () => {
    const expiresAt = new Date('2026-01-01T01:00:00Z');
    const session = {
      accessKeyId: 'ASIA',
      secretAccessKey: 's',
      sessionToken: 't',
      principal: 'p',
      accountId: platform,
    };
    const at = (now: string) => wrongToken('t', { ...session, expiresAt }, new Date(now));
    expect(at('2026-01-01T00:59:59Z')).toBeUndefined();
    expect(at('2026-01-01T01:00:00Z')).toMatchObject({ status: 400, code: 'ExpiredToken' });
  });
});
