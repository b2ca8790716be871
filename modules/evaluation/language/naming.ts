import { notKnown, type AccountPrincipal, type Naming, type NamingRange, type RequestView, type Truth } from '../model';
import { and, no, truthOf, unknown, yes } from '../truth';
import type { PrincipalSet } from './principal-set';

export const namesNobody: NamingRange = { certain: 0, possible: 0 };
const namesDirectly: NamingRange = { certain: 3, possible: 3 };
export const mayName: NamingRange = { certain: 0, possible: 3 };

/** How the listed principals name the caller. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export function namingOf(set: PrincipalSet, request: RequestView): NamingRange {
  const certain = certainNaming(set, request);
  if (certain === 3) return namesDirectly;
  const possible = possibleNaming(set, request);
  return possible > certain ? { certain, possible } : { certain, possible: certain };
}

/** NotPrincipal in an Allow: everyone whom the list does not name in any way. */
export function namingOfOthers(set: PrincipalSet, request: RequestView): NamingRange {
  const { certain, possible } = namingOf(set, request);
  if (certain > 0) return namesNobody;
  return possible > 0 ? mayName : namesDirectly;
}

/**
 * NotPrincipal in a Deny spares a caller only when all its names are listed (account, role and session), and never one with a boundary.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function namingOfUnspared(set: PrincipalSet, request: RequestView): NamingRange {
  if (request.hasBoundary) return namesDirectly;
  const spared = listsEveryName(set, request);
  if (spared === yes) return namesNobody;
  return spared === unknown || set.malformed ? mayName : namesDirectly;
}

function certainNaming(set: PrincipalSet, request: RequestView): Naming {
  if (set.everyone) return 3;
  const { principal } = request;
  switch (principal.kind) {
    case 'anonymous':
      return 0;
    case 'service':
      return set.anyService || set.services.has(principal.text) ? 3 : 0;
    case 'provider':
      return set.providers.has(principal.text) || set.services.has(principal.text) ? 3 : 0;
    default:
      return accountNaming(set, request, principal);
  }
}

function accountNaming(set: PrincipalSet, request: RequestView, { kind, text, account }: AccountPrincipal): Naming {
  if (kind !== 'role' && set.arns.has(text)) return 3;
  const byArnOrId = set.arns.has(request.principalArn) || idListed(set, request) === yes;
  if (byArnOrId) return kind === 'user' ? 3 : 2;
  if (providerListed(set, request) === yes) return 2;
  return set.accounts.has(account) ? 1 : 0;
}

/** How the caller could be named by what in the list cannot be judged. */
function possibleNaming(set: PrincipalSet, request: RequestView): Naming {
  const { principal } = request;
  if (principal.kind === 'anonymous') return 0;
  if (set.malformed) return 3;
  if (!('arn' in principal)) return 0;
  if (principal.kind === 'role' && set.sessionRoles.has(sessionPrefix(principal))) return 3;
  if (idListed(set, request) === unknown) return principal.kind === 'user' ? 3 : 2;
  if (providerListed(set, request) === unknown) return 2;
  return set.unidentifiedAccount ? 1 : 0;
}

function listsEveryName(set: PrincipalSet, request: RequestView): Truth {
  if (set.everyone) return yes;
  const { principal } = request;
  if (!('arn' in principal)) return truthOf(certainNaming(set, request) > 0);
  return and(accountListed(set, principal), principal.kind === 'root' ? yes : ownNamesListed(set, request, principal));
}

function accountListed(set: PrincipalSet, { account }: AccountPrincipal): Truth {
  if (set.accounts.has(account)) return yes;
  return set.unidentifiedAccount ? unknown : no;
}

/** The role or user, and the session if there is one. */
function ownNamesListed(set: PrincipalSet, request: RequestView, { kind, text }: AccountPrincipal): Truth {
  const owner = set.arns.has(request.principalArn) ? yes : idListed(set, request);
  if (owner !== yes || kind === 'user') return owner;
  return kind === 'role' ? unknown : truthOf(set.arns.has(text));
}

/** `aws:userid` is `AIDA…` for a user and `AROA…:SESSION` for a role's session. */
function idListed(set: PrincipalSet, request: RequestView): Truth {
  if (set.uniqueIds.size === 0) return no;
  const prefix = request.principal.kind === 'user' ? 'AIDA' : 'AROA';
  if (![...set.uniqueIds].some((id) => id.startsWith(prefix))) return no;
  const found = request.find('aws:userid');
  if (found === notKnown) return unknown;
  return truthOf(typeof found === 'string' && set.uniqueIds.has(found.split(':', 1).join('')));
}

function providerListed(set: PrincipalSet, request: RequestView): Truth {
  if (set.providers.size === 0) return no;
  const found = request.find('aws:federatedprovider');
  if (found === notKnown) return unknown;
  return truthOf(typeof found === 'string' && set.providers.has(found));
}

/** `arn:P:iam::A:role/path/NAME` -> `arn:P:sts::A:assumed-role/NAME/` */
function sessionPrefix({ arn, account }: AccountPrincipal): string {
  const partition = arn.slice(0, arn.indexOf(':iam:'));
  return `${partition}:sts::${account}:assumed-role/${arn.slice(arn.lastIndexOf('/') + 1)}/`;
}
