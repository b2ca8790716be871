import { isAccountId, parseArn, type Arn } from '../../core';
import type { RequestPrincipal } from '../model';

/** The providers of web identity that AWS knows by a host name. */
const webProviders = ['accounts.google.com', 'cognito-identity.amazonaws.com', 'graph.facebook.com', 'www.amazon.com'];
const serviceName = /^[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)*\.(amazonaws\.com(\.cn)?|amazon\.com|aws\.internal)$/;

/** Reads who asks: an ARN, a service's name or `anonymous`; `undefined` when it is none of them. */
export function parsePrincipal(text: string): RequestPrincipal | undefined {
  if (text === 'anonymous') return { kind: 'anonymous', text };
  if (webProviders.includes(text)) return { kind: 'provider', text };
  if (serviceName.test(text)) return { kind: 'service', text };
  const arn = parseArn(text);
  if (arn === undefined || arn.region !== '' || !isAccountId(arn.accountId)) return undefined;
  if (/[*?]/.test(arn.resource)) return undefined;
  return arn.service === 'iam' ? iamPrincipal(text, arn) : arn.service === 'sts' ? stsPrincipal(text, arn) : undefined;
}

const iamKinds = [
  ['root', /^root$/],
  ['user', /^user\/./],
  ['role', /^role\/./],
] as const;

function iamPrincipal(text: string, { accountId: account, resource }: Arn): RequestPrincipal | undefined {
  if (/^(saml|oidc)-provider\/./.test(resource)) return { kind: 'provider', text, account };
  const [kind] = iamKinds.find(([, form]) => form.test(resource)) ?? [];
  return kind && { kind, text, account, arn: text };
}

function stsPrincipal(text: string, { partition, accountId: account, resource }: Arn): RequestPrincipal | undefined {
  if (/^federated-user\/[^/]+$/.test(resource)) return { kind: 'federated', text, account, arn: text };
  const [, role] = /^assumed-role\/([^/]+)\/[^/]+$/.exec(resource) ?? [];
  return role === undefined
    ? undefined
    : { kind: 'session', text, account, arn: `arn:${partition}:iam::${account}:role/${role}` };
}
