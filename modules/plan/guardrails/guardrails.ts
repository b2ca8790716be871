import {
  describeAccount,
  diagnostic,
  known,
  parseArn,
  type Account,
  type Diagnostic,
  type NamedDocument,
  type Organization,
  type PolicyLevel,
  type World,
} from '../../core';
import { asList, isJsonObject } from '../stacks/json';

/** A file of a folder of guardrails. */
export interface GuardrailFile {
  /** Below the folder, with slashes: `scp/LEVEL-NAME.json`, `rcp/LEVEL-NAME.json` or `organization.json`. */
  readonly path: string;
  readonly text: string;
}

/** What an organization lays on an account, and who belongs to the organization. */
export interface Guardrails {
  readonly serviceControlPolicies: readonly PolicyLevel[];
  readonly resourceControlPolicies: readonly PolicyLevel[];
  /** @default nobody knows the organization */
  readonly organization?: Membership;
  readonly diagnostics: readonly Diagnostic[];
}

/** An organization with its accounts; none listed means that only those of the stacks are known to belong to it. */
export interface Membership extends Organization {
  readonly accountIds: readonly string[];
}

type Kind = 'scp' | 'rcp';

interface Policy extends NamedDocument {
  readonly kind: Kind;
  readonly level: string;
}

/** Reads guardrails from the texts of their files: the level of a policy is all before the first hyphen of its name. */
export function readGuardrails(files: readonly GuardrailFile[]): Guardrails {
  const diagnostics: Diagnostic[] = [];
  const policies: Policy[] = [];
  let organization: Membership | undefined;
  for (const { path, text } of files) {
    const document = parseJson(text);
    const place = /^(scp|rcp)\/([^/-]+)-([^/]+)\.json$/.exec(path);
    if (document === undefined) diagnostics.push(unreadable(path, 'the file is not JSON'));
    else if (path === 'organization.json') {
      organization = readOrganization(document);
      if (!organization) diagnostics.push(unreadable(path, 'id or managementAccountId is missing'));
    } else if (place) policies.push(policyAt(place, document));
    else diagnostics.push(unreadable(path, 'the name of the file tells no level'));
  }
  return {
    serviceControlPolicies: levelsOf(policies, 'scp'),
    resourceControlPolicies: levelsOf(policies, 'rcp'),
    ...(organization ? { organization } : {}),
    diagnostics,
  };
}

function policyAt([, kind, level = '', name = '']: RegExpExecArray, document: unknown): Policy {
  return { kind: kind === 'scp' ? 'scp' : 'rcp', level, name, document: known(document) };
}

function levelsOf(policies: readonly Policy[], kind: Kind): readonly PolicyLevel[] {
  const ofKind = policies.filter((one) => one.kind === kind);
  return [...new Set(ofKind.map(({ level }) => level))].map((name) => ({
    name,
    policies: ofKind.filter(({ level }) => level === name),
  }));
}

function readOrganization(document: unknown): Membership | undefined {
  if (!isJsonObject(document)) return undefined;
  const { id, managementAccountId, accountIds } = document;
  if (typeof id !== 'string' || typeof managementAccountId !== 'string') return undefined;
  const members = asList(accountIds).filter((one) => typeof one === 'string');
  return { id, managementAccountId, accountIds: members };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreadable(path: string, message: string): Diagnostic {
  const fix = 'write policy documents to scp/LEVEL-NAME.json and rcp/LEVEL-NAME.json';
  return diagnostic('TB7006', { path, message, fix });
}

/** A world whose accounts are under guardrails. Of other accounts it is told whether they are in the organization. */
export function withGuardrails(world: World, guardrails: Guardrails): World {
  const { organization } = guardrails;
  const bound = [...world.accounts.values()].map((account): Account => ({
    ...account,
    serviceControlPolicies: known(guardrails.serviceControlPolicies),
    resourceControlPolicies: known(guardrails.resourceControlPolicies),
    organization: organization ? known(organization) : account.organization,
  }));
  const others = organization ? otherAccounts(world, organization) : [];
  return { ...world, accounts: new Map([...others, ...bound].map((account) => [account.id, account])) };
}

/** The organization's other accounts, and those of grantees, which are foreign when the list of accounts lacks them. */
function otherAccounts(world: World, { accountIds, ...organization }: Membership): readonly Account[] {
  if (accountIds.length === 0) return [];
  const grantees = [...world.grants.values()].flatMap(({ granteePrincipal }) =>
    granteePrincipal.known ? (parseArn(granteePrincipal.value)?.accountId ?? []) : [],
  );
  return [...new Set([...grantees, ...accountIds])].map((id) =>
    describeAccount({ id, organization: known(accountIds.includes(id) ? organization : 'none') }),
  );
}
