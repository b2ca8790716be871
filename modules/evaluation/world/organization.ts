import { known, unknown, type Account, type Fact, type Organization } from '../../core';
import type { CompiledPolicy } from '../model';
import type { WorldIndex } from './world-index';

type Levels = readonly (readonly CompiledPolicy[])[];

/** What binds the principals of an account; a management account is bound by nothing. @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html */
export function serviceControlPolicies(index: WorldIndex, accountId: string): Levels {
  const account = boundAccount(index, accountId);
  return account ? index.shelf.levels('service control policy', 'identity', account.serviceControlPolicies) : [];
}

/** What guards the resources of an account. @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html */
export function resourceControlPolicies(index: WorldIndex, accountId: string): Levels {
  const account = boundAccount(index, accountId);
  return account ? index.shelf.levels('resource control policy', 'resource', account.resourceControlPolicies) : [];
}

/** The organization's id as condition keys hold it: absent for an account that is in none. */
export function organizationId(index: WorldIndex, accountId: string): Fact<string | null> {
  const organization = organizationOf(index, accountId);
  if (!organization.known) return organization;
  return known(organization.value === 'none' ? null : organization.value.id);
}

function organizationOf(index: WorldIndex, accountId: string): Fact<Organization | 'none'> {
  const account = index.world.accounts.get(accountId);
  if (account) return account.organization;
  return index.world.complete ? known('none') : unknown(`account ${accountId} is not described`);
}

/** Accounts that are not described are taken to have no policies of an organization. */
function boundAccount(index: WorldIndex, accountId: string): Account | undefined {
  const organization = organizationOf(index, accountId);
  const manages =
    organization.known && organization.value !== 'none' && organization.value.managementAccountId === accountId;
  return manages ? undefined : index.world.accounts.get(accountId);
}
