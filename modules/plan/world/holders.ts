import { known, type Fact, type NamedDocument, type PolicyHolder } from '../../core';
import type { Described, Resources } from '../stacks/described';
import type { Section } from '../stacks/section';
import { together } from '../stacks/together';
import { Attachments, follow } from './attachment';
import type { ManagedPolicies } from './managed-policies';
import { tagsOf } from './tags';

/** The types of resources that bring policies to roles, or to users. */
export interface HolderTypes {
  /** `role` or `user`: how the resources of the other types name one. */
  readonly argument: 'role' | 'user';
  readonly inline: string;
  readonly attachment: string;
  /** How `aws_iam_policy_attachment` names them. */
  readonly list: 'roles' | 'users';
}

/** What any holder may get its policies from. */
export const sharedTypes: readonly string[] = ['aws_iam_policy_attachment', 'aws_iam_policy'];

/** Reads what a role or a user brings along. */
export class Holders {
  readonly #types: HolderTypes;
  readonly #inline: Attachments;
  readonly #single: Attachments;
  readonly #shared: readonly Described[];
  readonly #managed: ManagedPolicies;

  constructor(resources: Resources, managed: ManagedPolicies, types: HolderTypes) {
    this.#types = types;
    this.#inline = this.#about(resources.all(types.inline));
    this.#single = this.#about(resources.all(types.attachment));
    this.#shared = resources.all('aws_iam_policy_attachment');
    this.#managed = managed;
  }

  read(holder: Described): Pick<PolicyHolder, 'identityPolicies' | 'permissionsBoundary' | 'tags'> {
    return {
      identityPolicies: this.#identityPolicies(holder),
      permissionsBoundary: follow(holder.section.optionalText('permissions_boundary'), (boundary) =>
        known(boundary === undefined ? 'none' : this.#managed.named(boundary)),
      ),
      tags: tagsOf(holder),
    };
  }

  /** What is read of a holder beside itself and what is of the shared types. */
  sourcesOf(holder: Described): readonly (Fact<never> | Described | undefined)[] {
    const key = follow(holder.section.text('name'), (name) => inAccount(holder, name));
    const own = (attached: Attachments) => [attached.stray, ...(key.known ? attached.of(key.value) : [])];
    return [...own(this.#inline), ...own(this.#single)];
  }

  /** Roles and users are named by their name, which is one of the account. */
  #about(resources: readonly Described[]): Attachments {
    return new Attachments(
      resources.map((located) => ({
        located,
        to: follow(located.section.text(this.#types.argument), (name) => inAccount(located, name)),
      })),
    );
  }

  #identityPolicies(holder: Described): Fact<readonly NamedDocument[]> {
    return follow(holder.section.text('name'), (name) =>
      follow(inAccount(holder, name), (key) =>
        follow(this.#inlineSections(holder, key), (inline) =>
          follow(this.#managedArns(holder, name, key), (arns) =>
            known([...inline.map(inlinePolicy), ...arns.map((arn) => this.#managed.named(arn))]),
          ),
        ),
      ),
    );
  }

  #inlineSections({ section }: Described, key: string): Fact<readonly Section[]> {
    const attached = this.#inline.of(key).map((one) => one.section);
    return this.#inline.stray ?? follow(section.sections('inline_policy'), (own) => known([...own, ...attached]));
  }

  /** The ARNs of the managed policies, however they are attached. */
  #managedArns({ section, place }: Described, name: string, key: string): Fact<readonly string[]> {
    const accountId = place.known ? place.value.accountId : undefined;
    const near = this.#shared.filter((one) => one.place.known && one.place.value.accountId === accountId);
    const arns = together([
      ...this.#single.of(key).map((one) => one.section.text('policy_arn')),
      ...near.map((one) => this.#sharedArn(one, name)),
    ]);
    return (
      this.#single.stray ??
      follow(section.texts('managed_policy_arns'), (listed) =>
        follow(arns, (attached) => known([...new Set([...listed, ...attached.flatMap((arn) => arn ?? [])])])),
      )
    );
  }

  #sharedArn({ section }: Described, name: string): Fact<string | undefined> {
    return follow(section.texts(this.#types.list), (names) =>
      names.includes(name) ? section.text('policy_arn') : known(undefined),
    );
  }
}

/** The name of a role or user among those of all accounts. */
export function inAccount({ place }: Described, name: string): Fact<string> {
  return follow(place, ({ accountId }) => known(`${accountId} ${name}`));
}

function inlinePolicy(section: Section, index: number): NamedDocument {
  const name = section.optionalText('name');
  return {
    name: name.known && name.value !== undefined ? name.value : `inline policy ${String(index + 1)}`,
    document: section.document('policy'),
  };
}
