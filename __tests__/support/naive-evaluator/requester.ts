/** The kinds of callers that the notes tell apart. */
export type RequesterKind =
  'anonymous' | 'service' | 'root' | 'user' | 'role session' | 'federated session' | 'unreadable';

/** Who calls, read from the request's `principal`. */
export interface Requester {
  readonly kind: RequesterKind;
  /** The text of the case, as it stands. */
  readonly name: string;
  /** Absent for services and anonymous callers. */
  readonly account: string | undefined;
  /** What `aws:PrincipalArn` is unless the case gives it: of a role session the role's ARN. */
  readonly principalArn: string | undefined;
}

/** Reads the caller; a text that is none of the known forms stays unreadable. */
export function readRequester(name: string): Requester {
  if (name === 'anonymous') return { kind: 'anonymous', name, account: undefined, principalArn: undefined };
  if (/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(name)) {
    return { kind: 'service', name, account: undefined, principalArn: undefined };
  }
  return readArn(name) ?? { kind: 'unreadable', name, account: undefined, principalArn: undefined };
}

function readArn(name: string): Requester | undefined {
  const [session, partition = '', account = '', role = ''] =
    /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\/.+$/.exec(name) ?? [];
  if (session !== undefined) {
    const principalArn = `arn:${partition}:iam::${account}:role/${role}`;
    return { kind: 'role session', name, account, principalArn };
  }
  const federated = /^arn:[^:]+:sts::(\d{12}):federated-user\/.+$/.exec(name);
  if (federated) return { kind: 'federated session', name, account: federated[1], principalArn: name };
  const identity = /^arn:[^:]+:iam::(\d{12}):(root$|user\/|role\/)/.exec(name);
  if (!identity) return undefined;
  const kinds: Readonly<Record<string, RequesterKind>> = { root: 'root', 'user/': 'user', 'role/': 'role session' };
  return { kind: kinds[identity[2] ?? ''] ?? 'unreadable', name, account: identity[1], principalArn: name };
}
