import type { KeyState, KmsKey } from '../../core';
import { kmsError, type KmsError } from './kms-call';
import { cryptoRows } from './catalogue/kms-rows';

const whileEnabled = new Set([
  ...Object.keys(cryptoRows),
  'CreateGrant',
  'DisableKeyRotation',
  'EnableKeyRotation',
  'GetPublicKey',
  'ReEncrypt',
  'RotateKeyOnDemand',
]);
const whileNotDeleted = new Set([
  'CreateAlias',
  'DeleteImportedKeyMaterial',
  'DisableKey',
  'EnableKey',
  'GetKeyRotationStatus',
  'GetParametersForImport',
  'ImportKeyMaterial',
  'ScheduleKeyDeletion',
  'TagResource',
  'UntagResource',
  'UpdateAlias',
  'UpdateKeyDescription',
]);
const withMaterial = new Set([...whileEnabled, 'DisableKey', 'EnableKey']);

interface StateRule {
  readonly forbids: ReadonlySet<string>;
  readonly code: string;
  readonly says: string;
}

const invalidState = 'KMSInvalidStateException';

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
const rules: { readonly [state in KeyState]: StateRule } = {
  Enabled: { forbids: new Set(['CancelKeyDeletion']), code: invalidState, says: 'is not pending deletion.' },
  Disabled: { forbids: whileEnabled, code: 'DisabledException', says: 'is disabled.' },
  PendingDeletion: {
    forbids: new Set([...whileEnabled, ...whileNotDeleted]),
    code: invalidState,
    says: 'is pending deletion.',
  },
  PendingImport: { forbids: withMaterial, code: invalidState, says: 'is pending import.' },
  Unavailable: { forbids: whileEnabled, code: invalidState, says: 'is unavailable.' },
};

/** What a key's state forbids. */
export function stateError(operation: string, { arn, state }: KmsKey): KmsError | undefined {
  if (!state.known) return undefined;
  const cancels = operation === 'CancelKeyDeletion' && state.value !== 'PendingDeletion';
  const { forbids, code, says } = rules[cancels ? 'Enabled' : state.value];
  return forbids.has(operation) ? kmsError(code, `${arn} ${says}`) : undefined;
}
