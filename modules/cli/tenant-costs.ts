import { known, unknown, type Fact, type Tenant } from '../core';
import type { CostKey, CostSubject } from '../cost';
import type { FilledEnvironment } from '../tenants';

/** What each tenant of the files has that costs something; it is called by environment and id. */
export function tenantCosts(environments: readonly FilledEnvironment[]): readonly CostSubject[] {
  return environments.flatMap(({ name, placements, tenants }) =>
    tenants.flatMap((tenant): readonly CostSubject[] => {
      const placement = placements.find((one) => one.name === tenant.placement);
      if (placement === undefined) return [];
      const { region, accountId } = placement;
      const { workload } = tenant;
      const subject = {
        tenant: `${name}/${tenant.id}`,
        region,
        accountId,
        keys: [keyOf(tenant)],
        bucketKey: usesBucketKey(tenant),
      };
      return [workload === undefined ? subject : { ...subject, workload }];
    }),
  );
}

function keyOf({ key }: Tenant): CostKey {
  return key.owner === 'platform'
    ? { owner: 'platform', rotationEnabled: known(true) }
    : { owner: 'tenant', rotationEnabled: unknown('the tenant decides over the rotation of its key') };
}

/** Objects from before a takeover each have a data key of their own, until they are encrypted anew. */
function usesBucketKey({ adopt }: Tenant): Fact<boolean> {
  return adopt !== undefined && adopt.context !== 'bucket'
    ? unknown('objects from before the takeover may have no Bucket Key')
    : known(true);
}
