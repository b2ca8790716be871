import type { Tags } from '../../core';

/** A role, a user or a group as IAM knows it. */
export interface Holder {
  readonly kind: 'role' | 'user' | 'group';
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  /** `AROA…`, `AIDA…` or `AGPA…`: of two that had one name, each has its own. */
  readonly uniqueId: string;
  /** JSON. @default users and groups have none */
  readonly trustPolicy?: string;
  /** JSON by name. */
  readonly inline: ReadonlyMap<string, string>;
  /** ARNs of managed policies. */
  readonly attached: ReadonlySet<string>;
  /** ARN of a managed policy. @default none */
  readonly boundary?: string;
  readonly tags: Tags;
  /** Seconds for which a session of a role may last. */
  readonly maxSessionSeconds: number;
  /** Names of the users in a group. */
  readonly members: ReadonlySet<string>;
}

export function withInline(holder: Holder, name: string, document: string | undefined): Holder {
  const others = [...holder.inline].filter(([one]) => one !== name);
  return { ...holder, inline: new Map(document === undefined ? others : [...others, [name, document]]) };
}

export function withAttached(holder: Holder, arn: string, on: boolean): Holder {
  return { ...holder, attached: toggled(holder.attached, arn, on) };
}

export function withMember(holder: Holder, user: string, on: boolean): Holder {
  return { ...holder, members: toggled(holder.members, user, on) };
}

export function withoutTags(holder: Holder, names: readonly string[]): Holder {
  const tags = Object.fromEntries(Object.entries(holder.tags).filter(([name]) => !names.includes(name)));
  return { ...holder, tags };
}

function toggled(set: ReadonlySet<string>, one: string, on: boolean): ReadonlySet<string> {
  const others = [...set].filter((other) => other !== one);
  return new Set(on ? [...others, one] : others);
}
