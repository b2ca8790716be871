import type { Tenant, TenantPrincipal } from './tenant';

/** The principals that are let in now: none while the tenant is suspended. */
export function principalsLetIn(tenant: Tenant): readonly TenantPrincipal[] {
  return tenant.state === 'suspended' ? [] : tenant.principals;
}

/** The tenant's tags, and one that tells when it is on its way out. */
export function tenantTags(tenant: Tenant): { readonly [key: string]: string } {
  return tenant.state === 'retiring' ? { ...tenant.tags, 'tenant-buckets:state': 'retiring' } : tenant.tags;
}
