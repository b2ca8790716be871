import type { JsonObject } from '../json';
import type { Administration, Parameters } from './administration';
import { rootOf } from './administration';
import type { WireCredentials } from './signed-request';
import { contextFamily, contextText, namedPrincipals, type WireCase } from './wire-case';

const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

interface Person {
  readonly kind: 'Role' | 'User';
  readonly accountId: string;
  readonly name: string;
}

/** Makes everybody whom the case names, and the caller last, with what the case gives it. */
export async function makeCaller(admin: Administration, one: WireCase): Promise<WireCredentials | undefined> {
  const own = callerArn(one);
  const others = namedPrincipals(one).filter((arn) => arn !== own);
  await Promise.all(others.map((arn) => makePrincipal(admin, arn, {})));
  if (one.principal === 'anonymous') return undefined;
  if (own === undefined) return rootOf(one.account);
  const person = personOf(own);
  await makePrincipal(admin, own, tagsOf(one));
  const credentials = await credentialsOf(admin, one, own, person);
  await attach(admin, one, person);
  return credentials;
}

/** The role or user behind the caller. */
function callerArn(one: WireCase): string | undefined {
  const [, kind = '', name = ''] = /:(assumed-role|federated-user|user)\/([^/]+)/.exec(one.principal) ?? [];
  if (kind === 'user') return one.principal;
  if (kind === 'federated-user') return `arn:aws:iam::${one.account}:user/maker-of-${name}`;
  return kind === '' ? undefined : (contextText(one, 'aws:PrincipalArn') ?? `arn:aws:iam::${one.account}:role/${name}`);
}

function personOf(arn: string): Person {
  const kind = arn.includes(':role/') ? 'Role' : 'User';
  return { kind, accountId: arn.split(':')[4] ?? '', name: arn.slice(arn.lastIndexOf('/') + 1) };
}

/** Session tags win over those of a role, and so both are the same to policies. */
function tagsOf(one: WireCase): Parameters {
  if (one.principal.includes(':federated-user/')) return {};
  return tagParameters(contextFamily(one, 'aws:PrincipalTag/'));
}

function tagParameters(tags: { readonly [tag: string]: string }): Parameters {
  const members = Object.entries(tags).map(([key, value], index): Parameters => {
    const member = `Tags.member.${String(index + 1)}`;
    return { [`${member}.Key`]: key, [`${member}.Value`]: value };
  });
  return members.reduce<Parameters>((all, one) => ({ ...all, ...one }), {});
}

async function makePrincipal(admin: Administration, arn: string, tags: Parameters): Promise<void> {
  const { kind, accountId, name } = personOf(arn);
  const path = /:(?:role|user)(\/.*\/|\/)[^/]+$/.exec(arn)?.[1] ?? '/';
  const Principal = { AWS: `arn:aws:iam::${accountId}:root` };
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action: 'sts:*' }] };
  await admin.iam(accountId, `Create${kind}`, {
    [`${kind}Name`]: name,
    Path: path,
    ...(kind === 'Role' ? { AssumeRolePolicyDocument: JSON.stringify(trust) } : {}),
    ...tags,
  });
}

async function credentialsOf(
  admin: Administration,
  one: WireCase,
  arn: string,
  { kind, accountId, name }: Person,
): Promise<WireCredentials> {
  if (kind === 'Role') {
    const RoleSessionName = one.principal.slice(one.principal.lastIndexOf('/') + 1);
    const policies = await sessionParameters(admin, one, undefined);
    return admin.sts(rootOf(accountId), 'AssumeRole', { RoleArn: arn, RoleSessionName, ...policies });
  }
  const xml = await admin.iam(accountId, 'CreateAccessKey', { UserName: name });
  const accessKeyId = /<AccessKeyId>(\w+)</.exec(xml)?.[1] ?? '';
  const own = { accessKeyId, secretAccessKey: 'secret' };
  return one.principal.includes(':federated-user/') ? federate(admin, one, own, name) : own;
}

/** A user needs a permission to make a federated session, and loses it again at once. */
async function federate(
  admin: Administration,
  one: WireCase,
  maker: WireCredentials,
  UserName: string,
): Promise<WireCredentials> {
  const policy = { UserName, PolicyName: 'federate' };
  await admin.iam(one.account, 'PutUserPolicy', { ...policy, PolicyDocument: JSON.stringify(everything) });
  const credentials = await admin.sts(maker, 'GetFederationToken', {
    Name: one.principal.slice(one.principal.lastIndexOf('/') + 1),
    ...(await sessionParameters(admin, one, everything)),
    ...tagParameters(contextFamily(one, 'aws:PrincipalTag/')),
  });
  await admin.iam(one.account, 'DeleteUserPolicy', policy);
  return credentials;
}

/** The first policy goes with the request, each further one as a managed policy. */
async function sessionParameters(
  admin: Administration,
  one: WireCase,
  otherwise: JsonObject | undefined,
): Promise<Parameters> {
  const [first = otherwise, ...others] = one.sessionPolicies;
  const arns = await Promise.all(
    others.map((document, index) => makePolicy(admin, one.account, `session${String(index)}`, document)),
  );
  return {
    ...(first ? { Policy: JSON.stringify(first) } : {}),
    ...Object.fromEntries(arns.map((arn, index) => [`PolicyArns.member.${String(index + 1)}.arn`, arn])),
  };
}

async function attach(admin: Administration, one: WireCase, { kind, accountId, name }: Person): Promise<void> {
  const named = { [`${kind}Name`]: name };
  for (const [index, document] of one.identityPolicies.entries()) {
    await admin.iam(accountId, `Put${kind}Policy`, {
      ...named,
      PolicyName: `p${String(index)}`,
      PolicyDocument: JSON.stringify(document),
    });
  }
  const [boundary] = one.boundaries;
  if (!boundary) return;
  const PermissionsBoundary = await makePolicy(admin, accountId, 'boundary', boundary);
  await admin.iam(accountId, `Put${kind}PermissionsBoundary`, { ...named, PermissionsBoundary });
}

async function makePolicy(
  admin: Administration,
  accountId: string,
  PolicyName: string,
  document: JsonObject,
): Promise<string> {
  await admin.iam(accountId, 'CreatePolicy', { PolicyName, PolicyDocument: JSON.stringify(document) });
  return `arn:aws:iam::${accountId}:policy/${PolicyName}`;
}
