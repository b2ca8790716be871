import { diagnostic, DiagnosticError } from '../../core';

/** The calls that a gateway has counted. */
export interface LedgerRead {
  readonly calls: readonly unknown[];
  /** Calls that were counted and are no longer kept. */
  readonly dropped: number;
}

const pageSize = 5_000;

/** Reads the whole ledger of a gateway, page by page. @throws DiagnosticError when it does not answer as it should */
export async function readLedger(endpoint: string, since: string | undefined): Promise<LedgerRead> {
  const calls: unknown[] = [];
  let from = 0;
  for (;;) {
    const query = new URLSearchParams({
      from: String(from),
      limit: String(pageSize),
      ...(since === undefined ? {} : { since }),
    });
    const page = await ask(endpoint, `ledger?${query.toString()}`);
    const [listed, dropped, next, more] = ['calls', 'dropped', 'next', 'more'].map((name) => page.get(name));
    if (!Array.isArray(listed) || typeof dropped !== 'number' || typeof next !== 'number') throw unexpected(endpoint);
    for (const call of listed) calls.push(call);
    if (more !== true) return { calls, dropped };
    from = next;
  }
}

/** Empties the ledger; bucket-level keys, clock and settings stay. @throws DiagnosticError when the gateway does not answer as it should */
export async function resetLedger(endpoint: string): Promise<void> {
  const body = JSON.stringify({ only: ['ledger'] });
  await ask(endpoint, 'reset', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

async function ask(endpoint: string, route: string, request: RequestInit = {}): Promise<ReadonlyMap<string, unknown>> {
  const read = await fetch(`${endpoint}/_gateway/${route}`, { ...request, signal: AbortSignal.timeout(30_000) })
    .then(async (answer): Promise<unknown> => (answer.ok ? answer.json() : undefined))
    .catch(() => undefined);
  if (typeof read !== 'object' || read === null) throw unexpected(endpoint);
  const fields = new Map<string, unknown>(Object.entries(read));
  if (fields.get('schemaVersion') !== 1) throw unexpected(endpoint);
  return fields;
}

function unexpected(endpoint: string): DiagnosticError {
  return new DiagnosticError(
    diagnostic('TB4041', {
      path: endpoint,
      message: 'the gateway of the emulator does not answer, or not with a ledger',
      fix: 'look at tenant-buckets emulator status, or end it with tenant-buckets emulator down and start it again',
    }),
  );
}
