import { formatArn, known, unknown, type Fact, type GrantConstraints } from '../../core';
import type { Located } from '../stacks/located';
import type { Place } from '../stacks/place';
import type { Section } from '../stacks/section';
import { follow } from '../world/attachment';
import { keyArnOf, namedKey, termsOf } from '../world/keys';
import { tagsOf } from '../world/tags';
import { isImported, tagFacts, targetsOf, told, type Ask, type Askings, type Others } from './ask';
import { requestKeys } from './need';

/** What keys, their aliases and grants ask for. @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html */
export const keyAskings: Askings = {
  aws_kms_key: (located, place) => targetsOf(keyArnOf(located), []).flatMap((arn) => keyAsks(located, place, arn)),
  aws_kms_alias: aliasAsks,
  aws_kms_grant: grantAsks,
};

const keyReads = ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListResourceTags'];

function keyAsks(located: Located, { region }: Place, resource: string): readonly Ask[] {
  const values = requestKeys(region);
  const tags = tagFacts(tagsOf(located));
  return [
    ...(isImported(located) ? takeoverAsks(resource, values) : [creationAsk(values, tags)]),
    { action: 'kms:TagResource', resource, ...told(values, tags) },
    ...rotationAsks(located.section, resource, values),
    ...['kms:PutKeyPolicy', ...keyReads].map((action) => ({ action, resource, values })),
  ];
}

function creationAsk(values: Ask['values'], tags: Parameters<typeof told>[1]): Ask {
  const created = {
    ...values,
    'kms:KeySpec': 'SYMMETRIC_DEFAULT',
    'kms:KeyUsage': 'ENCRYPT_DECRYPT',
    'kms:KeyOrigin': 'AWS_KMS',
    'kms:MultiRegion': 'false',
    'kms:BypassPolicyLockoutSafetyCheck': 'false',
  };
  return { action: 'kms:CreateKey', resource: '*', ...told(created, tags) };
}

/** A key that is there already gets another description, and loses tags that only terraform sees. */
function takeoverAsks(resource: string, values: Ask['values']): readonly Ask[] {
  return [
    { action: 'kms:UpdateKeyDescription', resource, values },
    { action: 'kms:UntagResource', resource, values, unknown: ['aws:TagKeys'] },
  ];
}

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-rotation-period-in-days */
function rotationAsks(section: Section, resource: string, values: Ask['values']): readonly Ask[] {
  const rotated = section.flag('enable_key_rotation', false);
  if (rotated.known && !rotated.value) return [];
  const days = follow(section.value('rotation_period_in_days'), (one): Fact<string | undefined> => {
    if (one === undefined) return known(undefined);
    return typeof one === 'number' ? known(String(one)) : unknown(`the rotation of ${section.name} is no number`);
  });
  return [{ action: 'kms:EnableKeyRotation', resource, ...told(values, { 'kms:RotationPeriodInDays': days }) }];
}

/** An alias is made on the alias and on its key. @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html */
function aliasAsks(located: Located, place: Place, others: Others): readonly Ask[] {
  const values = requestKeys(place.region);
  const aliases = targetsOf(located.section.text('name'), []).map((resource) =>
    formatArn({ ...place, service: 'kms', resource }),
  );
  const keys = targetsOf(namedKey(located, 'target_key_id'), others('aws_kms_key').map(keyArnOf));
  const made = isImported(located) ? [] : [...keys, ...aliases];
  return [
    ...made.map((resource) => ({ action: 'kms:CreateAlias', resource, values })),
    { action: 'kms:ListAliases', resource: '*', values },
  ];
}

function grantAsks(located: Located, { region }: Place, others: Others): readonly Ask[] {
  const { granteePrincipal, operations, constraints } = termsOf(located.section);
  const values = requestKeys(region);
  const terms = told(values, {
    'kms:GranteePrincipal': granteePrincipal,
    'kms:GrantOperations': operations,
    'kms:GrantConstraintType': follow(constraints, (one) => known(constraintType(one))),
  });
  const keys = targetsOf(namedKey(located, 'key_id'), others('aws_kms_key').map(keyArnOf));
  return keys.flatMap((resource) => [
    { action: 'kms:CreateGrant', resource, ...terms },
    { action: 'kms:ListGrants', resource, values },
  ]);
}

function constraintType(constraints: GrantConstraints): string | undefined {
  if ('encryptionContextEquals' in constraints) return 'EncryptionContextEquals';
  return 'encryptionContextSubset' in constraints ? 'EncryptionContextSubset' : undefined;
}
