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
} from '../../core';
import type { Located, LocatedResources } from '../stacks/located';
import type { Section } from '../stacks/section';
import { symbolOf } from '../stacks/stack-document';
import { together } from '../stacks/together';
import { follow, onlyAttachment, strayAttachment, type Attachment } from './attachment';
import { readEach, type Reading } from './reading';
import { tagsOf } from './tags';

/** The KMS keys of the stacks with their policies and aliases. */
export function keysOf(resources: LocatedResources): Reading<KmsKey> {
  const policies = attachedBy(resources.all('aws_kms_key_policy'), 'key_id');
  const aliases = attachedBy(resources.all('aws_kms_alias'), 'target_key_id');
  return readEach(resources.all('aws_kms_key'), keyArnOf, (located, arn) => {
    const { section } = located;
    return describeKey({
      arn,
      state: follow(section.flag('is_enabled', true), (enabled) => known<KeyState>(enabled ? 'Enabled' : 'Disabled')),
      policy: policyOf(onlyAttachment(policies, arn), section, arn),
      aliases: aliasesOf(aliases, arn),
      tags: tagsOf(located),
    });
  });
}

/** Grants whose key is not known may be on any key of the stacks. */
export function grantsOf(resources: LocatedResources, keys: readonly KmsKey[]): readonly Grant[] {
  return attachedBy(resources.all('aws_kms_grant'), 'key_id').flatMap(({ located, to }) => {
    const id = symbolOf(located.resource);
    if (to.known) return describeGrant({ id, keyArn: to.value, ...termsOf(located.section) });
    const doubt = unknown(`the key of ${located.section.name} is not known: ${to.why}`);
    return keys.map(({ arn }) =>
      describeGrant({ id: `${id} on ${arn}`, keyArn: arn, ...termsOf(located.section), visible: doubt }),
    );
  });
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
          ...(equals ? { encryptionContextEquals: equals } : {}),
          ...(subset ? { encryptionContextSubset: subset } : {}),
        }),
      ),
    );
  });
}

/** The ARN of a key that is made. */
export function keyArnOf({ place, resource }: Located): Fact<string> {
  return follow(place, (at) => known(formatArn({ ...at, service: 'kms', resource: `key/${symbolOf(resource)}` })));
}

function attachedBy(resources: readonly Located[], argument: string): readonly Attachment[] {
  return resources.map((located) => ({ located, to: namedKey(located, argument) }));
}

/** The ARN of the key that an argument names by ARN or by id, which is one of the account and region. */
export function namedKey({ section, place }: Located, argument: string): Fact<string> {
  return follow(section.text(argument), (name) => {
    if (parseArn(name)) return known(name);
    return follow(place, (at) => known(formatArn({ ...at, service: 'kms', resource: `key/${name}` })));
  });
}

function policyOf(attached: Fact<Located | undefined>, key: Section, arn: string): Fact<unknown> {
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

function aliasesOf(attachments: readonly Attachment[], arn: string): Fact<readonly string[]> {
  const own = attachments.filter(({ to }) => to.known && to.value === arn);
  return strayAttachment(attachments) ?? together(own.map(({ located }) => located.section.text('name')));
}
