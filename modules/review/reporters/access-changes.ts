import type { AccessRow, AccessVerdict } from '../review';

/** What changes for one principal at one thing: the actions that change alike stand in one row. */
export interface AccessChangeRow {
  readonly principal: string;
  readonly tenant: string | undefined;
  readonly resource: string;
  readonly actions: readonly AccessRow['action'][];
  readonly before: AccessVerdict;
  readonly after: AccessVerdict;
  readonly reasons: AccessRow['reasons'];
}

/** Whoever gets in stands before whoever may, and before whoever is shut out. */
const order = ['allow', 'unknown', 'deny'] as const;

/** The rows of a review that are worth a reader's time, whoever gains first. */
export function accessChanges(rows: readonly AccessRow[]): readonly AccessChangeRow[] {
  const groups = new Map<string, AccessChangeRow>();
  for (const { principal, tenant, resource, action, before, after, reasons } of rows) {
    if (before === after && after !== 'unknown') continue;
    const key = JSON.stringify([principal, tenant, resource, before, after]);
    const actions = [...(groups.get(key)?.actions ?? []), action];
    groups.set(key, {
      principal,
      tenant,
      resource,
      before,
      after,
      reasons: groups.get(key)?.reasons ?? reasons,
      actions,
    });
  }
  return order.flatMap((verdict) => [...groups.values()].filter(({ after }) => after === verdict));
}

/** The last part of an ARN, by which people know a principal: `bob` of `arn:aws:iam::…:role/team/bob`. */
export function shortName(principal: string): string {
  return /[^/:]+$/.exec(principal)?.[0] ?? principal;
}

/** The bucket of `arn:aws:s3:::bucket/*`, the key of `arn:aws:kms:…:key/ID`. */
export function resourceName(resource: string): string {
  return resource.slice(resource.lastIndexOf(':') + 1).replace(/\/\*$/, '');
}

/** The statement that decides, in one line. */
export function decidingLine({ after, reasons }: AccessChangeRow): string {
  const wanted = after === 'allow' ? 'Allow' : 'Deny';
  const of = reasons.filter(({ effect }) => effect === wanted);
  const first = of.find(({ policy }) => policy !== 'implicit') ?? of[0] ?? reasons[0];
  return first === undefined ? '' : reasonLine(first);
}

/** Where a reason stands and what it says; a rule of no document speaks for itself. */
export function reasonLine({ policy, statement, why }: AccessRow['reasons'][number]): string {
  if (policy === 'implicit') return why;
  return policy.includes(`[${statement}]`) ? `${policy}: ${why}` : `${policy}, ${statement}: ${why}`;
}
