import type { DiagnosticCode, Location } from '../core';
import type { Reason } from '../evaluation';
import type { CostDelta } from '../cost';

/** What a finding is about. Names are a contract. */
export type Topic =
  | 'bucket-deleted'
  | 'bucket-replaced'
  | 'key-deleted'
  | 'key-replaced'
  | 'key-disabled'
  | 'rotation-disabled'
  | 'deletion-window-shortened'
  | 'encryption-weakened'
  | 'bucket-key-disabled'
  | 'context-flip'
  | 'enforcement-removed'
  | 'enforcement-weakened'
  | 'tls-not-required'
  | 'public-access'
  | 'grant-unconstrained'
  | 'grant-context-mismatch'
  | 'grant-replaced'
  | 'grant-removed'
  | 'access-gained'
  | 'access-lost'
  | 'policy-lockout'
  | 'dead-principal'
  | 'size-limit'
  | 'unknown-value'
  | 'cost-change'
  | 'retention-weakened'
  | 'replication-outside';

/** The worst first. */
export type FindingSeverity = 'critical' | 'high' | 'medium' | 'low' | 'info';

/** One thing that a reviewer has to know. */
export interface Finding {
  /** One code a topic. */
  readonly code: DiagnosticCode;
  readonly topic: Topic;
  readonly severity: FindingSeverity;
  /** @default nobody's to whom something was vended */
  readonly tenant?: string;
  /** Of the resource to look at. @default the finding is about no single resource */
  readonly address?: string;
  readonly message: string;
  readonly fix: string;
  /** What decides, statement by statement. */
  readonly reasons: readonly Reason[];
  /** Page of AWS that the finding rests on. @default none */
  readonly docs?: string;
  /** Where the tenant stands in its file. @default not known */
  readonly location?: Location;
}

export type AccessVerdict = 'allow' | 'deny' | 'unknown';

/** One principal's access to one thing, before and after. */
export interface AccessRow {
  readonly principal: string;
  readonly tenant?: string;
  readonly resource: string;
  readonly action: 'read' | 'write' | 'decrypt' | 'administer';
  readonly before: AccessVerdict;
  readonly after: AccessVerdict;
  readonly reasons: readonly Reason[];
}

/** A finding that somebody has taken upon themselves. */
export interface SuppressedFinding {
  readonly finding: Finding;
  readonly reason: string;
  /** Last day on which it counts, ISO 8601. */
  readonly until: string;
}

export interface ReviewSummary {
  /** Managed resources by what happens to them. */
  readonly resources: { readonly [kind: string]: number };
  readonly findings: { readonly [severity in FindingSeverity]: number };
  readonly suppressed: number;
  /** Tenants whose data or key the plan touches. */
  readonly tenants: readonly string[];
  /** Plans that were reviewed, by name. */
  readonly plans: readonly string[];
}

/** What a review found. As JSON it is a contract; its `schemaVersion` is 1. */
export interface Review {
  readonly summary: ReviewSummary;
  /** The worst first. */
  readonly findings: readonly Finding[];
  readonly access: readonly AccessRow[];
  /** @default nothing is said about cost, because the tenants are not known */
  readonly cost?: CostDelta;
  readonly suppressed: readonly SuppressedFinding[];
}
