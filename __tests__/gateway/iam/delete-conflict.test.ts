import { describe, expect, test } from '@jest/globals';
import { duringThisFile } from '../../support/during-this-file';
import { allow, platform, policyOf, root, startBench } from '../../support/wire/bench';

const bench = duringThisFile(startBench);
const iam = (action: string, parameters: { readonly [name: string]: string }) =>
  bench().admin.iam(platform, action, parameters);
const remove = (UserName: string) => bench().query('iam', root(platform), { Action: 'DeleteUser', UserName });

describe('a user is not deleted', () => {
  test('while it has an access key, in use or not, and keeps it', async () => {
    const ann = await bench().user(platform, 'ann');
    const key = { UserName: 'ann', AccessKeyId: ann.accessKeyId };
    expect(await remove('ann')).toMatchObject({ status: 409, code: 'DeleteConflict' });
    expect((await bench().query('sts', ann, { Action: 'GetCallerIdentity' })).status).toBe(200);
    await iam('UpdateAccessKey', { ...key, Status: 'Inactive' });
    expect(await remove('ann')).toMatchObject({ status: 409, code: 'DeleteConflict' });
    await iam('DeleteAccessKey', key);
    expect((await remove('ann')).status).toBe(200);
  });

  test.each([
    ['a policy of its own', 'PutUserPolicy', 'DeleteUserPolicy', { PolicyName: 'own' }],
    [
      'an attached policy',
      'AttachUserPolicy',
      'DetachUserPolicy',
      { PolicyArn: `arn:aws:iam::${platform}:policy/any` },
    ],
    ['a group', 'AddUserToGroup', 'RemoveUserFromGroup', { GroupName: 'all' }],
  ])('while it has %s', async (_, give, take, what) => {
    const UserName = give.toLowerCase();
    await iam('CreateGroup', { GroupName: 'all' });
    await iam('CreateUser', { UserName });
    await iam(give, { UserName, PolicyDocument: policyOf(allow('s3:*')), ...what });
    expect(await remove(UserName)).toMatchObject({ status: 409, code: 'DeleteConflict' });
    await iam(take, { UserName, ...what });
    expect((await remove(UserName)).status).toBe(200);
  });

  test('by whom its own policies do not let, who hears nothing of what the user has', async () => {
    await bench().user(platform, 'bob');
    const stranger = await bench().session(platform, 'stranger', allow('s3:*'));
    const answer = await bench().query('iam', stranger, { Action: 'DeleteUser', UserName: 'bob' });
    expect([answer.status, answer.code]).toEqual([403, 'AccessDenied']);
  });
});
