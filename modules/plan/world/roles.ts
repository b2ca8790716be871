import {
  describeRole,
  describeUser,
  formatArn,
  known,
  roleArn,
  unknown,
  type Fact,
  type Role,
  type User,
} from '../../core';
import type { Described, Resources } from '../stacks/described';
import { Attachments, follow } from './attachment';
import { Holders, inAccount, sharedTypes } from './holders';
import { Kept } from './kept';
import { once } from './lazy-map';
import { managedPolicies } from './managed-policies';
import { itself, readEach, type Reading } from './reading';

/** The roles of the stacks with everything that is attached to them. */
export function rolesOf(resources: Resources, kept = new Kept<Role>()): Reading<string, Role> {
  const managed = managedPolicies(resources);
  const about = once(() => ({
    holders: new Holders(resources, managed, {
      argument: 'role',
      inline: 'aws_iam_role_policy',
      attachment: 'aws_iam_role_policy_attachment',
      list: 'roles',
    }),
    everybodys: sharedTypes.map((type) => kept.all(resources, type)),
  }));
  return readEach(resources.all('aws_iam_role'), roleArnOf, itself, (located, arn) => {
    const { holders, everybodys } = about();
    return kept.of(located, [...everybodys, ...holders.sourcesOf(located)], () =>
      describeRole({ arn, trustPolicy: located.section.document('assume_role_policy'), ...holders.read(located) }),
    );
  });
}

/** The users with everything that is attached to them; what a user gets by its groups is not known. */
export function usersOf(resources: Resources): Reading<string, User> {
  const managed = managedPolicies(resources);
  const about = once(() => ({
    holders: new Holders(resources, managed, {
      argument: 'user',
      inline: 'aws_iam_user_policy',
      attachment: 'aws_iam_user_policy_attachment',
      list: 'users',
    }),
    members: membersOfGroups(resources),
  }));
  return readEach(resources.all('aws_iam_user'), userArnOf, itself, (located, arn) => {
    const { holders, members } = about();
    const held = holders.read(located);
    return describeUser({ arn, ...held, identityPolicies: outsideGroups(located, members) ?? held.identityPolicies });
  });
}

/** The ARN of a role; of one that is made, from its path and name. */
export function roleArnOf(located: Described): Fact<string> {
  return holderArn(located, (partition, accountId, path, name) => roleArn(partition, accountId, path, name));
}

/** The ARN of a user; of one that is made, from its path and name. */
export function userArnOf(located: Described): Fact<string> {
  return holderArn(located, (partition, accountId, path, name) =>
    formatArn({ partition, service: 'iam', region: '', accountId, resource: `user${path}${name}` }),
  );
}

type MakeArn = (partition: string, accountId: string, path: string, name: string) => string;

function holderArn({ section, place }: Described, make: MakeArn): Fact<string> {
  const arn = section.optionalText('arn');
  if (arn.known && arn.value !== undefined) return known(arn.value);
  return follow(section.text('name'), (name) =>
    follow(section.optionalText('path'), (path) =>
      follow(place, ({ partition, accountId }) => known(make(partition, accountId, path ?? '/', name))),
    ),
  );
}

function membersOfGroups(resources: Resources): Attachments {
  const single = resources.all('aws_iam_user_group_membership').map((located) => ({
    located,
    to: follow(located.section.text('user'), (name) => inAccount(located, name)),
  }));
  const listed = resources.all('aws_iam_group_membership').flatMap((located) => {
    const users = located.section.texts('users');
    if (!users.known) return [{ located, to: users }];
    return users.value.map((name) => ({ located, to: inAccount(located, name) }));
  });
  return new Attachments([...single, ...listed]);
}

function outsideGroups(user: Described, members: Attachments): Fact<never> | undefined {
  const key = follow(user.section.text('name'), (name) => inAccount(user, name));
  const [membership] = key.known ? members.of(key.value) : [];
  if (membership) return unknown(`the policies of its groups are not read (${membership.path})`);
  return members.stray;
}
