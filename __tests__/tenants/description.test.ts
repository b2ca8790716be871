import { describe, expect, test } from '@jest/globals';
import { checkEnvironments, noPins } from '../../modules/core';
import { describeEnvironments } from '../../modules/tenants/description';
import { readDescription } from '../../modules/tenants';
import { withFoundation } from '../support/foundations';
import { acme } from '../support/tenancy';

describe('a described foundation', () => {
  test.each([
    [{}, {}],
    [{ inventory: 'never', logDays: 3 }, {}],
    [{ nameSuffixes: { logs: 'a', reports: 'b' } }, { nameSuffixes: { logs: 'a', reports: 'b' } }],
  ] as const)('%j keeps the names of its buckets: %j', (foundation, kept) => {
    const text = describeEnvironments([{ name: 'trial', placements: [withFoundation(foundation)], tags: {} }]);
    expect(readDescription(text)?.[0]?.placements[0]?.foundation).toEqual(kept);
  });

  test('is compared with the buckets of tenants before anything is synthesized', () => {
    const text = describeEnvironments([{ name: 'trial', placements: [withFoundation()], tags: {} }]);
    const described = readDescription(text) ?? [];
    const tenants = [{ ...acme, id: 'logs' }];
    const codes = checkEnvironments(described.map((one) => ({ ...one, tenants, pins: noPins }))).map(
      ({ code }) => code,
    );
    expect(codes).toContain('TB2190');
  });
});
