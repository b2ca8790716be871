import {
  describeRole,
  describeUser,
  known,
  unknown,
  type Fact,
  type NamedDocument,
  type PolicyHolder,
  type Tags,
} from '../../core';
import { readJsonObject } from '../json';
import { withEntry, withoutEntry, type LiveWorld } from '../state/live-world';

/** A role or a user as IAM knows it. */
export interface Holder {
  readonly kind: 'role' | 'user';
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  /** JSON. @default users have none */
  readonly trustPolicy?: string;
  /** JSON by name. */
  readonly inline: ReadonlyMap<string, string>;
  /** ARNs of managed policies. */
  readonly attached: ReadonlySet<string>;
  /** ARN of a managed policy. @default none */
  readonly boundary?: string;
  readonly tags: Tags;
}

const administrator = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

/** Roles, users and managed policies, as successful requests have made them. */
export class IamStore {
  readonly #holders = new Map<string, Holder>();
  /** JSON of each version, by ARN and version id, and which version counts. */
  readonly #policies = new Map<string, { readonly versions: ReadonlyMap<string, string>; readonly current: string }>();

  constructor(private readonly live: LiveWorld) {}

  find(kind: Holder['kind'], accountId: string, name: string): Holder | undefined {
    return this.#holders.get(`${kind} ${accountId} ${name}`);
  }

  findByArn(arn: string): Holder | undefined {
    return [...this.#holders.values()].find((one) => one.arn === arn);
  }

  keep(holder: Holder): void {
    this.#holders.set(`${holder.kind} ${holder.accountId} ${holder.name}`, holder);
    const { principals } = this.live.world;
    this.live.change({ principals: withEntry(principals, holder.arn, this.#principalOf(holder)) });
  }

  drop(holder: Holder): void {
    this.#holders.delete(`${holder.kind} ${holder.accountId} ${holder.name}`);
    this.live.change({ principals: withoutEntry(this.live.world.principals, holder.arn) });
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
    for (const holder of this.#holders.values()) {
      if (holder.attached.has(policyArn) || holder.boundary === policyArn) this.keep(holder);
    }
  }

  #principalOf(holder: Holder) {
    const { arn, accountId, inline, attached, boundary, tags } = holder;
    const inlined = [...inline].map(([name, text]) => ({ name, document: known(readJsonObject(text)) }));
    const managed = [...attached].map((one) => this.#managed(one));
    const parts: PolicyHolder = {
      arn,
      accountId,
      identityPolicies: known([...inlined, ...managed]),
      permissionsBoundary: boundary === undefined ? known('none') : known(this.#managed(boundary)),
      tags: known(tags),
    };
    if (holder.kind === 'user') return describeUser(parts);
    return describeRole({ ...parts, trustPolicy: known(readJsonObject(holder.trustPolicy ?? '')) });
  }

  #managed(arn: string): NamedDocument {
    const policy = this.#policies.get(arn);
    const text = arn.endsWith(':iam::aws:policy/AdministratorAccess')
      ? administrator
      : policy?.versions.get(policy.current);
    const document: Fact<unknown> =
      text === undefined ? unknown(`the policy ${arn} is not described`) : known(readJsonObject(text));
    return { name: arn.slice(arn.lastIndexOf('/') + 1), document };
  }
}
