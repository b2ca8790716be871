import { isJsonObject, s3ContextKey, type EncryptionContext, type Fact, type Handshake } from '../../core';
import { decideAccess } from '../combine/decide';
import { compileGrant } from '../kms/grant';
import { asList } from '../language/json';
import { compilePolicy } from '../language/policy';
import type { CompiledGrant, CompiledPolicy, Decision, ResourceSide } from '../model';
import { parsePrincipal } from '../request/principal';
import type { Caller } from './callers';

/** What comes to KMS: as S3 sends it for the bucket, for another one, for an object of it, or from the caller itself. */
export type Sent = 'asNeeded' | 'otherBucket' | 'object' | 'pastS3';

/** `no` says that what was read refuses; what was not read can only turn it into `unknown`. */
export interface KeyAnswer {
  readonly verdict: 'yes' | 'no' | 'unknown';
  readonly why: string;
}

const everything = compilePolicy('identityPolicies[0]', 'identity', {
  Version: '2012-10-17',
  Statement: [{ Sid: 'Everything', Effect: 'Allow', Action: '*', Resource: '*' }],
});

/** A key with what could be read of its policy and grants, read once and asked often. */
export class KeyQuestions {
  readonly #keyArn: string;
  readonly #handshake: Handshake;
  readonly #policy: CompiledPolicy | undefined;
  readonly #grants: readonly CompiledGrant[] | undefined;
  readonly #unknownContext: readonly string[];

  constructor(
    keyArn: string,
    handshake: Handshake,
    evidence: { readonly policy: Fact<unknown>; readonly grants: Fact<readonly unknown[]> },
  ) {
    this.#keyArn = keyArn;
    this.#handshake = handshake;
    this.#policy = evidence.policy.known ? compilePolicy('key policy', 'resource', evidence.policy.value) : undefined;
    this.#grants = evidence.grants.known
      ? evidence.grants.value.map((grant, index) => compileGrant(String(index), grant))
      : undefined;
    this.#unknownContext = evidence.policy.known ? unknownKeys(evidence.policy.value) : [];
  }

  ask(caller: Caller, operation: string, sent: Sent): KeyAnswer {
    const { decision, reasons } = this.#decide(caller, operation, sent);
    const why = reasons.map((one) => one.why).join('; ');
    if (decision === 'unknown') return { verdict: 'unknown', why };
    if (decision === 'allow') return this.#allowed(sent, why);
    const hidden = this.#policy === undefined ? 'the key policy' : this.#grants === undefined ? 'a grant' : undefined;
    if (decision === 'explicitDeny' || hidden === undefined) return { verdict: 'no', why };
    return { verdict: 'unknown', why: `${hidden} that was not read may allow it` };
  }

  /** A grant cannot tell a call past S3 from one through it: only a deny in the policy can. */
  #allowed(sent: Sent, why: string): KeyAnswer {
    const hidden = this.#policy === undefined && sent === 'pastS3';
    return hidden
      ? { verdict: 'unknown', why: 'the key policy that was not read may deny it' }
      : { verdict: 'yes', why };
  }

  #decide(caller: Caller, operation: string, sent: Sent): Decision {
    const principal = parsePrincipal(caller.arn);
    if (principal === undefined) return { decision: 'unknown', reasons: [] };
    const throughS3 = sent !== 'pastS3';
    const side: ResourceSide = {
      ...(this.#policy && { resourcePolicy: this.#policy }),
      grants: this.#grants ?? [],
      encryptionContext: this.#contextOf(sent),
    };
    return decideAccess({
      request: {
        action: `kms:${operation}`,
        resource: this.#keyArn,
        principal,
        context: {
          'aws:PrincipalIsAWSService': 'false',
          'aws:SecureTransport': 'true',
          'kms:ViaService': throughS3 ? this.#handshake.viaService : null,
          'kms:GrantIsForAWSResource': 'false',
          ...caller.tags,
        },
        unknownContext: this.#unknownContext.filter((key) => !Object.hasOwn(caller.tags, key)),
      },
      identityPolicies: [everything],
      ...side,
    });
  }

  #contextOf(sent: Sent): EncryptionContext {
    const { bucketArn } = this.#handshake;
    if (sent === 'otherBucket') return { [s3ContextKey]: `${bucketArn}-other` };
    return { [s3ContextKey]: sent === 'object' ? `${bucketArn}/object` : bucketArn };
  }
}

/** Keys whose value the question gives or the request itself does. */
const told = [
  /^aws:principal(arn|account|type|isawsservice)$/i,
  /^aws:(resourceaccount|securetransport)$/i,
  /^kms:(calleraccount|viaservice|encryptioncontext.*|grantisforawsresource)$/i,
];

/** Condition keys of a policy of which nobody here knows the value, such as the organization or the address of the caller. */
function unknownKeys(policy: unknown): readonly string[] {
  const statements = isJsonObject(policy) ? asList(policy['Statement']) : [];
  const conditions = statements.flatMap((one) => (isJsonObject(one) ? [one['Condition']] : []));
  const operators = conditions.flatMap((one) => (isJsonObject(one) ? Object.values(one) : []));
  const keys = operators.flatMap((one) => (isJsonObject(one) ? Object.keys(one) : []));
  return [...new Set(keys)].filter((key) => !told.some((pattern) => pattern.test(key)));
}
