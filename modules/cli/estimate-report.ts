import { known } from '../core';
import type { Amount, CostSubject, Estimate, EstimateOptions, PriceBook } from '../cost';

/** A month with Bucket Keys off and on. */
export interface OffAndOn {
  readonly off: Amount;
  readonly on: Amount;
  /** Negative where Bucket Keys cost more. */
  readonly saving: Amount;
}

/** What tenants cost, and what Bucket Keys save them. */
export interface EstimateReport {
  readonly off: Estimate;
  readonly on: Estimate;
  readonly tenants: readonly (OffAndOn & { readonly tenant: string })[];
  readonly total: OffAndOn;
}

/** Estimates twice: as tenants are vended, and as if no bucket had a Bucket Key. */
export async function reportEstimate(
  subjects: readonly CostSubject[],
  book: PriceBook,
  options: EstimateOptions,
): Promise<EstimateReport> {
  const { estimate, exactly, subtract, sum } = await import('../cost/index.js');
  const unkeyed = subjects.map((one) => ({ ...one, bucketKey: known(false) }));
  const [on, off] = [estimate(subjects, book, options), estimate(unkeyed, book, options)];
  const saved = subtract(on, off);
  const savings = new Map(saved.tenants.map((one) => [one.tenant, one.delta]));
  const perTenant = ({ lines }: Estimate, tenant: string) =>
    sum(lines.filter((one) => one.tenant === tenant).map((one) => one.perMonth));
  return {
    off,
    on,
    tenants: subjects.map(({ tenant }) => ({
      tenant,
      off: perTenant(off, tenant),
      on: perTenant(on, tenant),
      saving: savings.get(tenant) ?? exactly(0),
    })),
    total: { off: off.total, on: on.total, saving: saved.total.delta },
  };
}
