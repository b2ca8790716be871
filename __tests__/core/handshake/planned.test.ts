import { describe, expect, test } from '@jest/globals';
import { plannedHandshakes, type Tenant } from '../../../modules/core';
import { activeTenant, pendingTenant } from '../../support/handshakes';
import { acme, environmentOf } from '../../support/tenancy';

function planned(...tenants: readonly Tenant[]): readonly (readonly string[])[] {
  return plannedHandshakes(environmentOf(...tenants)).map(({ stack, handshake }) => [
    stack,
    handshake.tenant,
    handshake.bucketArn,
  ]);
}

describe('plannedHandshakes', () => {
  test('has one for each tenant that owns its key, pending or not, in the stack and for the bucket of its pin', () => {
    const shared: Tenant = { ...pendingTenant, id: 'blue', isolation: 'shared' };
    expect(planned({ ...acme, id: 'other' }, activeTenant, shared)).toEqual([
      ['trial-shard-main-1', 'acme', 'arn:aws:s3:::corp-acme'],
      ['trial-pool-main-1', 'blue', 'arn:aws:s3:::corp-pool-1'],
    ]);
  });

  test('has none for a tenant that has retired, and none for one that is not pinned', () => {
    expect(planned({ ...pendingTenant, state: 'retired' })).toEqual([]);
    const environment = environmentOf(acme);
    expect(plannedHandshakes({ ...environment, tenants: [{ ...pendingTenant, id: 'new' }] })).toEqual([]);
  });
});
