import {
  accountRootArn,
  describeGrant,
  describeKey,
  formatArn,
  known,
  parseArn,
  unknown,
  type Fact,
  type Grant,
  type GrantConstraints,
  type KeyState,
  type KmsKey,
  type Tags,
} from '../../core';
import type { Described, Resources } from '../stacks/described';
import type { Section } from '../stacks/section';
import { together } from '../stacks/together';
import { AttachmentsOfLists, follow, type Attachments } from './attachment';
import { Kept } from './kept';
import { LazyMap } from './lazy-map';
import { itself, readEach, type Named, type Reading } from './reading';
import { tagsOf } from './tags';

/** The KMS keys of the stacks with their policies and aliases. */
export function keysOf(resources: Resources, kept = new Kept<KmsKey>()): Reading<string, KmsKey> {
  return readEach(allKeys(resources), keyArnOf, itself, (located, arn) => {
    const { section } = located;
    const policy = aboutKeys(resources, 'aws_kms_key_policy').only(arn);
    const aliases = byTargetKey.of(resources.all('aws_kms_alias'));
    return kept.of(located, [policy, aliases.stray, ...aliases.of(arn)], () =>
      describeKey({
        arn,
        state: stateOf(section),
        policy: policyOf(policy, section, arn),
        aliases: aliasesOf(aliases, arn),
        tags: tagsOf(located),
      }),
    );
  });
}

/** The types in which terraform makes keys. */
export const keyTypes: readonly string[] = [
  'aws_kms_key',
  'aws_kms_replica_key',
  'aws_kms_external_key',
  'aws_kms_replica_external_key',
];

function allKeys(resources: Resources): readonly Described[] {
  return keyTypes.flatMap((type) => resources.all(type));
}

const byKey = new AttachmentsOfLists((located) => namedKey(located, 'key_id'));
const byTargetKey = new AttachmentsOfLists((located) => namedKey(located, 'target_key_id'));

/** The resources of a type that name a key by `key_id`. */
export function aboutKeys(resources: Resources, type: string): Attachments {
  return byKey.of(resources.all(type));
}

/** The argument of keys with material of one's own has another name. */
function stateOf(section: Section): Fact<KeyState> {
  return follow(section.flag('enabled', true), (external) =>
    follow(section.flag('is_enabled', true), (enabled) => known(enabled && external ? 'Enabled' : 'Disabled')),
  );
}

/** Grants, named by their ids; those whose key is not known may be on any key of the stacks. */
export function grantsOf(
  resources: Resources,
  keys: readonly Named<string>[],
): Omit<Reading<string, Grant>, 'diagnostics'> {
  const readers: (readonly [string, () => Grant])[] = [];
  const named: Named<string>[] = [];
  for (const located of resources.all('aws_kms_grant')) {
    const key = namedKey(located, 'key_id');
    const add = (id: string, keyArn: string, doubt?: Pick<Grant, 'visible'>) => {
      named.push({ located, name: id });
      readers.push([id, () => describeGrant({ id, keyArn, ...termsOf(located.section), ...doubt })]);
    };
    if (key.known) add(located.symbol, key.value);
    else {
      const visible = unknown(`the key of ${located.section.name} is not known: ${key.why}`);
      for (const { name } of keys) add(`${located.symbol} on ${name}`, name, { visible });
    }
  }
  return { found: new LazyMap(readers), named };
}

/** What a grant says, as far as it is known. */
export function termsOf(section: Section): Pick<Grant, 'granteePrincipal' | 'operations' | 'constraints'> {
  return {
    granteePrincipal: section.text('grantee_principal'),
    operations: section.texts('operations'),
    constraints: constraintsOf(section),
  };
}

function constraintsOf(section: Section): Fact<GrantConstraints> {
  return follow(section.sections('constraints'), ([constraints]) => {
    if (!constraints) return known({});
    return follow(constraints.map('encryption_context_equals'), (equals) =>
      follow(constraints.map('encryption_context_subset'), (subset) =>
        known({
          ...(says(equals) ? { encryptionContextEquals: equals } : {}),
          ...(says(subset) ? { encryptionContextSubset: subset } : {}),
        }),
      ),
    );
  });
}

/** A constraint that is not set is read back as an empty one. */
function says(context: Tags | undefined): context is Tags {
  return context !== undefined && Object.keys(context).length > 0;
}

/** The ARN of a key; one that is not made yet has a made-up one. */
export function keyArnOf({ place, section, symbol }: Described): Fact<string> {
  const arn = section.optionalText('arn');
  if (arn.known && arn.value !== undefined) return known(arn.value);
  return follow(place, (at) => known(formatArn({ ...at, service: 'kms', resource: `key/${symbol}` })));
}

/** The ARN of the key that an argument names by ARN or by id, which is one of the account and region. */
export function namedKey({ section, place }: Described, argument: string): Fact<string> {
  return follow(section.text(argument), (name) => {
    if (parseArn(name)) return known(name);
    return follow(place, (at) => known(formatArn({ ...at, service: 'kms', resource: `key/${name}` })));
  });
}

function policyOf(attached: Fact<Described | undefined>, key: Section, arn: string): Fact<unknown> {
  const document = follow(attached, (located) => (located?.section ?? key).document('policy'));
  return follow(document, (written) => known(written ?? defaultPolicy(arn)));
}

/** What KMS gives a key for which no policy is written. @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
function defaultPolicy(keyArn: string): unknown {
  const { partition = 'aws', accountId = '' } = parseArn(keyArn) ?? {};
  const account = { AWS: accountRootArn(partition, accountId) };
  const statement = { Sid: 'Enable IAM User Permissions', Effect: 'Allow', Principal: account, Action: 'kms:*' };
  return { Version: '2012-10-17', Statement: [{ ...statement, Resource: '*' }] };
}

function aliasesOf(aliases: Attachments, arn: string): Fact<readonly string[]> {
  return aliases.stray ?? together(aliases.of(arn).map(({ section }) => section.text('name')));
}
