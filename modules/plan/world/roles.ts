import { describeRole, known, roleArn, type Fact, type NamedDocument, type Role } from '../../core';
import type { Located, LocatedResources } from '../stacks/located';
import type { Section } from '../stacks/section';
import { together } from '../stacks/together';
import { follow, strayAttachment, type Attachment } from './attachment';
import { managedPolicies, type ManagedPolicies } from './managed-policies';
import { readEach, type Reading } from './reading';
import { tagsOf } from './tags';

/** The roles of the stacks with everything that is attached to them. */
export function rolesOf(resources: LocatedResources): Reading<Role> {
  const attached: AttachedPolicies = {
    inline: resources.all('aws_iam_role_policy').map(ofRole),
    single: resources.all('aws_iam_role_policy_attachment').map(ofRole),
    shared: resources.all('aws_iam_policy_attachment'),
    managed: managedPolicies(resources),
  };
  return readEach(resources.all('aws_iam_role'), roleArnOf, (located, arn) => {
    const { section } = located;
    return describeRole({
      arn,
      trustPolicy: section.document('assume_role_policy'),
      identityPolicies: identityPolicies(located, attached),
      permissionsBoundary: follow(section.optionalText('permissions_boundary'), (boundary) =>
        known(boundary === undefined ? 'none' : attached.managed.named(boundary)),
      ),
      tags: tagsOf(located),
    });
  });
}

interface AttachedPolicies {
  readonly inline: readonly Attachment[];
  readonly single: readonly Attachment[];
  readonly shared: readonly Located[];
  readonly managed: ManagedPolicies;
}

/** The ARN of a role that is made. */
export function roleArnOf({ section, place }: Located): Fact<string> {
  return follow(section.text('name'), (name) =>
    follow(section.optionalText('path'), (path) =>
      follow(place, ({ partition, accountId }) => known(roleArn(partition, accountId, path ?? '/', name))),
    ),
  );
}

/** Roles are named by their name, which is one of the account. */
function ofRole(located: Located): Attachment {
  return { located, to: follow(located.section.text('role'), (role) => inAccount(located, role)) };
}

function inAccount({ place }: Located, name: string): Fact<string> {
  return follow(place, ({ accountId }) => known(`${accountId} ${name}`));
}

function identityPolicies(role: Located, attached: AttachedPolicies): Fact<readonly NamedDocument[]> {
  return follow(role.section.text('name'), (name) =>
    follow(inAccount(role, name), (key) =>
      follow(inlineSections(role, key, attached), (inline) =>
        follow(managedArns(role, name, key, attached), (arns) =>
          known([...inline.map(inlinePolicy), ...arns.map((arn) => attached.managed.named(arn))]),
        ),
      ),
    ),
  );
}

function inlineSections({ section }: Located, key: string, { inline }: AttachedPolicies): Fact<readonly Section[]> {
  return (
    strayAttachment(inline) ??
    follow(section.sections('inline_policy'), (own) => known([...own, ...attachedTo(inline, key)]))
  );
}

function attachedTo(attachments: readonly Attachment[], key: string): readonly Section[] {
  return attachments.filter(({ to }) => to.known && to.value === key).map(({ located }) => located.section);
}

function inlinePolicy(section: Section, index: number): NamedDocument {
  const name = section.optionalText('name');
  return {
    name: name.known && name.value !== undefined ? name.value : `inline policy ${String(index + 1)}`,
    document: section.document('policy'),
  };
}

/** The ARNs of the managed policies of a role, however they are attached. */
function managedArns(
  { section, place }: Located,
  name: string,
  key: string,
  { single, shared }: AttachedPolicies,
): Fact<readonly string[]> {
  const accountId = place.known ? place.value.accountId : undefined;
  const near = shared.filter((one) => one.place.known && one.place.value.accountId === accountId);
  const arns = together([
    ...attachedTo(single, key).map((one) => one.text('policy_arn')),
    ...near.map((one) => sharedArn(one, name)),
  ]);
  return (
    strayAttachment(single) ??
    follow(section.texts('managed_policy_arns'), (listed) =>
      follow(arns, (attached) => known([...new Set([...listed, ...attached.flatMap((arn) => arn ?? [])])])),
    )
  );
}

function sharedArn({ section }: Located, role: string): Fact<string | undefined> {
  return follow(section.texts('roles'), (roles) =>
    roles.includes(role) ? section.text('policy_arn') : known(undefined),
  );
}
