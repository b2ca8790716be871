import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic';
import { canonicalPolicyJson } from '../policy/canonical';
import { policyDocument, type PolicyStatement } from '../policy/document';
import { sortedJson } from '../sorted-json';
import type { FoundPolicy, FoundStatement } from './found-state';

/** A policy of ours and what stood there before. */
export interface PolicyMerge {
  readonly mode: 'merge' | 'replace';
  readonly ours: readonly PolicyStatement[];
  /** @default there was no policy */
  readonly found?: FoundPolicy | undefined;
}

/** The statements that stay beside ours, in their order: those that say word for word what ours say are ours. */
export function keptStatements({ mode, ours, found }: PolicyMerge): readonly FoundStatement[] {
  if (mode === 'replace' || found === undefined) return [];
  const known = new Set(ours.map(wordsOf));
  return found.Statement.filter((one) => !known.has(wordsOf(one)));
}

/** All that hinders kept statements from standing in one policy with ours. `what` names the policy. */
export function checkKeptStatements(path: string, what: string, merge: PolicyMerge): readonly Diagnostic[] {
  const sids = new Set(merge.ours.map((one) => one.Sid));
  const { Version = '2008-10-17' } = merge.found ?? {};
  return keptStatements(merge).flatMap((statement, index) => {
    const name = nameOf(statement, index);
    return problemsOf(statement, sids, Version).map((problem) =>
      diagnostic('TB2184', {
        path,
        message: `statement ${name} of ${what} ${problem}`,
        fix: `take it out of the file of what was found, or write policy: replace`,
      }),
    );
  });
}

function problemsOf(statement: FoundStatement, sids: ReadonlySet<string>, version: string): readonly string[] {
  const { Sid, Effect, Principal, Condition } = statement;
  const dead = deadPrincipal(Principal);
  return [
    ...(typeof Sid === 'string' && sids.has(Sid) ? ['has the Sid of one of ours and says something else'] : []),
    ...(dead === undefined ? [] : [`names ${dead}, a principal that no longer exists`]),
    ...(Effect === 'Allow' && Condition === undefined && namesEverybody(Principal) ? ['lets everybody in'] : []),
    ...(version !== '2012-10-17' && JSON.stringify(statement).includes('${')
      ? [`has \${…} in a policy of version ${version}, where it is plain text`]
      : []),
  ];
}

/** By its Sid, else by its place among those that are kept. */
export function nameOf({ Sid }: FoundStatement, index: number): string {
  return typeof Sid === 'string' && Sid !== '' ? `"${Sid}"` : `number ${String(index + 1)}`;
}

/** AWS shows a principal that was deleted by its unique id. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes */
function deadPrincipal(principal: unknown): string | undefined {
  return awsPrincipals(principal).find((one) => /^A[A-Z]{3}[A-Z0-9]{12,}$/.test(one));
}

function namesEverybody(principal: unknown): boolean {
  return principal === '*' || awsPrincipals(principal).includes('*');
}

function awsPrincipals(principal: unknown): readonly string[] {
  if (typeof principal !== 'object' || principal === null || !('AWS' in principal)) return [];
  return [principal.AWS].flat().filter((one) => typeof one === 'string');
}

/** One text for all statements that say the same in the same words, whatever the order of their elements. */
function wordsOf(statement: object): string {
  const canonical: unknown = JSON.parse(canonicalPolicyJson(policyDocument([statement])));
  return sortedJson(canonical);
}
