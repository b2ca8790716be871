import { accountRootArn, type CreatedPrincipal, type Tenant } from '../../../modules/core';
import { acme as plainAcme } from '../tenancy';

const account = '000000000000';
const trustedArns = [accountRootArn('aws', account)];
export const writer: CreatedPrincipal = { kind: 'created', name: 'app', trustedArns, access: 'writer' };
export const reader: CreatedPrincipal = { kind: 'created', name: 'reports', trustedArns, access: 'reader' };

/** A tenant with a bucket of its own, one writer and one reader. */
export const acme: Tenant = { ...plainAcme, principals: [writer, reader], tags: { tenant: 'acme' } };

function like(id: string, changes: Partial<Tenant> = {}): Tenant {
  return { ...acme, id, tags: { tenant: id }, ...changes };
}

export const globex = like('globex');
export const initech = like('initech', { isolation: 'shared' });
export const lab = like('lab', { isolation: 'shared' });
export const third = like('third', { isolation: 'shared' });

export const keyAccount = '444455556666';

export const ownKeyArn = `arn:aws:kms:us-east-1:${keyAccount}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** A tenant whose own key is there. */
export const own = like('own', { key: { owner: 'tenant', accountId: keyAccount, arn: ownKeyArn } });

/** A tenant whose own key is not there yet. */
export const early = like('early', { key: { owner: 'tenant', accountId: keyAccount } });
