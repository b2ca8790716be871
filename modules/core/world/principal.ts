import { accountRootArn, parseArn } from '../arn';
import type { NamedDocument } from './account';
import { known, type Fact } from './fact';

export type Tags = { readonly [key: string]: string };

/** What a role or a user brings along; the policies of a user's groups are folded in. */
export interface PolicyHolder {
  readonly arn: string;
  readonly accountId: string;
  readonly identityPolicies: Fact<readonly NamedDocument[]>;
  readonly permissionsBoundary: Fact<NamedDocument | 'none'>;
  readonly tags: Fact<Tags>;
}

export interface Role extends PolicyHolder {
  readonly kind: 'role';
  readonly trustPolicy: Fact<unknown>;
}

export interface User extends PolicyHolder {
  readonly kind: 'user';
}

/** Credentials of a role that somebody assumed, narrowed by what was passed when assuming it. */
export interface Session {
  readonly kind: 'session';
  /** `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION` */
  readonly arn: string;
  readonly roleArn: string;
  /** None means that the session is not narrowed. */
  readonly sessionPolicies: Fact<readonly NamedDocument[]>;
  /** They win over the role's tags. */
  readonly tags: Fact<Tags>;
}

export interface RootUser {
  readonly kind: 'root';
  readonly arn: string;
  readonly accountId: string;
}

export interface ServicePrincipal {
  readonly kind: 'service';
  /** `logging.s3.amazonaws.com`: stands where the others have an ARN. */
  readonly arn: string;
}

export type Principal = Role | User | Session | RootUser | ServicePrincipal;

/** A role of which only the given parts are special. @default no policies, no boundary, no tags; nobody trusted */
export function describeRole(parts: Pick<Role, 'arn'> & Partial<Role>): Role {
  return { kind: 'role', trustPolicy: known(undefined), ...policyHolder(parts.arn), ...parts };
}

/** A user of which only the given parts are special. @default no policies, no boundary, no tags */
export function describeUser(parts: Pick<User, 'arn'> & Partial<User>): User {
  return { kind: 'user', ...policyHolder(parts.arn), ...parts };
}

/** A session of a role. @default not narrowed, no session tags */
export function describeSession(parts: Pick<Session, 'arn' | 'roleArn'> & Partial<Session>): Session {
  return { kind: 'session', sessionPolicies: known([]), tags: known({}), ...parts };
}

/** The root user of an account. */
export function describeRootUser(partition: string, accountId: string): RootUser {
  return { kind: 'root', arn: accountRootArn(partition, accountId), accountId };
}

function policyHolder(arn: string): PolicyHolder {
  return {
    arn,
    accountId: parseArn(arn)?.accountId ?? '',
    identityPolicies: known([]),
    permissionsBoundary: known('none'),
    tags: known({}),
  };
}
