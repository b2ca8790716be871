import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalPolicyJson, policyDocument, type PolicyStatement } from '../../modules/core';
import {
  compileGrant,
  compilePolicy,
  decide,
  parsePrincipal,
  type AccessRequest,
  type DecisionInput,
  type RequestPrincipal,
  type Verdict,
} from '../../modules/evaluation';
import { asObject, parseJson, type Json } from '../support/json';
import { account, key, object, other, role, root, session, stranger, user } from './asking';

const principals = [session, user, root, stranger, 's3.amazonaws.com', 'anonymous'];
const actions = ['s3:GetObject', 's3:PutObject', 'kms:Decrypt', 'kms:DescribeKey', 'kms:PutKeyPolicy'];
const contextKeys = ['aws:PrincipalTag/team', 'aws:SourceIp', 's3:prefix'];

function principalOf(text: string): RequestPrincipal {
  const principal = parsePrincipal(text);
  if (!principal) throw new Error(`${text} is a principal`);
  return principal;
}

const request: fc.Arbitrary<AccessRequest> = fc
  .record({
    action: fc.constantFrom(...actions),
    principal: fc.constantFrom(...principals),
    context: fc.dictionary(fc.constantFrom(...contextKeys), fc.constantFrom('a', 'b', '10.0.0.1', null)),
    unknownContext: fc.subarray(contextKeys, { maxLength: 1 }),
  })
  .map(({ action, principal, context, unknownContext }) => {
    const resource = action.startsWith('kms:') ? key : object;
    return { action, resource, resourceAccount: account, principal: principalOf(principal), context, unknownContext };
  });

const condition = fc.dictionary(
  fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLikeIfExists', 'ForAllValues:StringEquals', 'Null'),
  fc.dictionary(fc.constantFrom(...contextKeys), fc.constantFrom('a', 'true', '${aws:PrincipalTag/team}', ['a', 'b'])),
  { maxKeys: 2 },
);
const named = fc.constantFrom(
  '*' as const,
  { AWS: root },
  { AWS: role },
  { AWS: [session, user] },
  { AWS: stranger },
  { Service: 's3.amazonaws.com' },
);

function statement(effects: readonly ('Allow' | 'Deny')[]): fc.Arbitrary<PolicyStatement> {
  return fc.record({
    Sid: fc.constantFrom('a', 'b', 'c'),
    Effect: fc.constantFrom(...effects),
    Action: fc.constantFrom<string | readonly string[]>('*', 's3:*', ['kms:Decrypt', 's3:Get*'], 'kms:*'),
    Resource: fc.constantFrom<string | readonly string[]>(
      '*',
      [object, key],
      'arn:aws:s3:::b/*',
      'arn:aws:s3:::other/*',
    ),
    Condition: condition,
  });
}

function resourceStatement(effects: readonly ('Allow' | 'Deny')[]): fc.Arbitrary<PolicyStatement> {
  return fc.tuple(statement(effects), named).map(([one, Principal]) => ({ ...one, Principal }));
}

const any = ['Allow', 'Deny'] as const;
const operations = ['Decrypt', 'DescribeKey'];
const grants = fc.array(
  fc.record({
    GrantId: fc.constantFrom('g1', 'g2'),
    GranteePrincipal: fc.constantFrom(role, root, user, stranger, `arn:aws:iam::${other}:role/app`),
    Operations: fc.subarray(operations),
  }),
  { maxLength: 2 },
);

/** The documents of a decision, before they are compiled. */
interface Documents {
  readonly request: AccessRequest;
  readonly identity: readonly PolicyStatement[];
  readonly boundary: readonly PolicyStatement[] | undefined;
  readonly organization: readonly (readonly PolicyStatement[])[];
  readonly resource: readonly PolicyStatement[];
  readonly grants: readonly object[];
}

const documents: fc.Arbitrary<Documents> = fc.record({
  request,
  identity: fc.array(statement(any), { maxLength: 3 }),
  boundary: fc.option(fc.array(statement(any), { maxLength: 2 }), { nil: undefined }),
  organization: fc.array(fc.array(statement(any), { maxLength: 2 }), { maxLength: 2 }),
  resource: fc.array(resourceStatement(any), { maxLength: 3 }),
  grants,
});

type Writer = (statements: readonly PolicyStatement[]) => unknown;

function verdict(given: Documents, write: Writer = policyDocument): Verdict {
  const identityPolicy = (statements: readonly PolicyStatement[]) => compilePolicy('p', 'identity', write(statements));
  const input: DecisionInput = {
    request: given.request,
    identityPolicies: [identityPolicy(given.identity)],
    ...(given.boundary && { permissionBoundaries: [identityPolicy(given.boundary)] }),
    serviceControlPolicies: given.organization.map((level) => [identityPolicy(level)]),
    resourcePolicy: compilePolicy('p', 'resource', write(given.resource)),
    grants: given.grants.map((grant, index) => compileGrant(String(index), grant)),
  };
  return decide(input).decision;
}

/** From sure access to sure refusal. */
const order: readonly Verdict[] = ['allow', 'unknown', 'implicitDeny'];

function access(decision: Verdict): number {
  return decision === 'explicitDeny' ? -2 : -order.indexOf(decision);
}

const names = [
  ['assumed-role/app/s1', 'assumed-role/worker/s9'],
  ['role/app', 'role/worker'],
  ['user/ann', 'user/zoe'],
] as const;

function renamed(text: string): string {
  return names.reduce((changed, [from, to]) => changed.replaceAll(from, to), text);
}

/** The same JSON with every name changed. */
function rename(value: unknown): Json {
  return parseJson(renamed(JSON.stringify(value)));
}

describe('laws', () => {
  test('one more allow never removes access', () => {
    fc.assert(
      fc.property(documents, statement(['Allow']), resourceStatement(['Allow']), (given, mine, theirs) => {
        const before = access(verdict(given));
        expect(access(verdict({ ...given, identity: [...given.identity, mine] }))).toBeGreaterThanOrEqual(before);
        expect(access(verdict({ ...given, resource: [theirs, ...given.resource] }))).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  test('one more deny never adds access, and one that matches ends it', () => {
    fc.assert(
      fc.property(documents, statement(['Deny']), resourceStatement(['Deny']), (given, mine, theirs) => {
        const allowed = verdict(given) === 'allow';
        for (const denied of [
          { ...given, identity: [...given.identity, mine] },
          { ...given, resource: [...given.resource, theirs] },
        ]) {
          expect(verdict(denied) === 'allow' && !allowed).toBe(false);
        }
        const all = { Sid: 'all', Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' } as const;
        expect(verdict({ ...given, resource: [...given.resource, all] })).toBe('explicitDeny');
      }),
    );
  });

  test('a grant adds at most its operations, and only to its grantee', () => {
    fc.assert(
      fc.property(documents, fc.subarray(operations), fc.constantFrom(role, user), (given, granted, grantee) => {
        const added = { GrantId: 'new', GranteePrincipal: grantee, Operations: granted };
        const with_ = verdict({ ...given, grants: [...given.grants, added] });
        const covered = granted.some((operation) => `kms:${operation}` === given.request.action);
        const theirs = 'arn' in given.request.principal && given.request.principal.arn === grantee;
        if (!covered || !theirs) expect(with_).toBe(verdict(given));
        expect(access(with_)).toBeGreaterThanOrEqual(access(verdict(given)));
      }),
    );
  });

  test('principals renamed throughout decide the same', () => {
    fc.assert(
      fc.property(documents, (given) => {
        const principal = principalOf(renamed(given.request.principal.text));
        const write: Writer = (statements) => rename(policyDocument(statements));
        const grantsRenamed = given.grants.map((grant) => asObject(rename(grant), 'a grant'));
        const asked = { ...given, request: { ...given.request, principal }, grants: grantsRenamed };
        expect(verdict(asked, write)).toBe(verdict(given));
      }),
    );
  });

  test('the canonical text of a policy decides the same', () => {
    fc.assert(
      fc.property(documents, (given) => {
        const canonical: Writer = (statements) => parseJson(canonicalPolicyJson(policyDocument(statements)));
        expect(verdict(given, canonical)).toBe(verdict(given));
      }),
    );
  });

  test('the order of statements and of policies decides nothing', () => {
    fc.assert(
      fc.property(documents, (given) => {
        const turned = {
          ...given,
          identity: given.identity.toReversed(),
          resource: given.resource.toReversed(),
          grants: given.grants.toReversed(),
        };
        expect(verdict(turned)).toBe(verdict(given));
      }),
    );
  });

  test('any JSON for a policy or a grant gives a verdict, never an error and never access to whoever needs a policy (F20)', () => {
    const byPolicy = request.filter(({ principal }) => principal.kind !== 'root');
    const shaped = fc.record(
      {
        Version: fc.jsonValue(),
        Statement: fc.oneof(
          fc.jsonValue(),
          fc.record(
            {
              Effect: fc.jsonValue(),
              Action: fc.jsonValue(),
              Resource: fc.jsonValue(),
              Principal: fc.jsonValue(),
              Condition: fc.jsonValue(),
            },
            { requiredKeys: [] },
          ),
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(byPolicy, fc.oneof(fc.jsonValue(), shaped), (asked, document) => {
        const resourcePolicy = compilePolicy('p', 'resource', document);
        const identityPolicies = [compilePolicy('p', 'identity', document)];
        expect(
          decide({ request: asked, resourcePolicy, identityPolicies, grants: [compileGrant('g', document)] }).decision,
        ).not.toBe('allow');
      }),
    );
  });
});
