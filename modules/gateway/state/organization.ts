import { describeAccount, known, type Account, type PolicyLevel } from '../../core';
import type { JsonObject } from '../json';
import type { LiveWorld } from './live-world';

/** Policy documents of each level, from the root down. */
export type PolicyLevels = readonly (readonly JsonObject[])[];

/** An organization as somebody lays it over the accounts. */
export interface OrganizationInForce {
  readonly id: string;
  /** Bound by nothing; empty when no account is it. */
  readonly managementAccountId: string;
  readonly serviceControlPolicies: PolicyLevels;
  readonly resourceControlPolicies: PolicyLevels;
  /** Its members. @default every account there is or will be */
  readonly accountIds?: readonly string[];
}

type Laid = Pick<Account, 'organization' | 'serviceControlPolicies' | 'resourceControlPolicies'>;

const nothingLaid: Laid = {
  organization: known('none'),
  serviceControlPolicies: known([]),
  resourceControlPolicies: known([]),
};

/** The organization of the world's accounts. */
export class OrganizationStore {
  #inForce: OrganizationInForce | undefined;
  readonly #members = new Set<string>();

  constructor(
    private readonly live: LiveWorld,
    private readonly partition: string,
  ) {}

  get inForce(): OrganizationInForce | undefined {
    return this.#inForce;
  }

  put(organization: OrganizationInForce): void {
    this.remove();
    this.#inForce = organization;
    for (const id of organization.accountIds ?? this.#accountsInSight()) this.#join(id);
    if (organization.managementAccountId !== '') this.#join(organization.managementAccountId);
  }

  remove(): void {
    this.#inForce = undefined;
    for (const id of this.#members) this.#lay(id, nothingLaid);
    this.#members.clear();
  }

  /** An account that shows up for the first time is a member where no members are named. */
  meet(accountId: string): void {
    if (!this.#inForce || this.#inForce.accountIds || this.#members.has(accountId)) return;
    this.#join(accountId);
  }

  #join(accountId: string): void {
    if (!this.#inForce) return;
    const { id, managementAccountId, serviceControlPolicies, resourceControlPolicies } = this.#inForce;
    this.#members.add(accountId);
    this.#lay(accountId, {
      organization: known({ id, managementAccountId }),
      serviceControlPolicies: known(levels(serviceControlPolicies)),
      resourceControlPolicies: known(levels(resourceControlPolicies)),
    });
  }

  #lay(id: string, laid: Laid): void {
    const { accounts } = this.live.world;
    const account = accounts.get(id) ?? describeAccount({ id, partition: this.partition });
    this.live.change({ accounts: new Map(accounts).set(id, { ...account, ...laid }) });
  }

  #accountsInSight(): ReadonlySet<string> {
    const { accounts, buckets, keys, principals } = this.live.world;
    const owners = [...buckets.values(), ...keys.values()].map(({ accountId }) => accountId);
    const own = [...principals.values()].flatMap((one) => ('accountId' in one ? [one.accountId] : []));
    return new Set([...accounts.keys(), ...owners, ...own]);
  }
}

function levels(documents: PolicyLevels): readonly PolicyLevel[] {
  return documents.map((level, depth) => ({
    name: `level ${String(depth)}`,
    policies: level.map((document, index) => ({ name: `policy ${String(index)}`, document: known(document) })),
  }));
}
