import type { Reason } from '../evaluation';
import type { FindingSeverity, Topic } from './review';

/** What a finding is about, so that precedence can tell one cause from another: `bucket:NAME`, `key:ARN`, … */
export type Mark = `${'bucket' | 'key' | 'grant' | 'principal'}:${string}`;

/** A finding before it is known whether another one says the same better. */
export interface Draft {
  readonly topic: Topic;
  readonly severity: FindingSeverity;
  readonly message: string;
  readonly fix: string;
  readonly about: readonly Mark[];
  /** @default nobody's to whom something was vended */
  readonly tenant?: string;
  /** @default about no single resource */
  readonly address?: string;
  /** Whether it tells what was changed outside terraform, which the plan puts back. @default false */
  readonly outside?: true;
  /** @default the plan itself says so */
  readonly reasons?: readonly Reason[];
}

/** Tenant and address of a draft, as far as they are known. */
export function placed(
  tenant: string | undefined,
  address: string | undefined,
): Pick<Draft, 'tenant'> & Pick<Draft, 'address'> {
  return { ...(tenant !== undefined && { tenant }), ...(address !== undefined && { address }) };
}
