import type { Placement } from './placement';
import type { Access, PrincipalTags } from './tenant';

export function asksForTags(tags: PrincipalTags | undefined): boolean {
  return tags !== undefined && Object.keys(tags).length > 0;
}

/**
 * What `StringEquals` must hold of a caller of whom tags are asked. Another account sets its own tags at will, so a tag
 * counts only of a principal of the placement's account. Nothing when no tag is asked for.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principaltag
 */
export function tagConditions(
  placement: Pick<Placement, 'accountId'>,
  tags: PrincipalTags | undefined = {},
): { readonly [key: string]: string } {
  const entries = Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return {};
  const tested = entries.map(([tag, value]) => [`aws:PrincipalTag/${tag}`, value] as const);
  return { 'aws:PrincipalAccount': placement.accountId, ...Object.fromEntries(tested) };
}

/** Principals of one access and the same tags, who fit one statement. */
export interface AccessGroup {
  readonly arns: readonly string[];
  readonly access: Access;
  readonly principalTags: PrincipalTags;
  /** Tells the statements of several groups apart; empty for those of whom no tags are asked. */
  readonly sidSuffix: string;
}

interface Member {
  readonly arn: string;
  readonly access: Access;
  readonly principalTags?: PrincipalTags;
}

/** The groups, readers first and those without tags before the others, whatever the order of the members. */
export function groupByAccess(members: readonly Member[]): readonly AccessGroup[] {
  return accesses.flatMap((access) => {
    const groups = new Map<string, Omit<AccessGroup, 'sidSuffix'>>();
    for (const { arn, principalTags = {} } of members.filter((one) => one.access === access)) {
      const key = JSON.stringify(Object.entries(principalTags).sort(([a], [b]) => (a < b ? -1 : 1)));
      groups.set(key, { arns: [...(groups.get(key)?.arns ?? []), arn], access, principalTags });
    }
    const untagged = groups.get('[]');
    const tagged = [...groups].filter(([key]) => key !== '[]').sort(([a], [b]) => (a < b ? -1 : 1));
    return [
      ...(untagged === undefined ? [] : [{ ...untagged, sidSuffix: '' }]),
      ...tagged.map(([, group], index) => ({ ...group, sidSuffix: `ByTag${String(index + 1)}` })),
    ];
  });
}

const accesses: readonly Access[] = ['reader', 'writer'];
