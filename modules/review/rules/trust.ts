import { parseArn, type Role, type User } from '../../core';
import { sameValue } from '../../evaluation';
import { placed, type Draft } from '../draft';
import { awsPrincipals, isJsonObject, statementsOf, texts, type JsonObject } from '../policy-text';
import type { PrincipalPair, Reviewed } from '../reviewed';
import { listed, ofTenant, principalName } from '../words';

/** Roles that were there and that others can become now, and so do what the role does. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html */
export function trust(reviewed: Reviewed): readonly Draft[] {
  return reviewed.principals.flatMap((pair) => ofRole(reviewed, pair));
}

function ofRole(reviewed: Reviewed, { id, before, after, detailAfter }: PrincipalPair): readonly Draft[] {
  if (before?.kind !== 'role' || after?.kind !== 'role') return [];
  const added = newlyTrusted(before, after);
  if (added.length === 0) return [];
  const tenant = tenantOfHolder(reviewed, id);
  if (tenant === undefined && !mayUseData(after)) return [];
  const isOpen = added.some(({ name }) => name === '*');
  return [
    {
      topic: 'access-gained',
      severity: isOpen ? 'critical' : 'high',
      message: `${ofTenant(principalName(id), tenant)} can be assumed by ${listed(added.map(wordsOf))} now, who then can do all that it can`,
      fix: 'trust the one account, role or service that works as this role, and nobody else',
      about: [],
      ...placed(tenant, detailAfter?.address),
    },
  ];
}

interface Trusted {
  readonly name: string;
  /** Condition keys that nobody has to meet any more. */
  readonly without: readonly string[];
}

function newlyTrusted(before: Role, after: Role): readonly Trusted[] {
  if (sameValue(before.trustPolicy, after.trustPolicy)) return [];
  const old = statementsOf(before.trustPolicy).filter(isAllow);
  const all = statementsOf(after.trustPolicy)
    .filter(isAllow)
    .flatMap((statement) => trustedBy(statement).flatMap((name) => added(old, name, statement)));
  return [...new Map(all.map((one) => [one.name, one])).values()];
}

function added(old: readonly JsonObject[], name: string, statement: JsonObject): readonly Trusted[] {
  const asked = conditionKeys(statement);
  const same = old.filter((one) => trustedBy(one).includes(name));
  if (same.length === 0) return [{ name, without: [] }];
  const dropped = same.map((one) => conditionKeys(one).filter((key) => !asked.includes(key)));
  return dropped.some((keys) => keys.length === 0) ? [] : [{ name, without: dropped[0] ?? [] }];
}

function wordsOf({ name, without }: Trusted): string {
  const who = name === '*' ? 'everybody' : parseArn(name) ? principalName(name) : name;
  const account = parseArn(name)?.accountId;
  const where = account === undefined || who.includes(account) ? '' : ` of ${account}`;
  return `${who}${where}${without.length > 0 ? ` without ${listed(without)}` : ''}`;
}

function isAllow(statement: JsonObject): boolean {
  return statement['Effect'] === 'Allow';
}

function trustedBy(statement: JsonObject): readonly string[] {
  if ('NotPrincipal' in statement) return ['*'];
  const { Principal: principal } = statement;
  const others = isJsonObject(principal) ? [...texts(principal['Service']), ...texts(principal['Federated'])] : [];
  return [...awsPrincipals(statement), ...others];
}

function conditionKeys({ Condition: condition }: JsonObject): readonly string[] {
  const tests = isJsonObject(condition) ? Object.values(condition).filter(isJsonObject) : [];
  return tests.flatMap((one) => Object.keys(one).map((key) => key.toLowerCase()));
}

/** Whose key a role or user may use, by a grant or by the key's policy. */
export function tenantOfHolder({ before: { world }, vended }: Reviewed, arn: string): string | undefined {
  for (const { keyArn, granteePrincipal } of world.grants.values()) {
    if (granteePrincipal.known && granteePrincipal.value === arn) return vended.ofKey(keyArn);
  }
  const key = [...world.keys.values()].find(({ policy }) =>
    statementsOf(policy).some((one) => isAllow(one) && awsPrincipals(one).includes(arn)),
  );
  return key && vended.ofKey(key.arn);
}

/** Whether somebody's own policies, as far as they are known, speak of S3 or KMS. */
export function mayUseData({ identityPolicies }: Role | User): boolean {
  if (!identityPolicies.known) return true;
  return identityPolicies.value.some(
    ({ document }) => !document.known || statementsOf(document).some((one) => isAllow(one) && isOfData(one)),
  );
}

/** Whether a statement may speak of S3 or KMS. */
export function isOfData(statement: JsonObject): boolean {
  return 'NotAction' in statement || texts(statement['Action']).some((action) => /^(\*|s3:|kms:)/i.test(action));
}
