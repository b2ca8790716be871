import type { InstanceOptions } from './down';
import { askHealth } from './health';
import type { EmulatorRecord } from './record';
import { runningState, stateFolder } from './state';

/** Whether an instance runs, and whether it answers. */
export type EmulatorStatus =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'running'; readonly record: EmulatorRecord; readonly answers: boolean };

/** Looks at a supervised instance; changes nothing. */
export async function emulatorStatus(options: InstanceOptions = {}): Promise<EmulatorStatus> {
  const { root = process.cwd(), name = 'default' } = options;
  const state = runningState(stateFolder(root, name));
  if (!state) return { kind: 'stopped' };
  const { endpoint, accountId, region } = state.record;
  const health = await askHealth({ endpoint, accountId, region, signal: AbortSignal.timeout(5_000) });
  return { kind: 'running', record: state.record, answers: health.kind === 'healthy' };
}
