import { isJsonObject, type Fact, type JsonObject } from '../core';

export { isJsonObject, type JsonObject };

/** IAM writes one value bare or several in a list. */
function asList(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

export function texts(value: unknown): readonly string[] {
  return asList(value).filter((one) => typeof one === 'string');
}

/** The statements of a policy, as far as it is one. */
export function statementsOf(policy: Fact<unknown> | undefined): readonly JsonObject[] {
  const document = policy?.known === true ? policy.value : undefined;
  return isJsonObject(document) ? asList(document['Statement']).filter(isJsonObject) : [];
}

/** How reasons call a statement: by its Sid, else by its place. */
export function statementName(statement: JsonObject, index: number): string {
  const sid = statement['Sid'];
  return typeof sid === 'string' && sid !== '' ? sid : String(index);
}

/** The users, roles and ids that a statement's Principal names. */
export function awsPrincipals(statement: JsonObject): readonly string[] {
  const principal = statement['Principal'];
  return isJsonObject(principal) ? texts(principal['AWS']) : texts(principal);
}

/** Whether a statement may name everybody. */
export function mayNameEverybody(statement: JsonObject): boolean {
  return 'NotPrincipal' in statement || awsPrincipals(statement).includes('*');
}

/** Whether one of a statement's actions may be the given one. */
export function mayMean(statement: JsonObject, action: string): boolean {
  const lower = action.toLowerCase();
  return (
    'NotAction' in statement || texts(statement['Action']).some((pattern) => matches(pattern.toLowerCase(), lower))
  );
}

function matches(pattern: string, text: string): boolean {
  return /[*?]/.test(pattern) ? wildcard(pattern).test(text) : pattern === text;
}

/** `*` and `?` as IAM reads them. */
export function wildcard(pattern: string): RegExp {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
}
