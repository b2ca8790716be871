import { fieldsOf } from './fields-of';
import type { EmulatorOptions } from './options';

/** What a supervisor is told to hold; it travels as JSON on its command line. */
export interface SupervisorRequest {
  readonly name: string;
  /** Whether it goes on when the process that started it is gone. */
  readonly detach: boolean;
  readonly options: Omit<EmulatorOptions, 'signal' | 'onProgress'> & { readonly root: string };
}

/** Reads the command line that `up` writes: the instance id, which also proves the process, then the request. */
export function parseSupervisorArguments(
  args: readonly string[],
): { readonly instanceId: string; readonly request: SupervisorRequest } | undefined {
  const [instanceId, text] = args;
  if (instanceId === undefined || text === undefined) return undefined;
  const request: unknown = JSON.parse(text);
  return isSupervisorRequest(request) ? { instanceId, request } : undefined;
}

function isSupervisorRequest(value: unknown): value is SupervisorRequest {
  const found = fieldsOf(value);
  const root = fieldsOf(found.get('options')).get('root');
  return typeof found.get('name') === 'string' && typeof found.get('detach') === 'boolean' && typeof root === 'string';
}
