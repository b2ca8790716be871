import { parseArn } from '../../core';
import type { AccessChange, Reason } from '../../evaluation';
import { byText, keyName, listed, ofTenant, principalName, statementIn } from '../words';
import { bucketIn } from './touched-data';

type Changes = readonly [AccessChange, ...AccessChange[]];

/** How many groups of principals a sentence names. */
const mostClauses = 5;

/** `role/a can now read and decrypt, and role/b can now write`: those who fare alike together. */
export function clauses(changes: Changes, can: string): string {
  const owner = parseArn(changes.find(({ resource }) => bucketIn(resource) === undefined)?.resource ?? '')?.accountId;
  const byPrincipal = new Map<string, AccessChange[]>();
  for (const change of changes)
    byPrincipal.set(change.principal, [...(byPrincipal.get(change.principal) ?? []), change]);
  const alike = new Map<string, string[]>();
  for (const [principal, ones] of byPrincipal) {
    const what = `${can} ${verbs(ones)}${condition(ones)}`;
    alike.set(what, [...(alike.get(what) ?? []), principalName(principal, owner)]);
  }
  const all = [...alike].map(([what, names]) => `${listed([...names].sort(byText))} ${what}`).sort(byText);
  const more = all.length - mostClauses;
  return [...all.slice(0, mostClauses), ...(more > 0 ? [`${String(more)} more groups fare otherwise`] : [])].join('; ');
}

/** Where only the caller's own account knows whether it gives the permission. */
function condition(changes: readonly AccessChange[]): string {
  return changes.some(({ after }) => after.verdict === 'unknown') ? ', if its own policies let it,' : '';
}

const words: { readonly [action: string]: string } = {
  's3:GetObject': 'read',
  's3:GetObjectVersion': 'read',
  's3:ListBucket': 'list',
  's3:PutObject': 'write',
  's3:DeleteObject': 'delete',
  's3:DeleteObjectVersion': 'delete',
  'kms:Decrypt': 'decrypt',
};
const order = ['read', 'list', 'write', 'delete', 'decrypt', 'administer'];
/** Who reads may be expected to list, and who writes to delete. */
const implied: { readonly [word: string]: string } = { list: 'read', delete: 'write' };

function verbs(changes: readonly AccessChange[]): string {
  const found = new Set(changes.map(({ action }) => words[action] ?? 'administer'));
  return listed(order.filter((word) => found.has(word) && !found.has(implied[word] ?? '')));
}

/** `the data of tenant acme (corp-acme/* and key/1234)` */
export function target(changes: Changes): string {
  const { tenant } = changes[0];
  const all = [...new Set(changes.map(({ resource }) => shortResource(resource)))].sort(byText);
  const resources = all.filter((one) => !all.some((other) => other !== one && isPartOf(one, other)));
  return tenant === undefined ? listed(resources, 3) : `${ofTenant('the data', tenant)} (${listed(resources, 3)})`;
}

/** Whether a resource lies in what another one stands for. */
function isPartOf(resource: string, whole: string): boolean {
  return whole.endsWith('/*') && resource.startsWith(whole.slice(0, -1));
}

function shortResource(resource: string): string {
  return bucketIn(resource) === undefined ? keyName(resource) : resource.slice(resource.indexOf(':::') + 3);
}

/** Statements and grants by their names; what is only implied stands in for them. */
export function placesOf(reasons: readonly Reason[]): readonly string[] {
  const places = reasons
    .filter(isWritten)
    .map(({ policy, statement }) =>
      policy.startsWith('grants[') ? `grant ${statement}` : statementIn(policy, statement),
    );
  return places.length > 0 ? [...new Set(places)] : reasons.slice(0, 1).map((reason) => reason.why);
}

/** The first reason that stands in a document, else the first. */
export function why(reasons: readonly Reason[]): string {
  const first = [...reasons.filter(isWritten), ...reasons].at(0);
  if (!first) return 'nothing allows it any more';
  return isWritten(first) ? `${statementIn(first.policy, first.statement)} ${first.why}` : first.why;
}

/** Strangers are asked as if they had every permission of their own, and what is not known stands in no document either. */
function isWritten({ policy, statement }: Reason): boolean {
  return policy !== 'implicit' && statement !== 'not known' && !policy.startsWith('any permission');
}
