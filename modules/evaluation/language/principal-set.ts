import { isAccountId, parseArn } from '../../core';

/** The principals that a statement or a grant lists, sorted by how they name the caller. */
export interface PrincipalSet {
  readonly everyone: boolean;
  readonly anyService: boolean;
  /** Account ids of `arn:…:iam::ID:root` and bare ids: delegation to the account. */
  readonly accounts: ReadonlySet<string>;
  /** ARNs of users, roles and sessions. */
  readonly arns: ReadonlySet<string>;
  /** `arn:…:assumed-role/NAME/` of each listed session. */
  readonly sessionRoles: ReadonlySet<string>;
  readonly uniqueIds: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  readonly providers: ReadonlySet<string>;
  /** An account is listed by S3's canonical id, and no input tells whose that is. */
  readonly unidentifiedAccount: boolean;
  /** Something is no principal at all. */
  readonly malformed: boolean;
}

/** One listed principal, read. */
export type Listed =
  | { readonly kind: 'everyone' | 'anyService' | 'canonicalUser' | 'malformed' }
  | { readonly kind: 'account' | 'arn' | 'session' | 'uniqueId' | 'service' | 'provider'; readonly text: string };

const malformed: Listed = { kind: 'malformed' };
const uniqueId = /^(AIDA|AROA)[A-Z0-9]{4,124}$/;
const principalResource = /^(?:(?:user|role|federated-user)\/.+|assumed-role\/[^/]+\/[^/]+)$/;

/** Reads a value of kind `AWS`. Wildcards inside a name are no principal. */
export function readAwsPrincipal(value: string): Listed {
  if (value === '*') return { kind: 'everyone' };
  if (isAccountId(value)) return { kind: 'account', text: value };
  if (uniqueId.test(value)) return { kind: 'uniqueId', text: value };
  return hasWildcard(value) ? malformed : readArn(value);
}

function readArn(value: string): Listed {
  const arn = parseArn(value);
  if (arn === undefined) return malformed;
  if (arn.service === 'iam' && arn.resource === 'root') return { kind: 'account', text: arn.accountId };
  if (!['iam', 'sts'].includes(arn.service) || !principalResource.test(arn.resource)) return malformed;
  return { kind: arn.resource.startsWith('assumed-role/') ? 'session' : 'arn', text: value };
}

/** How each kind of principal is read. */
export const principalKinds: ReadonlyMap<string, (value: string) => Listed> = new Map([
  ['AWS', readAwsPrincipal],
  [
    'Service',
    (value) =>
      value === '*' ? { kind: 'anyService' } : hasWildcard(value) ? malformed : { kind: 'service', text: value },
  ],
  ['Federated', (value) => (hasWildcard(value) ? malformed : { kind: 'provider', text: value })],
  ['CanonicalUser', () => ({ kind: 'canonicalUser' })],
]);

/** Sorts what is listed, so that asking does not depend on how many there are. */
export function principalSet(listed: readonly Listed[]): PrincipalSet {
  const has = (kind: Listed['kind']): boolean => listed.some((one) => one.kind === kind);
  const texts = (...kinds: readonly Listed['kind'][]): readonly string[] =>
    listed.flatMap((one) => ('text' in one && kinds.includes(one.kind) ? [one.text] : []));
  return {
    everyone: has('everyone'),
    anyService: has('anyService'),
    accounts: new Set(texts('account')),
    arns: new Set(texts('arn', 'session')),
    sessionRoles: new Set(texts('session').map((arn) => arn.slice(0, arn.lastIndexOf('/') + 1))),
    uniqueIds: new Set(texts('uniqueId')),
    services: new Set(texts('service')),
    providers: new Set(texts('provider')),
    unidentifiedAccount: has('canonicalUser'),
    malformed: has('malformed'),
  };
}

function hasWildcard(value: string): boolean {
  return value.includes('*') || value.includes('?');
}
