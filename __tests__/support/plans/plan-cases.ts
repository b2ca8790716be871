import { dedicatedCases } from './cases/dedicated-cases';
import { deliveryCases } from './cases/delivery-cases';
import { driftCases } from './cases/drift-cases';
import { lossCases } from './cases/loss-cases';
import { policyCases } from './cases/policy-cases';
import { quietCases } from './cases/quiet-cases';
import { shapeCases } from './cases/shape-cases';
import { tenancyCases } from './cases/tenancy-cases';
import type { PlanCase } from './plan-case';

/** Every pull request that is recorded as a plan. */
export const planCases: readonly PlanCase[] = [
  ...quietCases,
  ...dedicatedCases,
  ...driftCases,
  ...tenancyCases,
  ...deliveryCases,
  ...lossCases,
  ...policyCases,
  ...shapeCases,
];

/** The path of a recording below `__tests__/plans`, without its suffix. */
export function pathOf({ topic, name }: Pick<PlanCase, 'topic' | 'name'>): string {
  return `${topic}/${name}`;
}
