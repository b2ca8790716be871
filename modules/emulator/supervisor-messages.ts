import { catalogue, type Diagnostic, type DiagnosticCode, type ProgressEvent } from '../core';
import { fieldsOf } from './fields-of';

/** What a supervisor tells the process that started it. */
export type SupervisorMessage =
  | { readonly kind: 'progress'; readonly event: ProgressEvent }
  | { readonly kind: 'running' }
  /** It ends, as it was asked to. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly diagnostics: readonly Diagnostic[] };

/** Reads a message; undefined when it is none. */
export function parseSupervisorMessage(value: unknown): SupervisorMessage | undefined {
  const found = fieldsOf(value);
  const kind = found.get('kind');
  if (kind === 'running' || kind === 'stopped') return { kind };
  if (kind === 'progress') {
    const event = found.get('event');
    return isProgressEvent(event) ? { kind, event } : undefined;
  }
  const diagnostics = found.get('diagnostics');
  if (kind !== 'failed' || !Array.isArray(diagnostics)) return undefined;
  return { kind, diagnostics: diagnostics.filter(isDiagnostic) };
}

function isProgressEvent(value: unknown): value is ProgressEvent {
  const found = fieldsOf(value);
  const states: readonly unknown[] = ['started', 'running', 'done', 'failed'];
  return typeof found.get('step') === 'string' && states.includes(found.get('state'));
}

function isDiagnostic(value: unknown): value is Diagnostic {
  const found = fieldsOf(value);
  const texts = ['message', 'path', 'fix', 'severity'];
  return isDiagnosticCode(found.get('code')) && texts.every((name) => typeof found.get(name) === 'string');
}

function isDiagnosticCode(value: unknown): value is DiagnosticCode {
  return typeof value === 'string' && Object.hasOwn(catalogue, value);
}
