/** By what calls to KMS are told apart, and where the ledger's JSON holds it. */
export const ledgerFields = {
  operation: ['operation'],
  principal: ['principal'],
  bucket: ['cause', 'bucket'],
  key: ['keyArn'],
  outcome: ['outcome'],
  cause: ['cause', 'operation'],
  object: ['cause', 'key'],
} as const;

export type LedgerField = keyof typeof ledgerFields;

/** Calls that agree in every field. */
export interface LedgerGroup {
  readonly values: readonly string[];
  readonly calls: number;
}

/** Counts calls by fields, the most first; a call without a field has `-`. */
export function groupCalls(calls: readonly unknown[], by: readonly LedgerField[]): readonly LedgerGroup[] {
  const groups = new Map<string, LedgerGroup>();
  for (const call of calls) {
    const values = by.map((field) => fieldOf(call, ledgerFields[field]));
    const name = JSON.stringify(values);
    groups.set(name, { values, calls: (groups.get(name)?.calls ?? 0) + 1 });
  }
  return [...groups]
    .sort(([a, one], [b, other]) => other.calls - one.calls || (a < b ? -1 : 1))
    .map(([, group]) => group);
}

function fieldOf(call: unknown, path: readonly string[]): string {
  let at = call;
  for (const name of path) {
    at = typeof at === 'object' && at !== null ? Object.getOwnPropertyDescriptor(at, name)?.value : undefined;
  }
  return typeof at === 'string' ? at : '-';
}
