import { describe, expect, test } from '@jest/globals';
import { resolveOptions } from '../../modules/emulator/options';
import { refusalOf } from './stand-in/refusal';

describe('resolveOptions', () => {
  test('fills in the documented defaults', () => {
    const { root, port, region, accountId, launcher, startTimeoutSeconds } = resolveOptions({});
    expect({ root, port, region, accountId, launcher, startTimeoutSeconds }).toEqual({
      root: process.cwd(),
      port: 0,
      region: 'us-east-1',
      accountId: '000000000000',
      launcher: undefined,
      startTimeoutSeconds: 60,
    });
  });

  test('fails when options are wrong, with all of them at once', async () => {
    const wrong = { port: 70_000, region: 'Mars', accountId: '12', startTimeoutSeconds: 0 };
    const diagnostics = await refusalOf(() => resolveOptions(wrong));
    expect(diagnostics.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'TB4010 port',
      'TB4010 region',
      'TB4010 account id',
      'TB4010 start time-out',
    ]);
  });

  test.each([1.5, -1, Number.NaN])('fails when the port is %p', async (port) => {
    const [first] = await refusalOf(() => resolveOptions({ port }));
    expect(first).toMatchObject({ message: `port ${String(port)} is wrong`, fix: 'give 0 to 65535' });
  });
});
