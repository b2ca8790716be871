import { known, type Fact } from '../../core';
import type { Subject } from '../facts';
import type { Described } from '../stacks/described';
import { follow } from '../world/attachment';
import { keyArnOf, keyTypes, namedKey } from '../world/keys';
import { inAccount } from '../world/holders';
import { roleArnOf, userArnOf } from '../world/roles';
import type { EffectiveResources } from './effective-resources';

const ofBuckets = [
  'policy',
  'server_side_encryption_configuration',
  'public_access_block',
  'versioning',
  'ownership_controls',
];
const alsoOfBuckets = [
  'lifecycle_configuration',
  'object_lock_configuration',
  'replication_configuration',
  'inventory',
  'logging',
  'acl',
];

/** What the resources of a side that are asked about are, or belong to, by their addresses. */
export function subjectsOf(resources: EffectiveResources, asked: ReadonlySet<string>): ReadonlyMap<string, Subject> {
  const found = new Map<string, Subject>();
  if (asked.size === 0) return found;
  const add = (kind: Subject['kind'], types: readonly string[], idOf: (one: Described) => Fact<string>) => {
    for (const one of types.flatMap((type) => resources.all(type))) {
      if (!asked.has(one.path) || one.unmanaged === true) continue;
      const id = idOf(one);
      if (id.known) found.set(one.path, { kind, id: id.value });
    }
  };
  const about = [...ofBuckets, ...alsoOfBuckets].map((name) => `aws_s3_bucket_${name}`);
  add('bucket', ['aws_s3_bucket', ...about], ({ section }) => section.text('bucket'));
  add('key', keyTypes, keyArnOf);
  add('key', ['aws_kms_key_policy'], (one) => namedKey(one, 'key_id'));
  add('key', ['aws_kms_alias'], (one) => namedKey(one, 'target_key_id'));
  add('grant', ['aws_kms_grant'], ({ symbol }) => known(symbol));
  const [roles, users] = holdersOf(resources);
  add('principal', ['aws_iam_role'], roleArnOf);
  add('principal', ['aws_iam_user'], userArnOf);
  add('principal', ['aws_iam_role_policy', 'aws_iam_role_policy_attachment'], (one) => holderOf(one, 'role', roles));
  add('principal', ['aws_iam_user_policy', 'aws_iam_user_policy_attachment'], (one) => holderOf(one, 'user', users));
  return found;
}

type ByName = ReadonlyMap<string, Fact<string>>;

function holdersOf(resources: EffectiveResources): readonly [ByName, ByName] {
  const [roles, users] = [resources.all('aws_iam_role'), resources.all('aws_iam_user')];
  return [holdersByName(roles, roleArnOf), holdersByName(users, userArnOf)];
}

function holdersByName(holders: readonly Described[], arnOf: (one: Described) => Fact<string>): ByName {
  return new Map(
    holders.flatMap((one) => {
      const key = follow(one.section.text('name'), (name) => inAccount(one, name));
      return key.known ? [[key.value, arnOf(one)]] : [];
    }),
  );
}

/** A holder that the plan does not manage is named, but not known by its ARN. */
function holderOf(one: Described, argument: string, holders: ByName): Fact<string> {
  return follow(one.section.text(argument), (name) =>
    follow(inAccount(one, name), (key) => holders.get(key) ?? { known: false, why: `${name} is not in the plan` }),
  );
}
