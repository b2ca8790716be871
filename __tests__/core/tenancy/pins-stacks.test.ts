import { describe, expect, test } from '@jest/globals';
import { planStacks, stackName, type StackPlan, type Tenant } from '../../../modules/core';
import { acmePin, pinsOf } from '../../support/pins';
import { acme } from '../../support/tenancy';

const pinIn = (id: string, number: number): typeof acmePin => ({ ...acmePin, id, number });
const tenant = (id: string): Tenant => ({ ...acme, id });

function summary(plan: StackPlan): string {
  const ids = (list: readonly { readonly id: string }[]): string => list.map((one) => one.id).join('+') || '-';
  const { tenants, retired, arrivals, departures } = plan;
  return [stackName('prod', plan), ...[tenants, retired, arrivals, departures].map(ids)].join(' ');
}

describe('planStacks', () => {
  test('puts each tenant into the stack of its pin, in a fixed order', () => {
    const pins = pinsOf(
      pinIn('a', 2),
      pinIn('b', 10),
      pinIn('c', 1),
      { ...pinIn('d', 1), isolation: 'shared' },
      { ...pinIn('e', 1), placement: 'alpha' },
    );
    expect(planStacks(['a', 'b', 'c', 'd', 'e'].map(tenant), pins).map(summary)).toEqual([
      'prod-shard-alpha-1 e - - -',
      'prod-pool-main-1 d - - -',
      'prod-shard-main-1 c - - -',
      'prod-shard-main-2 a - - -',
      'prod-shard-main-10 b - - -',
    ]);
  });

  test('keeps the stack of one who retired, for it has to forget', () => {
    expect(planStacks([{ ...acme, state: 'retired' }], pinsOf(acmePin)).map(summary)).toEqual([
      'prod-shard-main-1 - acme - -',
    ]);
  });

  test('hands a tenant that moves from one stack to the other', () => {
    const pins = { ...pinsOf(pinIn('acme', 2)), moves: [{ id: 'acme', from: 1, to: 2, resources: [] }] };
    expect(planStacks([acme], pins).map(summary)).toEqual([
      'prod-shard-main-1 - - - acme',
      'prod-shard-main-2 acme - acme -',
    ]);
  });

  test('keeps a stack whose tenants stand in no file, and asks it to take over nobody', () => {
    const pins = { ...pinsOf(pinIn('acme', 2)), moves: [{ id: 'acme', from: 1, to: 2, resources: [] }] };
    expect(planStacks([], pins).map(summary)).toEqual(['prod-shard-main-1 - - - acme', 'prod-shard-main-2 - - - -']);
  });
});
