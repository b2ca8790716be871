import { lookUp } from './context';
import { isObject, oneOrMany } from './json';
import type { Leg } from './leg';
import { all, not, some, sure, type Trilean } from './trilean';

/** How a principal was named; it decides what else an Allow still needs. */
export type PrincipalForm = 'everyone' | 'itself' | 'role' | 'provider' | 'account' | 'service';

/** One way in which a Principal element may cover the caller. */
export interface Naming {
  readonly form: PrincipalForm;
  readonly covers: Trilean;
}

/** The ways in which the Principal element covers the caller. */
export function namings(leg: Leg, principal: unknown): readonly Naming[] {
  if (principal === '*') return [{ form: 'everyone', covers: 'yes' }];
  if (!isObject(principal)) return [unreadable];
  return Object.entries(principal).flatMap(([type, names]) => oneOrMany(names).map((name) => naming(leg, type, name)));
}

/** NotPrincipal of an Allow covers everyone whom it does not name in any way. */
export function notNamedForAllow(leg: Leg, notPrincipal: unknown): Naming {
  return { form: 'everyone', covers: not(some(namings(leg, notPrincipal).map(({ covers }) => covers))) };
}

/** NotPrincipal of a Deny spares only a caller all of whose names are listed, and nobody who has a boundary. */
export function notNamedForDeny(leg: Leg, notPrincipal: unknown, hasBoundary: boolean): Naming {
  if (hasBoundary) return { form: 'everyone', covers: 'yes' };
  const named = namings(leg, notPrincipal);
  const listed = (form: PrincipalForm): Trilean =>
    some(named.filter((one) => one.form === form).map(({ covers }) => covers));
  const spared = some([listed('everyone'), all(namesToList(leg).map(listed))]);
  return { form: 'everyone', covers: not(spared) };
}

function namesToList(leg: Leg): readonly PrincipalForm[] {
  if (isFederatedUser(leg)) return ['itself', 'role', 'account'];
  const lists: Readonly<Record<string, readonly PrincipalForm[]>> = {
    'role session': ['itself', 'role', 'account'],
    'federated session': ['itself', 'account'],
    user: ['itself', 'account'],
    root: ['account'],
    service: ['service'],
  };
  return lists[leg.requester.kind] ?? ['everyone'];
}

/** A federated session of a user, which `aws:PrincipalArn` names, is to it as a role's session is to the role. */
function isFederatedUser(leg: Leg): boolean {
  const found = lookUp(leg, 'aws:PrincipalArn');
  const own = found.state === 'present' && found.values.includes(leg.requester.name);
  return leg.requester.kind === 'federated session' && !own;
}

const unreadable: Naming = { form: 'everyone', covers: 'maybe' };

function naming(leg: Leg, type: string, name: unknown): Naming {
  if (typeof name !== 'string') return unreadable;
  const judge = Object.hasOwn(types, type) ? types[type] : undefined;
  return judge ? judge(leg, name) : unreadable;
}

/** How a name is read, by the type under which it is listed. */
const types: Readonly<Record<string, (leg: Leg, name: string) => Naming>> = {
  Service: (leg, name) => ({ form: 'service', covers: sure(leg.requester.name === name) }),
  Federated: namedByProvider,
  CanonicalUser: namedByCanonicalId,
  AWS: namedInAws,
};

function namedInAws(leg: Leg, name: string): Naming {
  if (name === '*') return { form: 'everyone', covers: 'yes' };
  if (/[*?]/.test(name)) return { form: 'everyone', covers: leg.requester.kind === 'anonymous' ? 'no' : 'maybe' };
  if (/^A[A-Z0-9]{15,}(:.+)?$/.test(name)) return namedByUniqueId(leg, name);
  return /^\d{12}$/.test(name) || /^arn:[^:]+:iam::\d{12}:root$/.test(name)
    ? { form: 'account', covers: sure(leg.requester.account === accountIn(name)) }
    : namedByArn(leg, name);
}

/** An identity provider covers the sessions that were signed in by it, as `aws:FederatedProvider` tells. */
function namedByProvider(leg: Leg, provider: string): Naming {
  if (leg.requester.account === undefined) return { form: 'provider', covers: 'no' };
  const found = lookUp(leg, 'aws:FederatedProvider');
  if (found.state === 'unknown') return { form: 'provider', covers: 'maybe' };
  return { form: 'provider', covers: sure(found.state === 'present' && found.values.includes(provider)) };
}

/** S3's own name of an account; whose it is, a case does not tell. */
function namedByCanonicalId(leg: Leg): Naming {
  return { form: 'account', covers: leg.requester.account === undefined ? 'no' : 'maybe' };
}

function accountIn(name: string): string | undefined {
  return name.includes(':') ? name.split(':')[4] : name;
}

/** A role's ARN covers its sessions; a user's ARN covers the user itself, and sessions federated from it as a role's does. */
export function namedByArn(leg: Leg, arn: string): Naming {
  const { requester } = leg;
  if (requester.account === undefined) return { form: 'itself', covers: 'no' };
  if (/:(assumed-role|federated-user)\//.test(arn)) return { form: 'itself', covers: sure(requester.name === arn) };
  const found = lookUp(leg, 'aws:PrincipalArn');
  const covers = found.state === 'unknown' ? 'maybe' : sure(found.state === 'present' && found.values.includes(arn));
  return { form: requester.kind === 'user' ? 'itself' : 'role', covers };
}

/** A role's id covers all its sessions, whose `aws:userid` goes on after a colon. */
export function namedByUniqueId(leg: Leg, id: string): Naming {
  const form = leg.requester.kind === 'user' || id.includes(':') ? 'itself' : 'role';
  if (leg.requester.account === undefined) return { form, covers: 'no' };
  const found = lookUp(leg, 'aws:userid');
  if (found.state !== 'present') return { form, covers: mayHaveId(leg, id, found.state) ? 'maybe' : 'no' };
  return { form, covers: sure(found.values.some((given) => given === id || given.split(':')[0] === id)) };
}

/** Users have ids that begin with AIDA, roles with AROA; root users have none, unless the case leaves that open. */
function mayHaveId(leg: Leg, id: string, state: 'absent' | 'unknown'): boolean {
  if (leg.requester.kind === 'user') return !id.startsWith('AROA');
  if (leg.requester.kind === 'role session') return !id.startsWith('AIDA');
  return leg.requester.kind === 'federated session' || state === 'unknown';
}
