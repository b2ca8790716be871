import type { Diagnostic, EncryptionContext } from '../core';

/** What the engine can say. `unknown` means that it could not judge; whoever acts on it treats it as a deny. */
export type Verdict = 'allow' | 'explicitDeny' | 'implicitDeny' | 'unknown';

/** One fact that a decision rests on. */
export interface Reason {
  /** `identityPolicies[0]`, `resourcePolicy`, `serviceControlPolicies[1][0]`, `grants[g1]`, `publicAccessBlock`, or `implicit` for a missing or built-in rule. */
  readonly policy: string;
  /** The Sid, else the index in the document; for `implicit` the name of what is missing or implied. */
  readonly statement: string;
  readonly effect: 'Allow' | 'Deny';
  /** One sentence for a reviewer. */
  readonly why: string;
  /** 0 is the request itself, 1 the first further leg. Only decisions over several legs have it. */
  readonly leg?: number;
}

/** A verdict with everything that led to it: each matching deny, each allow that carried it, each allow that is missing. */
export interface Decision {
  readonly decision: Verdict;
  readonly reasons: readonly Reason[];
}

/** A value of the request context; `null` says that the key is known to be absent. */
export type ContextValue = string | readonly string[] | null;

export type RequestContext = { readonly [key: string]: ContextValue };

/** Condition keys with their values, and those whose value nobody knows. */
export interface ContextLayer {
  readonly values: RequestContext;
  readonly unknown: readonly string[];
  /** The same as decisions look it up, for a layer that many requests share. @default read for each decision */
  readonly found?: FoundKeys;
}

/** Condition keys in lower case. */
export type FoundKeys = ReadonlyMap<string, Found>;

/** Who asks, read by `parsePrincipal`. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export type RequestPrincipal =
  | { readonly kind: 'anonymous'; readonly text: string }
  | { readonly kind: 'service'; readonly text: string }
  /** An identity provider, as it asks STS for a session. */
  | { readonly kind: 'provider'; readonly text: string; readonly account?: string }
  | AccountPrincipal;

/** A principal that belongs to an account. */
export interface AccountPrincipal {
  /** `session` is an assumed-role session, `role` any session of a role, `federated` a session made by GetFederationToken. */
  readonly kind: 'root' | 'user' | 'role' | 'session' | 'federated';
  /** As the request gives it. */
  readonly text: string;
  readonly account: string;
  /** `aws:PrincipalArn` unless the context gives it: the role's ARN of a session (without the path, which a session's ARN does not tell). */
  readonly arn: string;
}

/** One request as AWS authorizes it. The resource is literal. */
export interface AccessRequest {
  readonly action: string;
  readonly resource: string;
  /** Account that owns the resource. @default taken from the resource's ARN; S3's tell none, and then the decision is `unknown` */
  readonly resourceAccount?: string;
  readonly principal: RequestPrincipal;
  /** @default {}; keys ignore case, what is left out follows the table in request/keys.ts */
  readonly context?: RequestContext;
  /** Keys whose value nobody knows. @default none */
  readonly unknownContext?: readonly string[];
  /** More of the context in layers, which many requests may share: they win over `context`, and the later over the earlier. @default none */
  readonly layers?: readonly ContextLayer[];
  /** Account that owns the object; if it is not `resourceAccount`, an Allow of the bucket policy does not count. @default resourceAccount */
  readonly objectOwner?: string;
}

/** `resource`: policies that name principals (bucket, key, trust, VPC endpoint, RCP). `identity`: all others, SCPs included. */
export type PolicyKind = 'identity' | 'resource';

/** A policy document read once by `compilePolicy`; what could not be read is in `diagnostics` and judged as unknown. */
export interface CompiledPolicy {
  readonly name: string;
  readonly kind: PolicyKind;
  readonly diagnostics: readonly Diagnostic[];
  readonly statements: readonly CompiledStatement[];
}

/** Kleene's three truth values: `and` is the smaller, `or` the greater. */
export type Truth = 0 | 1 | 2;

/** One statement, ready to be asked. */
export interface CompiledStatement {
  readonly policy: string;
  readonly id: string;
  readonly effect: 'Allow' | 'Deny';
  /** Its Effect cannot be read: what stands as a deny may have been meant to allow. @default false */
  readonly mayAllow?: boolean;
  /** Whether the statement's Action, Resource and Condition hold for the request. */
  readonly applies: (request: RequestView) => Truth;
  /** Which of the statement's elements cannot be judged, in words. */
  readonly doubts: (request: RequestView) => readonly string[];
  /** The conditions that held, with what the request gave, in words. */
  readonly evidence: (request: RequestView) => string;
  /** How the statement names the caller; statements of identity policies name nobody. */
  readonly principals?: PrincipalElement;
  /** Whether it lets in the world. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
  readonly publicness: Truth;
}

/** How a policy names the caller: not at all, by account, by role (or by the user behind a federated session), or directly. */
export type Naming = 0 | 1 | 2 | 3;

/** What is certain and what is possible; they differ where something could not be judged. */
export interface NamingRange {
  readonly certain: Naming;
  readonly possible: Naming;
}

export interface PrincipalElement {
  readonly names: (request: RequestView) => NamingRange;
}

/** A key's value: `undefined` is absent, `notKnown` is neither given nor known. */
export type Found = string | readonly string[] | undefined | NotKnown;
export type NotKnown = typeof notKnown;
export const notKnown = Symbol('not known');

/** A request with its derived keys, as statements see it. */
export interface RequestView {
  /** Lower case. */
  readonly action: string;
  /** As the request spells it. */
  readonly spelling: string;
  readonly resource: string;
  readonly principal: RequestPrincipal;
  /** What principals and grantees match: `aws:PrincipalArn`. */
  readonly principalArn: string;
  readonly hasBoundary: boolean;
  readonly encryptionContext: EncryptionContext;
  /** `key` in lower case. */
  readonly find: (key: string) => Found;
}

/** A KMS grant read once by `compileGrant`. */
export interface CompiledGrant {
  /** The GrantId, else where the grant stands. */
  readonly id: string;
  readonly diagnostics: readonly Diagnostic[];
  /** How the grant names the caller, and whether it covers the operation and the encryption context. */
  readonly names: (request: RequestView) => NamingRange;
}

/** What one resource brings to a decision. Absent or empty means not set. */
export interface ResourceSide {
  /** Bucket, key or trust policy. */
  readonly resourcePolicy?: CompiledPolicy;
  /** One list of documents per level; only their denies count. */
  readonly resourceControlPolicies?: readonly (readonly CompiledPolicy[])[];
  readonly vpcEndpointPolicy?: CompiledPolicy;
  readonly publicAccessBlock?: { readonly restrictPublicBuckets: boolean };
  readonly grants?: readonly CompiledGrant[];
  readonly encryptionContext?: EncryptionContext;
  /** The key is `aws/s3` of its account. @default false */
  readonly awsManagedKey?: boolean;
}

/** What the caller brings. Absent or empty means not set; several documents of one list add up. */
export interface IdentitySide {
  readonly identityPolicies?: readonly CompiledPolicy[];
  readonly permissionBoundaries?: readonly CompiledPolicy[];
  readonly sessionPolicies?: readonly CompiledPolicy[];
  /** One list of documents per level, each of which must allow: an empty level denies. */
  readonly serviceControlPolicies?: readonly (readonly CompiledPolicy[])[];
}

/** All that one decision needs. */
export interface DecisionInput extends IdentitySide, ResourceSide {
  readonly request: AccessRequest;
}

/** A further leg: another resource that the same caller must be allowed, its identity side inherited. */
export interface Leg extends ResourceSide {
  readonly request: Omit<AccessRequest, 'principal'>;
}
