import {
  describeRole,
  describeUser,
  known,
  unknown,
  type Fact,
  type NamedDocument,
  type PolicyHolder,
} from '../../core';
import { readJsonObject } from '../json';
import { withEntry, withoutEntry, type LiveWorld } from '../state/live-world';
import type { Holder } from './holder';

const administrator = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

interface ManagedPolicy {
  /** JSON of each version. */
  readonly versions: ReadonlyMap<string, string>;
  readonly current: string;
}

/** Roles, users, groups and managed policies, as successful requests have made them. */
export class IamStore {
  readonly #holders = new Map<string, Holder>();
  readonly #byArn = new Map<string, Holder>();
  readonly #policies = new Map<string, ManagedPolicy>();

  constructor(private readonly live: LiveWorld) {}

  find(kind: Holder['kind'], accountId: string, name: string): Holder | undefined {
    return this.#holders.get(`${kind} ${accountId} ${name}`);
  }

  findByArn(arn: string): Holder | undefined {
    return this.#byArn.get(arn);
  }

  findByUniqueId(uniqueId: string): Holder | undefined {
    return [...this.#byArn.values()].find((one) => one.uniqueId === uniqueId);
  }

  isInGroup(user: Holder): boolean {
    return this.#groupsOf(user).length > 0;
  }

  keep(holder: Holder): void {
    const earlier = this.#byArn.get(holder.arn);
    this.#holders.set(nameOf(holder), holder);
    this.#byArn.set(holder.arn, holder);
    if (holder.kind === 'group') this.#refreshMembers(holder, ...(earlier?.members ?? []));
    else this.#describe(holder);
  }

  drop(holder: Holder): void {
    this.#holders.delete(nameOf(holder));
    this.#byArn.delete(holder.arn);
    if (holder.kind === 'group') this.#refreshMembers(holder);
    else this.live.change({ principals: withoutEntry(this.live.world.principals, holder.arn) });
  }

  /** Whether the text of a managed policy is known. */
  knowsPolicy(arn: string): boolean {
    return this.#policies.has(arn) || arn.endsWith(':iam::aws:policy/AdministratorAccess');
  }

  /** The version of a managed policy that counts, as decisions take it. */
  policy(arn: string): NamedDocument {
    const policy = this.#policies.get(arn);
    const text = arn.endsWith(':iam::aws:policy/AdministratorAccess')
      ? administrator
      : policy?.versions.get(policy.current);
    const document: Fact<unknown> =
      text === undefined ? unknown(`the policy ${arn} is not described`) : known(readJsonObject(text));
    return { name: arn.slice(arn.lastIndexOf('/') + 1), document };
  }

  /** A new version of a managed policy; the first is the one that counts, and later ones when they are to. */
  keepPolicy(arn: string, version: string, document: string, counts: boolean): void {
    const earlier = this.#policies.get(arn);
    const versions = new Map(earlier?.versions).set(version, document);
    this.#policies.set(arn, { versions, current: counts || !earlier ? version : earlier.current });
    this.#refresh(arn);
  }

  choosePolicyVersion(arn: string, version: string): void {
    const policy = this.#policies.get(arn);
    if (policy) this.#policies.set(arn, { ...policy, current: version });
    this.#refresh(arn);
  }

  dropPolicy(arn: string): void {
    this.#policies.delete(arn);
  }

  /** Who has a changed policy is somebody else for decisions. */
  #refresh(policyArn: string): void {
    for (const holder of this.#byArn.values()) {
      if (holder.attached.has(policyArn) || holder.boundary === policyArn) this.keep(holder);
    }
  }

  /** Who was in the group before is somebody else, too. */
  #refreshMembers({ accountId, members }: Holder, ...former: readonly string[]): void {
    for (const name of new Set([...members, ...former])) {
      const user = this.find('user', accountId, name);
      if (user) this.#describe(user);
    }
  }

  #describe(holder: Holder): void {
    const { principals } = this.live.world;
    this.live.change({ principals: withEntry(principals, holder.arn, this.#principalOf(holder)) });
  }

  #principalOf(holder: Holder) {
    const { arn, accountId, boundary, tags } = holder;
    const parts: PolicyHolder = {
      arn,
      accountId,
      identityPolicies: known([holder, ...this.#groupsOf(holder)].flatMap((one) => this.#documentsOf(one))),
      permissionsBoundary: boundary === undefined ? known('none') : known(this.policy(boundary)),
      tags: known(tags),
    };
    if (holder.kind === 'user') return describeUser(parts);
    return describeRole({ ...parts, trustPolicy: known(readJsonObject(holder.trustPolicy ?? '')) });
  }

  #documentsOf({ inline, attached, kind, name }: Holder): readonly NamedDocument[] {
    const prefix = kind === 'group' ? `${name} ` : '';
    return [
      ...[...inline].map(([one, text]) => ({ name: `${prefix}${one}`, document: known(readJsonObject(text)) })),
      ...[...attached].map((arn) => this.policy(arn)),
    ];
  }

  #groupsOf({ kind, accountId, name }: Holder): readonly Holder[] {
    if (kind !== 'user') return [];
    return [...this.#byArn.values()].filter(
      (one) => one.kind === 'group' && one.accountId === accountId && one.members.has(name),
    );
  }
}

function nameOf({ kind, accountId, name }: Holder): string {
  return `${kind} ${accountId} ${name}`;
}
