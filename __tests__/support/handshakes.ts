import { handshakeOf, type Handshake, type Tenant } from '../../modules/core';
import { acme, createdWriter, deployment } from './tenancy';

export const keyAccountId = '444455556666';

/** A key in the tenant's account and the region of the placement. */
export const ownKeyArn = `arn:aws:kms:eu-west-1:${keyAccountId}:key/11111111-2222-3333-4444-555555555555`;

/** A tenant that makes its key itself and has not done so yet, with a writer and a reader that the platform makes. */
export const pendingTenant: Tenant = {
  ...acme,
  key: { owner: 'tenant', accountId: keyAccountId },
  principals: [createdWriter, { ...createdWriter, name: 'reports', access: 'reader' }],
};

/** The same once its key is there. */
export const activeTenant: Tenant = {
  ...pendingTenant,
  key: { owner: 'tenant', accountId: keyAccountId, arn: ownKeyArn },
};

export function handshakeFor(tenant: Tenant = pendingTenant, bucketName = 'corp-acme'): Handshake {
  return handshakeOf({ environment: 'prod', placement: deployment, tenant, keyAccountId, bucketName });
}
