import { isTextList, isJsonObject, type JsonObject } from '../stacks/json';
import { member } from '../document/fields';
import type { PlannedResource } from '../planned/planned-resource';
import type { PlannedResources } from '../planned/planned-resources';

/**
 * Roles without what other resources say better: `inline_policy` and `managed_policy_arns` show all that a role has,
 * those of `aws_iam_role_policy` and of attachments included, as long as the role does not write them itself.
 */
export function correctedRoles(planned: PlannedResources, before: PlannedResources): readonly PlannedResource[] {
  const inline = inlineNames([planned, before]);
  const attached = attachedArns([before]);
  return planned.all('aws_iam_role').map((role) => {
    const name = role.section.text('name');
    const key = name.known ? name.value : '';
    const corrections = { ...withoutInline(role, inline.get(key)), ...withoutArns(role, attached.get(key)) };
    return Object.keys(corrections).length > 0 ? role.corrected(corrections) : role;
  });
}

/** The names of the inline policies that resources give to roles, by the role's name. */
export function inlineNames(sides: readonly PlannedResources[]): NamesByRole {
  return namesByRole(sides, 'aws_iam_role_policy', 'name');
}

/** The ARNs of the managed policies that resources attach to roles, by the role's name. */
export function attachedArns(sides: readonly PlannedResources[]): NamesByRole {
  return namesByRole(sides, 'aws_iam_role_policy_attachment', 'policy_arn');
}

type NamesByRole = ReadonlyMap<string, ReadonlySet<string>>;

function withoutInline(role: PlannedResource, names: ReadonlySet<string> | undefined): JsonObject {
  const shown = names && shownBy(role, 'inline_policy');
  if (!names || !Array.isArray(shown)) return {};
  return { inline_policy: shown.filter((one) => !names.has(String(member(one, 'name')))) };
}

function withoutArns(role: PlannedResource, arns: ReadonlySet<string> | undefined): JsonObject {
  const shown = arns && shownBy(role, 'managed_policy_arns');
  if (!arns || !isTextList(shown)) return {};
  return { managed_policy_arns: shown.filter((arn) => !arns.has(arn)) };
}

/** What a role shows of others; what it writes itself is nobody else's. */
function shownBy(role: PlannedResource, argument: string): unknown {
  const written = role.configured?.expressions ?? {};
  return isJsonObject(written) && Object.hasOwn(written, argument) ? undefined : member(role.section.fields, argument);
}

function namesByRole(sides: readonly PlannedResources[], type: string, argument: string): NamesByRole {
  const found = new Map<string, Set<string>>();
  // What differs in nothing is one list on both sides.
  const lists = new Set(sides.map((side) => side.all(type)));
  for (const { section } of [...lists].flat()) {
    const [role, name] = [section.text('role'), section.text(argument)];
    if (!role.known || !name.known) continue;
    const names = found.get(role.value) ?? new Set();
    found.set(role.value, names.add(name.value));
  }
  return found;
}
