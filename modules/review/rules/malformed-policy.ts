import type { Diagnostic, Fact, NamedDocument, Principal } from '../../core';
import { compilePolicy, sameValue, type PolicyKind } from '../../evaluation';
import { placed, type Draft, type Mark } from '../draft';
import type { Reviewed } from '../reviewed';
import { keyName, listed, ofTenant, principalName } from '../words';

/** Policies that the plan writes and that cannot be read: AWS refuses most of them, and nobody can judge the rest. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export function malformedPolicy({ buckets, keys, principals, vended }: Reviewed): readonly Draft[] {
  const reader = new PolicyReader();
  return [
    ...buckets.flatMap(({ id, before, after, detailAfter }) =>
      draftOf(reader.faultsOf('resource', before?.policy, after?.policy), {
        what: `the policy of ${ofTenant(`bucket ${id}`, vended.ofBucket(id))}`,
        about: `bucket:${id}`,
        ...placed(vended.ofBucket(id), detailAfter?.policyAddress ?? detailAfter?.address),
      }),
    ),
    ...keys.flatMap(({ id, before, after, detailAfter }) =>
      draftOf(reader.faultsOf('resource', before?.policy, after?.policy), {
        what: `the policy of ${ofTenant(keyName(id), vended.ofKey(id))}`,
        about: `key:${id}`,
        ...placed(vended.ofKey(id), detailAfter?.policyAddress ?? detailAfter?.address),
      }),
    ),
    ...principals.flatMap(({ id, before, after, detailAfter }) =>
      draftOf(faultsOfHolder(reader, before, after), {
        what: principalName(id),
        about: `principal:${id}`,
        ...placed(undefined, detailAfter?.address),
      }),
    ),
  ];
}

/** Of each policy that a role or a user brings along. */
function faultsOfHolder(
  reader: PolicyReader,
  before: Principal | undefined,
  after: Principal | undefined,
): readonly string[] {
  const old = new Map(policiesOf(before).map(({ name, document }) => [name, document]));
  return policiesOf(after).flatMap(({ name, document }) =>
    reader.faultsOf('identity', old.get(name), document).map((fault) => `${name}: ${fault}`),
  );
}

function policiesOf(principal: Principal | undefined): readonly NamedDocument[] {
  if (principal?.kind !== 'role' && principal?.kind !== 'user') return [];
  return principal.identityPolicies.known ? principal.identityPolicies.value : [];
}

interface Place extends Pick<Draft, 'tenant' | 'address'> {
  readonly what: string;
  readonly about: Mark;
}

/** Names in which policies of one make differ, as far as they are written well. */
const names = /arn:aws[\w-]*:(s3:::[\w.*/-]+|kms:[\w-]+:\d{12}:key\/[\w-]+|iam::\d{12}:(role|user)\/[\w+=,.@/-]+)/g;

/** Reads policies, those of one make once. */
class PolicyReader {
  readonly #sound = new Set<string>();

  /** What is wrong with a policy that is there and another one than before. */
  faultsOf(kind: PolicyKind, before: Fact<unknown> | undefined, after: Fact<unknown> | undefined): readonly string[] {
    if (after?.known !== true || after.value === undefined || sameValue(before, after)) return [];
    const make = `${kind} ${JSON.stringify(after.value).replace(names, 'arn')}`;
    if (this.#sound.has(make)) return [];
    const { diagnostics } = compilePolicy('policy', kind, after.value);
    if (diagnostics.length === 0) this.#sound.add(make);
    return [...new Set(diagnostics.map(faultOf))];
  }
}

function faultOf({ path, message }: Diagnostic): string {
  const place = path.replace(/^policy\.?/, '');
  return place === '' ? message : `${place}: ${message}`;
}

function draftOf(faults: readonly string[], { what, about, ...place }: Place): readonly Draft[] {
  if (faults.length === 0) return [];
  return [
    {
      topic: 'unknown-value',
      severity: 'medium',
      message: `${what} cannot be judged as it is written: ${listed(faults, 3)}`,
      fix: 'write the policy as IAM reads it; AWS refuses what it cannot read, and the apply ends half-way',
      about: [about],
      ...place,
    },
  ];
}
