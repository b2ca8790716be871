import type { InstanceOptions } from './down';
import { gatewayAnswers } from './health';
import type { EmulatorRecord } from './record';
import { runningState, stateFolder } from './state';

/** Whether an instance runs, and whether its gateway and LocalStack behind it answer. */
export type EmulatorStatus =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'running'; readonly record: EmulatorRecord; readonly answers: boolean };

/** Looks at a supervised instance; changes nothing. */
export async function emulatorStatus(options: InstanceOptions = {}): Promise<EmulatorStatus> {
  const { root = process.cwd(), name = 'default' } = options;
  const state = runningState(stateFolder(root, name));
  if (!state) return { kind: 'stopped' };
  return { kind: 'running', record: state.record, answers: await gatewayAnswers(state.record.endpoint) };
}
