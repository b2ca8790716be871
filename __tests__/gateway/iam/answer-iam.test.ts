import { describe, expect, test } from '@jest/globals';
import { duringThisFile } from '../../support/during-this-file';
import { allow, platform, policyOf, root, startBenchWithObject } from '../../support/wire/bench';
import type { WireCredentials } from '../../support/wire/signed-request';

const owner = root(platform);

const bench = duringThisFile(startBenchWithObject);

const iam = (action: string, parameters: { readonly [name: string]: string }) =>
  bench().admin.iam(platform, action, parameters);
const read = (credentials: WireCredentials) => bench().s3(credentials, { method: 'GET', path: '/data/a' });

describe('IAM', () => {
  test('gives a user what the groups have in which it is', async () => {
    const ann = await bench().user(platform, 'ann');
    const group = { GroupName: 'readers' };
    await iam('CreateGroup', group);
    await iam('AddUserToGroup', { ...group, UserName: 'ann' });
    expect((await read(ann)).status).toBe(403);
    await iam('PutGroupPolicy', { ...group, PolicyName: 'read', PolicyDocument: policyOf(allow('s3:GetObject')) });
    expect((await read(ann)).status).toBe(200);
    await iam('RemoveUserFromGroup', { ...group, UserName: 'ann' });
    expect((await read(ann)).status).toBe(403);
  });

  test('gives a role what its policies say, within its boundary, as they are now', async () => {
    const app = await bench().session(platform, 'app', allow('s3:GetObject'));
    const PolicyArn = `arn:aws:iam::${platform}:policy/limit`;
    await iam('CreatePolicy', { PolicyName: 'limit', PolicyDocument: policyOf(allow('s3:PutObject')) });
    expect((await read(app)).status).toBe(200);
    await iam('PutRolePermissionsBoundary', { RoleName: 'app', PermissionsBoundary: PolicyArn });
    expect((await read(app)).message).toContain('because no permissions boundary allows the s3:GetObject action');
    const version = { PolicyArn, PolicyDocument: policyOf(allow('s3:*')) };
    const VersionId = /v[0-9]+/.exec(await iam('CreatePolicyVersion', version))?.[0] ?? '';
    expect((await read(app)).status).toBe(403);
    await iam('SetDefaultPolicyVersion', { PolicyArn, VersionId });
    expect((await read(app)).status).toBe(200);
    await iam('CreatePolicyVersion', { ...version, PolicyDocument: policyOf(allow('sts:*')), SetAsDefault: 'true' });
    expect((await read(app)).status).toBe(403);
    await iam('SetDefaultPolicyVersion', { PolicyArn, VersionId });
    await iam('DeleteRolePolicy', { RoleName: 'app', PolicyName: 'own' });
    expect((await read(app)).status).toBe(403);
  });

  test('lets a policy ask for tags of who calls', async () => {
    const Condition = { StringEquals: { 'aws:PrincipalTag/team': 'blue' } };
    const app = await bench().session(platform, 'tagged', allow('s3:GetObject', '*', { Condition }));
    expect((await read(app)).status).toBe(403);
    await iam('TagRole', { RoleName: 'tagged', 'Tags.member.1.Key': 'team', 'Tags.member.1.Value': 'blue' });
    expect((await read(app)).status).toBe(200);
  });

  test('lets nobody make what its own policies do not let', async () => {
    const Condition = { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/ReadOnlyAccess' } };
    const maker = await bench().session(
      platform,
      'maker',
      allow('iam:CreateUser', `arn:aws:iam::${platform}:user/team/*`, { Condition }),
    );
    const make = (more: { readonly [name: string]: string }) =>
      bench().query('iam', maker, { Action: 'CreateUser', UserName: 'x', ...more });
    const boundary = { PermissionsBoundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess' };
    expect((await make(boundary)).code).toBe('AccessDenied');
    expect((await make({ Path: '/team/' })).code).toBe('AccessDenied');
    expect((await make({ ...boundary, Path: '/team/' })).status).toBe(200);
  });

  test('takes the keys and sessions of whoever is deleted: the next of that name is somebody else', async () => {
    const all = allow('s3:GetObject');
    const old = await bench().session(platform, 'phoenix', all);
    await iam('DeleteRole', { RoleName: 'phoenix' });
    const young = await bench().session(platform, 'phoenix', all);
    expect(await read(old)).toMatchObject({ status: 403, code: 'InvalidAccessKeyId' });
    expect((await read(young)).status).toBe(200);
    const bob = await bench().user(platform, 'bob');
    const session = await bench().admin.sts(bob, 'GetSessionToken', {});
    await iam('DeleteAccessKey', { UserName: 'bob', AccessKeyId: bob.accessKeyId });
    await iam('DeleteUser', { UserName: 'bob' });
    await bench().user(platform, 'bob');
    await iam('PutUserPolicy', { UserName: 'bob', PolicyName: 'read', PolicyDocument: policyOf(all) });
    for (const one of [bob, session])
      expect(await read(one)).toMatchObject({ status: 403, code: 'InvalidAccessKeyId' });
  });

  test('takes a key of a user out of use, puts it back, and lets it go', async () => {
    const cid = await bench().user(platform, 'cid');
    await iam('PutUserPolicy', {
      UserName: 'cid',
      PolicyName: 'read',
      PolicyDocument: policyOf(allow('s3:GetObject')),
    });
    const key = { UserName: 'cid', AccessKeyId: cid.accessKeyId };
    expect((await read(cid)).status).toBe(200);
    await iam('UpdateAccessKey', { ...key, Status: 'Inactive' });
    expect((await read(cid)).code).toBe('InvalidAccessKeyId');
    await iam('UpdateAccessKey', { ...key, Status: 'Active' });
    expect((await read(cid)).status).toBe(200);
    await iam('DeleteAccessKey', key);
    expect((await read(cid)).code).toBe('InvalidAccessKeyId');
  });

  test('refuses a write whose effect it cannot judge (F53)', async () => {
    const answer = await bench().query('iam', owner, { Action: 'CreateLoginProfile', UserName: 'ann' });
    expect([answer.status, answer.code]).toEqual([501, 'NotImplemented']);
  });
});
