import { describe, expect, test } from '@jest/globals';
import { principalsLetIn, tenantTags } from '../../../modules/core';
import { acme } from '../../support/tenancy';

describe('the state of a tenant', () => {
  test('lets its principals in unless it is suspended', () => {
    expect(principalsLetIn(acme)).toEqual(acme.principals);
    expect(principalsLetIn({ ...acme, state: 'retiring' })).toEqual(acme.principals);
    expect(principalsLetIn({ ...acme, state: 'suspended' })).toEqual([]);
  });

  test('shows in a tag when the tenant is on its way out', () => {
    expect(tenantTags({ ...acme, state: 'retiring' })).toEqual({ ...acme.tags, 'tenant-buckets:state': 'retiring' });
    expect(tenantTags(acme)).toEqual(acme.tags);
    expect(tenantTags({ ...acme, state: 'suspended' })).toEqual(acme.tags);
  });
});
