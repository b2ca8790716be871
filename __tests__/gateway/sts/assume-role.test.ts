import { describe, expect, test } from '@jest/globals';
import { duringThisFile } from '../../support/during-this-file';
import { allow, platform, policyOf, root, startBenchWithObject, tenant } from '../../support/wire/bench';
import { elementOf } from '../../support/wire/administration';
import type { JsonObject } from '../../support/json';
import type { WireCredentials } from '../../support/wire/signed-request';

const owner = root(platform);
const roleOf = (name: string): string => `arn:aws:iam::${platform}:role/${name}`;

const bench = duringThisFile(startBenchWithObject);

async function makeRole(RoleName: string, trust: JsonObject, more: { readonly [name: string]: string } = {}) {
  const AssumeRolePolicyDocument = policyOf({ Effect: 'Allow', Action: 'sts:*', ...trust });
  await bench().admin.iam(platform, 'CreateRole', { RoleName, AssumeRolePolicyDocument, ...more });
  const PolicyDocument = policyOf(allow(['s3:GetObject', 'sts:*']));
  await bench().admin.iam(platform, 'PutRolePolicy', { RoleName, PolicyName: 'own', PolicyDocument });
}

function assume(credentials: WireCredentials, role: string, more: { readonly [name: string]: string } = {}) {
  const parameters = { Action: 'AssumeRole', RoleArn: roleOf(role), RoleSessionName: 's1', ...more };
  return bench().query('sts', credentials, parameters);
}

async function become(credentials: WireCredentials, role: string, more: { readonly [name: string]: string } = {}) {
  const { body } = await assume(credentials, role, more);
  return {
    accessKeyId: elementOf(body, 'AccessKeyId'),
    secretAccessKey: elementOf(body, 'SecretAccessKey'),
    sessionToken: elementOf(body, 'SessionToken'),
  };
}

const read = (credentials: WireCredentials) => bench().s3(credentials, { method: 'GET', path: '/data/a' });
const trusted = { Principal: { AWS: platform } };

describe('a role', () => {
  test('is given to whom its trust policy lets, under the conditions that it sets', async () => {
    await makeRole('guarded', { ...trusted, Condition: { StringEquals: { 'sts:ExternalId': 'secret' } } });
    expect((await assume(owner, 'guarded')).code).toBe('AccessDenied');
    expect((await assume(owner, 'guarded', { ExternalId: 'secret' })).status).toBe(200);
    expect((await assume(root(tenant), 'guarded', { ExternalId: 'secret' })).code).toBe('AccessDenied');
  });

  test('takes tags and a source identity from those alone who may set them', async () => {
    await makeRole('plain', { ...trusted, Action: 'sts:AssumeRole' });
    expect((await assume(owner, 'plain')).status).toBe(200);
    const tags = { 'Tags.member.1.Key': 'team', 'Tags.member.1.Value': 'blue' };
    for (const [action, more] of [
      ['sts:TagSession', tags],
      ['sts:SetSourceIdentity', { SourceIdentity: 'ann' }],
    ] as const) {
      const refused = await assume(owner, 'plain', more);
      expect([refused.status, refused.code]).toEqual([403, 'AccessDenied']);
      expect(refused.message).toContain(action);
    }
  });

  test('fails to be made when it trusts somebody who is not there (F19)', async () => {
    const trust = policyOf({ Effect: 'Allow', Principal: { AWS: roleOf('nobody') }, Action: 'sts:AssumeRole' });
    const parameters = { Action: 'CreateRole', RoleName: 'x', AssumeRolePolicyDocument: trust };
    expect(await bench().query('iam', owner, parameters)).toMatchObject({
      status: 400,
      code: 'MalformedPolicyDocument',
    });
  });

  test('lasts no longer than it may', async () => {
    await makeRole('short', trusted);
    await makeRole('long', trusted, { MaxSessionDuration: '7200' });
    expect((await assume(owner, 'short', { DurationSeconds: '899' })).code).toBe('ValidationError');
    expect((await assume(owner, 'short', { DurationSeconds: '7200' })).message).toContain('MaxSessionDuration');
    expect((await assume(owner, 'long', { DurationSeconds: '7200' })).status).toBe(200);
    const chained = await become(owner, 'short');
    expect((await assume(chained, 'long', { DurationSeconds: '7200' })).message).toContain('role chaining');
  });

  test('is narrowed by the policies of its session, each session by its own', async () => {
    await makeRole('wide', trusted);
    const narrow = await become(owner, 'wide', { Policy: policyOf(allow('s3:PutObject')) });
    const wide = await become(owner, 'wide');
    expect((await read(narrow)).message).toContain('because no session policy allows the s3:GetObject action');
    expect((await read(wide)).status).toBe(200);
    expect((await read(narrow)).status).toBe(403);
    const made = { PolicyName: 'put', PolicyDocument: policyOf(allow('s3:PutObject')) };
    await bench().admin.iam(platform, 'CreatePolicy', made);
    const arn = `arn:aws:iam::${platform}:policy/put`;
    expect((await read(await become(owner, 'wide', { 'PolicyArns.member.1.arn': arn }))).status).toBe(403);
    expect((await assume(owner, 'wide', { Policy: 'nonsense' })).code).toBe('MalformedPolicyDocument');
  });

  test('hands its transitive tags and its source identity on', async () => {
    await makeRole('first', trusted);
    const condition = { StringEquals: { 'aws:RequestTag/team': 'blue', 'sts:SourceIdentity': 'ann' } };
    await makeRole('second', { ...trusted, Condition: condition });
    const tag = { 'Tags.member.1.Key': 'team', 'Tags.member.1.Value': 'blue' };
    const handed = { ...tag, 'TransitiveTagKeys.member.1': 'team', SourceIdentity: 'ann' };
    expect((await assume(await become(owner, 'first', tag), 'second')).code).toBe('AccessDenied');
    const first = await become(owner, 'first', handed);
    expect((await assume(first, 'second')).status).toBe(200);
    expect((await assume(first, 'second', tag)).code).toBe('InvalidParameterValue');
  });
});

describe('STS', () => {
  test('gives a user credentials that end, and none on the strength of such', async () => {
    const ann = await bench().user(platform, 'ann');
    const ended = await bench().admin.sts(ann, 'GetSessionToken', {});
    const identity = await bench().query('sts', ended, { Action: 'GetCallerIdentity' });
    expect(identity.body).toContain(`<Arn>arn:aws:iam::${platform}:user/ann</Arn>`);
    expect((await bench().query('sts', ended, { Action: 'GetSessionToken' })).code).toBe('AccessDenied');
    const info = { Action: 'GetAccessKeyInfo', AccessKeyId: ended.accessKeyId };
    expect((await bench().query('sts', owner, info)).body).toContain(`<Account>${platform}</Account>`);
    await bench().admin.iam(platform, 'UpdateAccessKey', { AccessKeyId: ann.accessKeyId, Status: 'Inactive' });
    expect((await bench().query('sts', ann, { Action: 'GetCallerIdentity' })).status).toBe(403);
  });

  test('names a session by the id of its role', async () => {
    const session = await bench().session(platform, 'named');
    const { body } = await bench().query('sts', session, { Action: 'GetCallerIdentity' });
    expect(elementOf(body, 'UserId')).toMatch(/^AROA[0-9A-Z]+:s1$/);
  });

  test('lets a user vouch for somebody, within what both may do', async () => {
    const maker = await bench().user(platform, 'maker');
    const PolicyDocument = policyOf(allow(['sts:GetFederationToken', 's3:GetObject']));
    await bench().admin.iam(platform, 'PutUserPolicy', { UserName: 'maker', PolicyName: 'own', PolicyDocument });
    const bare = await bench().admin.sts(maker, 'GetFederationToken', { Name: 'guest' });
    expect((await read(bare)).status).toBe(403);
    const guest = await bench().admin.sts(maker, 'GetFederationToken', {
      Name: 'guest',
      Policy: policyOf(allow('s3:*')),
    });
    expect((await read(guest)).status).toBe(200);
    const identity = await bench().query('sts', guest, { Action: 'GetCallerIdentity' });
    expect(identity.body).toContain(`federated-user/guest</Arn>`);
  });

  test('refuses what it cannot judge (F53)', async () => {
    expect((await bench().query('sts', owner, { Action: 'AssumeRoot' })).status).toBe(501);
  });
});
