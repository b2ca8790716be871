import type { RequestContext } from '../../evaluation';
import { isJsonObject, textOf, textsOf } from '../json';
import type { KmsCallIn } from './kms-call';

/** The condition keys that a KMS request fills itself. @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html */
export function kmsContext({ operation, parameters }: KmsCallIn): RequestContext {
  const keyId = textOf(parameters, 'KeyId') ?? '';
  const alias = /(?:^|:)(alias\/.+)$/.exec(keyId)?.[1];
  return {
    'kms:RequestAlias': alias ?? null,
    'kms:BypassPolicyLockoutSafetyCheck': String(parameters['BypassPolicyLockoutSafetyCheck'] === true),
    'kms:ScheduleKeyDeletionPendingWindowInDays': pendingDays(parameters['PendingWindowInDays']),
    'kms:GrantIsForAWSResource': 'false',
    ...(operation === 'CreateGrant' ? grantContext({ parameters }) : {}),
  };
}

function grantContext({ parameters }: Pick<KmsCallIn, 'parameters'>): RequestContext {
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

function pendingDays(value: unknown): string | null {
  return typeof value === 'number' ? String(value) : null;
}
