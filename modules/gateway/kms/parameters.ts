import type { KmsKey } from '../../core';
import type { GatewayState } from '../state/gateway-state';
import { isKmsError, lockout, policyOfRequest } from './key-policy';
import { kmsError, type KmsCallIn, type KmsError } from './kms-call';

/** What KMS has against the parameters of a request that is allowed; `undefined` when nothing. */
export function parameterError(state: GatewayState, call: KmsCallIn, key: KmsKey): KmsError | undefined {
  const { operation, parameters } = call;
  switch (operation) {
    case 'PutKeyPolicy': {
      const policy = policyOfRequest(state, call);
      return isKmsError(policy) ? policy : lockout(state, call, key, policy);
    }
    case 'ScheduleKeyDeletion':
      return dayError('PendingWindowInDays', parameters['PendingWindowInDays'], 7, 30);
    case 'EnableKeyRotation':
      return dayError('RotationPeriodInDays', parameters['RotationPeriodInDays'], 90, 2560);
    default:
      return undefined;
  }
}

function dayError(name: string, value: unknown, from: number, to: number): KmsError | undefined {
  if (value === undefined || (typeof value === 'number' && value >= from && value <= to)) return undefined;
  return kmsError('ValidationException', `${name} has to be between ${String(from)} and ${String(to)}.`);
}
