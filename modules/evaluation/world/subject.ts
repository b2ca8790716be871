import { known, type Fact, type Tags } from '../../core';
import type { IdentitySide, RequestPrincipal } from '../model';
import { parsePrincipal } from '../request/principal';
import type { Actor } from './actors';
import { bearerOf, type Bearer } from './bearer';
import { contextOf, shared, type Context, type Facts } from './context';
import { serviceControlPolicies, organizationId } from './organization';
import type { WorldIndex } from './world-index';

/** A caller with everything that it brings to a decision. */
export interface Subject {
  /** As people read it: an ARN, a service, `anonymous`, or who an outsider is. */
  readonly name: string;
  readonly principal: RequestPrincipal;
  /** @default belongs to no account: a service or nobody */
  readonly accountId?: string;
  readonly identity: IdentitySide & Pick<Required<IdentitySide>, 'serviceControlPolicies'>;
  /** The condition keys that speak of the caller. */
  readonly context: Context;
}

/** The caller of a name; `undefined` when the name is none of a principal. */
export function subjectOf(index: WorldIndex, name: string): Subject | undefined {
  const principal = parsePrincipal(name);
  return principal && assemble(index, name, principal, bearerOf(index, name));
}

/**
 * Somebody whom no policy names, or whom only a tested pattern describes, with every permission that the account can
 * give by itself.
 */
export function strangerOf(index: WorldIndex, actor: Exclude<Actor, { kind: 'named' }>): Subject {
  const { name, accountId } = actor;
  const arn = actor.kind === 'lookalike' ? sampleOf(actor.pattern) : outsiderArn(index, accountId);
  const identityPolicies = index.shelf.policies('any permission:', 'identity', known([everything]));
  const bearer: Bearer = { policies: { identityPolicies }, tags: known({}), arn };
  return assemble(index, name, { kind: kindOf(arn), text: arn, account: accountId, arn }, bearer);
}

function outsiderArn(index: WorldIndex, accountId: string): string {
  return `arn:${index.world.accounts.get(accountId)?.partition ?? 'aws'}:iam::${accountId}:role/anyone-else`;
}

function sampleOf(pattern: string): string {
  return pattern.replaceAll('*', 'anyone').replaceAll('?', 'x');
}

function kindOf(arn: string): 'user' | 'role' {
  return arn.includes(':user/') ? 'user' : 'role';
}

const everything = {
  name: 'Everything',
  document: known({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }),
};

function assemble(index: WorldIndex, name: string, principal: RequestPrincipal, bearer: Bearer): Subject {
  const accountId = 'account' in principal ? principal.account : undefined;
  const scps = accountId === undefined ? [] : serviceControlPolicies(index, accountId);
  return {
    name,
    principal,
    ...(accountId === undefined ? {} : { accountId }),
    identity: { ...bearer.policies, serviceControlPolicies: scps },
    context: shared(contextOf(callerKeys(index, bearer, accountId))),
  };
}

function callerKeys(index: WorldIndex, bearer: Bearer, accountId: string | undefined): Facts {
  if (accountId === undefined) return { 'aws:PrincipalOrgID': known(null) };
  return {
    'aws:PrincipalArn': known(bearer.arn),
    'aws:PrincipalOrgID': organizationId(index, accountId),
    ...tagKeys(index, bearer.tags),
  };
}

/** Tags that are not known may hold anything under every key that a policy tests. */
function tagKeys(index: WorldIndex, tags: Fact<Tags>): Facts {
  if (!tags.known) return Object.fromEntries([...index.testedTags()].map((key) => [key, tags]));
  return Object.fromEntries(
    Object.entries(tags.value).map(([key, value]) => [`aws:PrincipalTag/${key}`, known(value)]),
  );
}
