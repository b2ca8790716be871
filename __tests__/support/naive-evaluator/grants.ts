import { encryptionContextOf } from './context';
import { isObject, listAt, oneOrMany, scalarText, textAt, type JsonObject } from './json';
import type { Leg } from './leg';
import { namedByArn, namedByUniqueId } from './principals';
import { all, sure, type Trilean } from './trilean';

/** What one grant says about the leg. */
export interface JudgedGrant {
  readonly policy: string;
  readonly matches: Trilean;
  /** A grant to an account only opens the key's side: an identity policy has to allow as well. */
  readonly toAccount: boolean;
}

/** Judges the grants of the leg's key. */
export function judgeGrants(leg: Leg): readonly JudgedGrant[] {
  return listAt(leg.resourceSide, 'grants')
    .filter(isObject)
    .map((grant, at) => judgeGrant(leg, grant, at));
}

function judgeGrant(leg: Leg, grant: JsonObject, at: number): JudgedGrant {
  const grantee = textAt(grant, 'GranteePrincipal') ?? '';
  return {
    policy: `grants[${textAt(grant, 'GrantId') ?? String(at)}]`,
    toAccount: accountIn(grantee) !== undefined,
    matches: all([granteeIs(leg, grantee), operationGranted(leg, grant), constraintsHold(leg, grant)]),
  };
}

function accountIn(grantee: string): string | undefined {
  return /^arn:[^:]+:iam::(\d{12}):root$/.exec(grantee)?.[1];
}

function granteeIs(leg: Leg, grantee: string): Trilean {
  if (leg.requester.account === undefined) return 'no';
  const account = accountIn(grantee);
  if (account !== undefined) return sure(account === leg.requester.account);
  if (/^A[A-Z0-9]{15,}$/.test(grantee)) return namedByUniqueId(leg, grantee).covers;
  return grantee.startsWith('arn:') ? namedByArn(leg, grantee).covers : 'no';
}

function operationGranted(leg: Leg, grant: JsonObject): Trilean {
  const operations = oneOrMany(grant['Operations']).map((operation) => `kms:${String(operation)}`.toLowerCase());
  return sure(operations.includes(leg.action.toLowerCase()));
}

/** DescribeKey and RetireGrant ignore the constraint. */
function constraintsHold(leg: Leg, grant: JsonObject): Trilean {
  const constraints = grant['Constraints'];
  if (constraints === undefined) return 'yes';
  if (['kms:describekey', 'kms:retiregrant'].includes(leg.action.toLowerCase())) return 'yes';
  if (!isObject(constraints)) return 'maybe';
  const [constraint, second] = Object.entries(constraints);
  if (constraint === undefined) return 'yes';
  const [kind, pairs] = constraint;
  if (second !== undefined || !isObject(pairs)) return 'maybe';
  if (kind === 'EncryptionContextSubset') return sure(contains(encryptionContextOf(leg), pairs));
  return kind === 'EncryptionContextEquals' ? sure(isExactly(encryptionContextOf(leg), pairs)) : 'maybe';
}

/** Names ignore case, values do not. */
function contains(context: Readonly<Record<string, string>>, pairs: JsonObject): boolean {
  return Object.entries(pairs).every(([name, wanted]) =>
    Object.entries(context).some(
      ([given, value]) => given.toLowerCase() === name.toLowerCase() && value === scalarText(wanted),
    ),
  );
}

function isExactly(context: Readonly<Record<string, string>>, pairs: JsonObject): boolean {
  return Object.keys(context).length === Object.keys(pairs).length && contains(context, pairs);
}
