import { describe, expect, test } from '@jest/globals';
import { stepsOf } from '../../../modules/demo/headline/workload';

const shown = (workload: Parameters<typeof stepsOf>[0]) =>
  stepsOf(workload).map(({ kind, tenant, requester, key }) => `${kind} ${String(tenant)} ${String(requester)} ${key}`);

describe('the steps of a workload', () => {
  test('write each tenant’s objects, then read them in the same order', () => {
    expect(shown({ writes: 4, reads: 5, requesters: 1, tenants: 2, spanSeconds: 0 })).toEqual([
      'write 0 0 object-0',
      'write 1 0 object-0',
      'write 0 0 object-1',
      'write 1 0 object-1',
      'read 0 0 object-0',
      'read 1 0 object-0',
      'read 0 0 object-1',
      'read 1 0 object-1',
      'read 0 0 object-0',
    ]);
  });

  test('let every role come to every object', () => {
    const steps = stepsOf({ writes: 4, reads: 16, requesters: 4, tenants: 1, spanSeconds: 0 });
    const pairs = steps
      .filter(({ kind }) => kind === 'read')
      .map(({ requester, key }) => `${String(requester)} ${key}`);
    expect(new Set(pairs).size).toBe(16);
  });

  test('read nothing where nothing was written', () => {
    expect(shown({ writes: 0, reads: 5, requesters: 1, tenants: 1, spanSeconds: 0 })).toEqual([]);
  });
});
