import type { Pins } from '../tenancy/pins';
import { stackName } from '../tenancy/pins-stacks';
import type { Placement } from '../tenancy/placement';
import type { Tenant } from '../tenancy/tenant';
import { handshakeOf, type Handshake } from './handshake';

/** A handshake and the stack that its tenant lives in. */
export interface PlannedHandshake {
  readonly stack: string;
  readonly handshake: Handshake;
}

/** The handshakes of an environment: one for each pinned tenant that owns its key, whether that is there or not. */
export function plannedHandshakes(environment: {
  readonly name: string;
  readonly placements: readonly Placement[];
  readonly tenants: readonly Tenant[];
  readonly pins: Pins;
}): readonly PlannedHandshake[] {
  const { name, placements, pins } = environment;
  const byId = new Map(environment.tenants.map((tenant) => [tenant.id, tenant]));
  return pins.tenants.flatMap(({ id, isolation, number, bucketName, placement: placementName }) => {
    const tenant = byId.get(id);
    const placement = placements.find((one) => one.name === placementName);
    if (tenant?.key.owner !== 'tenant' || tenant.state === 'retired' || placement === undefined) return [];
    const kind = isolation === 'dedicated' ? 'shard' : 'pool';
    const { accountId: keyAccountId } = tenant.key;
    return {
      stack: stackName(name, { kind, placement: placementName, number }),
      handshake: handshakeOf({ environment: name, placement, tenant, keyAccountId, bucketName }),
    };
  });
}
