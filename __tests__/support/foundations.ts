import type { Deployment, Environment } from '../../modules/constructs';
import type { Foundation, Tenant } from '../../modules/core';
import { deployment, pinned } from './tenancy';

/** The placement with what reports on its buckets. */
export function withFoundation(foundation: Foundation = {}): Deployment {
  return { ...deployment, foundation };
}

/** An environment in which these tenants are pinned and reported on. */
export function reportedEnvironment(tenants: readonly Tenant[], foundation: Foundation = {}): Environment {
  return pinned({ name: 'trial', placements: [withFoundation(foundation)], tenants, tags: { environment: 'trial' } });
}
