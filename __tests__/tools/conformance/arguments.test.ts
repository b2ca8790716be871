import { describe, expect, test } from '@jest/globals';
import { readArguments, usage } from '../../../tools/conformance/arguments';

const local = ['--endpoint', 'http://127.0.0.1:4566'];
const aws = ['--yes-this-costs-money'];
const given = {
  TENANT_BUCKETS_SECOND_ACCESS_KEY_ID: 'AKIA2',
  TENANT_BUCKETS_SECOND_SECRET_ACCESS_KEY: 'secret',
};
const place = { region: 'us-east-1', settleSeconds: 0, endpoint: 'http://127.0.0.1:4566' };
const second = (parameters: readonly string[], environment: { readonly [name: string]: string } = {}) =>
  readArguments(parameters, environment)?.second;

describe('the arguments of the conformance script', () => {
  test('mean two root users at an endpoint on this machine', () => {
    expect(readArguments([...local, '--account', '111122223333', '--second-account', '444455556666'], {})).toEqual({
      json: false,
      target: { ...place, credentials: { accessKeyId: '111122223333', secretAccessKey: 'test' } },
      second: { target: { ...place, credentials: { accessKeyId: '444455556666', secretAccessKey: 'test' } } },
    });
  });

  test('take the second account of AWS from a profile or the environment, the profile first', () => {
    const there = { region: 'eu-west-1', settleSeconds: 15 };
    const parameters = [...aws, '--region', 'eu-west-1'];
    const credentials = { accessKeyId: 'AKIA2', secretAccessKey: 'secret' };
    expect(readArguments(parameters, given)).toEqual({
      json: false,
      target: there,
      second: { target: { ...there, credentials } },
    });
    expect(second([...parameters, '--second-profile', 'other'], given)).toEqual({
      target: { ...there, profile: 'other' },
    });
    const session = { ...given, TENANT_BUCKETS_SECOND_SESSION_TOKEN: 'token' };
    expect(second(parameters, session)).toEqual({
      target: { ...there, credentials: { ...credentials, sessionToken: 'token' } },
    });
  });

  test.each([
    [{}, 'no credentials of a second account'],
    [{ TENANT_BUCKETS_SECOND_ACCESS_KEY_ID: 'AKIA2' }, 'TENANT_BUCKETS_SECOND_SECRET_ACCESS_KEY is missing'],
    [{ TENANT_BUCKETS_SECOND_SECRET_ACCESS_KEY: 's' }, 'TENANT_BUCKETS_SECOND_ACCESS_KEY_ID is missing'],
  ])('say why there is no second account with %j', (environment, why) => {
    expect(second(aws, environment)).toEqual({ why: expect.stringContaining(why) });
  });

  test('never take a made-up root user for an account of AWS', () => {
    expect(second([...aws, '--second-account', '444455556666'])).toHaveProperty('why');
  });

  test.each([[[]], [['--endpoint', 'https://s3.us-east-1.amazonaws.com']], [[...local, '--secondprofile', 'x']]])(
    'fail with %j',
    (parameters) => {
      expect(readArguments(parameters, {})).toBeUndefined();
    },
  );

  test('are explained in 80 columns, each of them', () => {
    expect(usage.split('\n').filter((line) => line.length > 80)).toEqual([]);
    for (const one of ['--endpoint', '--second-account', '--second-profile', ...Object.keys(given)]) {
      expect(usage).toContain(one);
    }
  });
});
