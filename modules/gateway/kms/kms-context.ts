import type { KmsKey } from '../../core';
import type { RequestContext } from '../../evaluation';
import { isJsonObject, textOf, textsOf, type JsonObject } from '../json';
import { callerContext } from '../state/caller-context';
import type { GatewayState } from '../state/gateway-state';
import type { KeyNotes } from '../state/key-notes';
import type { KmsCallIn } from './kms-call';

/** The condition keys of a KMS request. @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html */
export function kmsContext(state: GatewayState, call: KmsCallIn, key: KmsKey | undefined): RequestContext {
  const { operation, parameters, caller } = call;
  const keyId = textOf(parameters, 'KeyId') ?? '';
  return {
    ...callerContext(state, caller, caller.scope.region),
    ...(key ? ofKey(key, state.keyNotes.of(key.arn)) : ofNewKey(parameters)),
    ...requestTags(parameters),
    'kms:RequestAlias': /(?:^|:)(alias\/.+)$/.exec(keyId)?.[1] ?? null,
    'kms:BypassPolicyLockoutSafetyCheck': String(parameters['BypassPolicyLockoutSafetyCheck'] === true),
    'kms:ScheduleKeyDeletionPendingWindowInDays': days(parameters['PendingWindowInDays']),
    'kms:RotationPeriodInDays': days(parameters['RotationPeriodInDays']),
    'kms:GrantIsForAWSResource': 'false',
    ...(operation === 'CreateGrant' ? grantContext(parameters) : {}),
  };
}

function ofKey({ aliases, tags }: KmsKey, notes: KeyNotes): RequestContext {
  return {
    'kms:KeySpec': notes.keySpec,
    'kms:KeyUsage': notes.keyUsage,
    'kms:KeyOrigin': notes.origin,
    'kms:MultiRegion': String(notes.multiRegion),
    'kms:ResourceAliases': aliases.known && aliases.value.length > 0 ? aliases.value : null,
    ...(tags.known
      ? Object.fromEntries(Object.entries(tags.value).map(([tag, value]) => [`aws:ResourceTag/${tag}`, value]))
      : {}),
  };
}

function ofNewKey(parameters: JsonObject): RequestContext {
  return {
    'kms:KeySpec': textOf(parameters, 'KeySpec') ?? 'SYMMETRIC_DEFAULT',
    'kms:KeyUsage': textOf(parameters, 'KeyUsage') ?? 'ENCRYPT_DECRYPT',
    'kms:KeyOrigin': textOf(parameters, 'Origin') ?? 'AWS_KMS',
    'kms:MultiRegion': String(parameters['MultiRegion'] === true),
  };
}

function requestTags(parameters: JsonObject): RequestContext {
  const tags = tagsOf(parameters);
  const keys = [...Object.keys(tags), ...textsOf(parameters, 'TagKeys')];
  if (keys.length === 0) return { 'aws:TagKeys': null };
  return {
    'aws:TagKeys': keys,
    ...Object.fromEntries(Object.entries(tags).map(([tag, value]) => [`aws:RequestTag/${tag}`, value])),
  };
}

/** The `Tags` of a request. */
export function tagsOf(parameters: JsonObject): { readonly [tag: string]: string } {
  const tags = parameters['Tags'];
  const pairs = Array.isArray(tags) ? tags.filter(isJsonObject) : [];
  return Object.fromEntries(pairs.map((tag) => [textOf(tag, 'TagKey') ?? '', textOf(tag, 'TagValue') ?? '']));
}

function grantContext(parameters: JsonObject): RequestContext {
  const constraints = parameters['Constraints'];
  const named = isJsonObject(constraints) ? Object.entries(constraints) : [];
  const types = named.flatMap(([type, pairs]) => (isJsonObject(pairs) && Object.keys(pairs).length > 0 ? [type] : []));
  return {
    'kms:GrantOperations': textsOf(parameters, 'Operations'),
    'kms:GranteePrincipal': textOf(parameters, 'GranteePrincipal') ?? null,
    'kms:RetiringPrincipal': textOf(parameters, 'RetiringPrincipal') ?? null,
    'kms:GrantConstraintType': types[0] ?? null,
  };
}

function days(value: unknown): string | null {
  return typeof value === 'number' ? String(value) : null;
}
