import type { Decision } from '../verdict';

/** A case written by hand from the domain notes, with the answer that they give. */
export interface SelfCheckCase {
  readonly name: string;
  readonly case: Readonly<Record<string, unknown>>;
  readonly decision: Decision;
}

/** The account that owns the buckets and keys of the cases. */
export const owner = '111122223333';
/** Another account. */
export const stranger = '444455556666';
/** A session of the owner's role. */
export const session = `arn:aws:sts::${owner}:assumed-role/app/s1`;
/** The role of that session. */
export const role = `arn:aws:iam::${owner}:role/app`;
/** A session of a role of the other account. */
export const strangerSession = `arn:aws:sts::${stranger}:assumed-role/app/s1`;
/** The root user of the owner's account. */
export const root = `arn:aws:iam::${owner}:root`;
/** An object in the owner's bucket. */
export const object = 'arn:aws:s3:::acme-data/a/x';
/** A key of the owner's. */
export const key = `arn:aws:kms:us-east-1:${owner}:key/k1`;

/** A policy of the current language version. */
export function policy(...statements: readonly object[]): object {
  return { Version: '2012-10-17', Statement: statements };
}

/** An Allow of every action on every resource. */
export const allowAll = { Effect: 'Allow', Action: '*', Resource: '*' };
/** A Deny of every action on every resource. */
export const denyAll = { Effect: 'Deny', Action: '*', Resource: '*' };

/** An Allow to somebody. */
export function allowTo(principal: unknown, condition?: object): object {
  return { ...allowAll, Principal: principal, ...(condition === undefined ? {} : { Condition: condition }) };
}

/** A Deny to everyone. */
export function denyIf(condition: object): object {
  return { ...denyAll, Principal: '*', Condition: condition };
}

/** A read of the owner's object by the owner's role session. */
export function read(more: object = {}): object {
  return { action: 's3:GetObject', resource: object, resourceAccount: owner, principal: session, ...more };
}

/** A direct use of the owner's key by the owner's role session. */
export function decrypt(more: object = {}): object {
  return { action: 'kms:Decrypt', resource: key, principal: session, ...more };
}

/** The same read, allowed by an identity policy, under a bucket policy with one conditioned Deny. */
export function readUnderDeny(name: string, condition: object, context: object, decision: Decision): SelfCheckCase {
  const resourcePolicy = policy(denyIf(condition));
  return {
    name,
    decision,
    case: { request: read({ context }), identityPolicies: [policy(allowAll)], resourcePolicy },
  };
}
