import { describe, expect, test } from '@jest/globals';
import { duringThisFile } from '../../support/during-this-file';
import { elementOf } from '../../support/wire/administration';
import { allow, platform, policyOf, root, startBench } from '../../support/wire/bench';

const bench = duringThisFile(startBench);

/** A user who may do this to itself alone. */
async function userWith(UserName: string, ...actions: readonly string[]) {
  const user = await bench().user(platform, UserName);
  const own = policyOf(allow(actions, `arn:aws:iam::${platform}:user/${UserName}`));
  await bench().admin.iam(platform, 'PutUserPolicy', { UserName, PolicyName: 'own', PolicyDocument: own });
  return user;
}

describe('a request about keys that names no user', () => {
  test('makes a key of whoever asks, by its own policies', async () => {
    const ann = await userWith('ann', 'iam:CreateAccessKey');
    const { body, status } = await bench().query('iam', ann, { Action: 'CreateAccessKey' });
    expect(status).toBe(200);
    const made = { accessKeyId: elementOf(body, 'AccessKeyId'), secretAccessKey: elementOf(body, 'SecretAccessKey') };
    const identity = await bench().query('sts', made, { Action: 'GetCallerIdentity' });
    expect(elementOf(identity.body, 'Arn')).toBe(`arn:aws:iam::${platform}:user/ann`);
    expect(new URLSearchParams(bench().upstream.seen.at(-1)?.body).get('UserName')).toBe('ann');
  });

  test('fails for a user whose policies let it make keys of others alone', async () => {
    const bob = await bench().user(platform, 'bob');
    const PolicyDocument = policyOf(allow('iam:CreateAccessKey', `arn:aws:iam::${platform}:user/ann`));
    await bench().admin.iam(platform, 'PutUserPolicy', { UserName: 'bob', PolicyName: 'own', PolicyDocument });
    expect((await bench().query('iam', bob, { Action: 'CreateAccessKey' })).code).toBe('AccessDenied');
  });

  test.each(['DeleteAccessKey', 'ListAccessKeys', 'UpdateAccessKey', 'GetUser'])(
    'means the caller in %s',
    async (Action) => {
      const UserName = Action.toLowerCase();
      const user = await userWith(UserName, `iam:${Action}`);
      const key = { AccessKeyId: user.accessKeyId, Status: 'Inactive' };
      expect((await bench().query('iam', user, { Action, ...key })).status).toBe(200);
      expect(new URLSearchParams(bench().upstream.seen.at(-1)?.body).get('UserName')).toBe(UserName);
    },
  );

  test('fails for a session of a role, which is no user', async () => {
    const app = await bench().session(platform, 'app', allow('iam:*'));
    const answer = await bench().query('iam', app, { Action: 'CreateAccessKey' });
    expect([answer.status, answer.code]).toEqual([400, 'ValidationError']);
  });

  test('fails for the root user, of whom the gateway makes no keys (F53)', async () => {
    const answer = await bench().query('iam', root(platform), { Action: 'CreateAccessKey' });
    expect([answer.status, answer.code]).toEqual([501, 'NotImplemented']);
  });
});
