import { isAccountId, isJsonObject, parseArn, s3ContextKey, type Fact, type JsonObject } from '../../core';
import { askedIn, noActions, type ActionSet } from './asked-actions';
import { asList } from '../language/json';

/** Whom a policy names, how far its Allows may reach, and where its wildcards end: never less than what it means. */
export interface DocumentFacts {
  /** ARNs of users, roles and sessions, and names of services. */
  readonly principals: ReadonlySet<string>;
  readonly accounts: ReadonlySet<string>;
  /** ARNs of users and roles with wildcards in their last part, as conditions test them. */
  readonly lookalikes: ReadonlySet<string>;
  /** `aws:PrincipalTag/…` keys that are tested. */
  readonly tagKeys: ReadonlySet<string>;
  readonly allows: readonly AllowFacts[];
  /** Patterns of S3 resources, of prefixes that listing is bound to, and of encryption contexts that name objects. */
  readonly s3Patterns: ReadonlySet<string>;
}

/** A resource as far as it is literal. */
export interface Head {
  readonly text: string;
  /** Whether more may follow. */
  readonly open: boolean;
}

/** The reach of one Allow. */
export interface AllowFacts {
  /** Which of the asked actions it may allow. */
  readonly actions: ActionSet;
  readonly heads: readonly Head[];
  readonly named: Named;
}

/** Whom an Allow names; a policy on the caller's side names nobody. */
export interface Named {
  readonly everyone: boolean;
  readonly principals: ReadonlySet<string>;
  readonly accounts: ReadonlySet<string>;
}

const scanned = new WeakMap<object, DocumentFacts>();

/** The facts of a document, found once; of one that is not known or no policy there are none. */
export function documentFacts(document: Fact<unknown>): DocumentFacts {
  if (!document.known || !isJsonObject(document.value)) return nothing;
  const facts = scanned.get(document.value) ?? scan(document.value);
  scanned.set(document.value, facts);
  return facts;
}

class Findings implements DocumentFacts {
  readonly principals = new Set<string>();
  readonly accounts = new Set<string>();
  readonly lookalikes = new Set<string>();
  readonly tagKeys = new Set<string>();
  readonly allows: AllowFacts[] = [];
  readonly s3Patterns = new Set<string>();
}

const nothing: DocumentFacts = new Findings();

function scan(document: JsonObject): DocumentFacts {
  const findings = new Findings();
  for (const statement of asList(document['Statement']).filter(isJsonObject)) scanStatement(statement, findings);
  return findings;
}

function scanStatement(statement: JsonObject, findings: Findings): void {
  const named = readNamed(statement);
  noteNamed(named, findings);
  const prefixes = scanConditions(statement['Condition'], findings);
  const resources = strings(statement['Resource'] ?? statement['NotResource']);
  for (const resource of resources) {
    noteTags(resource, findings);
    notePattern(withoutVariables(resource), prefixes, findings);
  }
  const actions = statement['Effect'] === 'Allow' ? askedIn(statement['Action']) : noActions;
  if (actions === noActions) return;
  const heads = 'NotResource' in statement ? [anything] : resources.map((one) => headOf(withoutVariables(one)));
  findings.allows.push({ actions, heads, named });
}

function noteNamed({ principals, accounts }: Named, findings: Findings): void {
  for (const account of accounts) findings.accounts.add(account);
  for (const name of principals) {
    if (serviceName.test(name)) findings.principals.add(name);
    noteArn(name, findings);
  }
}

/** Listing is bound by prefixes instead of object patterns. */
function notePattern(resource: string, prefixes: readonly string[], findings: Findings): void {
  if (!resource.includes(':s3:')) return;
  findings.s3Patterns.add(resource);
  if (!resource.includes('/')) for (const prefix of prefixes) findings.s3Patterns.add(`${resource}/${prefix}`);
}

/** Whom a statement's Principal or NotPrincipal names. */
export function readNamed(statement: JsonObject): Named {
  const element = statement['Principal'] ?? statement['NotPrincipal'];
  const texts = isJsonObject(element) ? Object.values(element).flatMap(strings) : strings(element);
  const accounts = texts.flatMap((text) => accountOf(text) ?? []);
  const principals = texts.filter((text) => text !== '*' && accountOf(text) === undefined);
  const inverse = 'NotPrincipal' in statement;
  return { everyone: inverse || texts.includes('*'), principals: new Set(principals), accounts: new Set(accounts) };
}

/** The account of a text that names a whole account. */
function accountOf(text: string): string | undefined {
  if (isAccountId(text)) return text;
  const arn = text.endsWith(':root') ? parseArn(text) : undefined;
  return arn?.service === 'iam' && arn.resource === 'root' ? arn.accountId : undefined;
}

/** Where a condition names an object, or a bucket with a Bucket Key. */
const objectContextKey = `kms:encryptioncontext:${s3ContextKey}`;

/** Notes whom conditions name, and returns the prefixes that they bind listing to. */
function scanConditions(condition: unknown, findings: Findings): readonly string[] {
  const tests = isJsonObject(condition)
    ? Object.values(condition)
        .filter(isJsonObject)
        .flatMap((one) => Object.entries(one))
    : [];
  const prefixes: string[] = [];
  for (const [key, value] of tests) {
    noteTags(`\${${key}}`, findings);
    for (const text of strings(value)) {
      noteTags(text, findings);
      const account = accountOf(text);
      if (account === undefined) noteArn(text, findings);
      else findings.accounts.add(account);
      if (key.toLowerCase() === 's3:prefix') prefixes.push(withoutVariables(text));
      if (key.toLowerCase() === objectContextKey) notePattern(withoutVariables(text), [], findings);
    }
  }
  return prefixes;
}

const principalArn = /^arn:[^:]+:(iam::\d{12}:(user|role)\/|sts::\d{12}:(assumed-role|federated-user)\/)[^$]+$/;
const serviceName = /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/;

function noteArn(text: string, findings: Findings): void {
  const arn = principalArn.test(text) ? parseArn(text) : undefined;
  if (!arn) return;
  if (!/[*?]/.test(text)) findings.principals.add(text);
  else if (text.includes(':iam:')) findings.lookalikes.add(text);
  findings.accounts.add(arn.accountId);
}

function noteTags(text: string, findings: Findings): void {
  for (const [key] of text.matchAll(/(?<=\$\{\s*)aws:PrincipalTag\/[^},]+/gi)) findings.tagKeys.add(key.trim());
}

function withoutVariables(pattern: string): string {
  return pattern.replaceAll(/\$\{[^}]*\}/g, '*');
}

export const anything: Head = { text: '', open: true };

function headOf(pattern: string): Head {
  const wildcard = pattern.search(/[*?]/);
  return wildcard < 0 ? { text: pattern, open: false } : { text: pattern.slice(0, wildcard), open: true };
}

function strings(value: unknown): readonly string[] {
  return asList(value).filter((one) => typeof one === 'string');
}
