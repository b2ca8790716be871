import type { TenantState } from './tenant';

/** A change of state that a command makes in the tenant's file. */
export interface StateChange {
  readonly verb: 'suspend' | 'resume' | 'retire';
  readonly from: readonly TenantState[];
  readonly to: TenantState;
}

/** Every change of state that a command makes. `retiring` is written by hand, and taken back so. */
export const stateChanges: readonly StateChange[] = [
  { verb: 'suspend', from: ['active', 'retiring'], to: 'suspended' },
  { verb: 'resume', from: ['suspended'], to: 'active' },
  { verb: 'retire', from: ['active', 'suspended', 'retiring'], to: 'retired' },
];
