import type { Reply } from '../http/reply';
import { readJsonObject } from '../json';
import type { GatewayState } from '../state/gateway-state';
import { findKey } from './find-key';
import { forwardKms, kmsErrorReply, kmsReply, type KmsCallIn } from './kms-call';
import { stateError } from './key-states';
import { keyDenial } from './permission';

/** Answers GetKeyRotationStatus with the period that was put: not every emulator keeps it. */
export async function keyRotationStatus(state: GatewayState, call: KmsCallIn): Promise<Reply> {
  const key = findKey(state, call);
  if ('code' in key) return kmsErrorReply(key);
  const refused = keyDenial(state, call, key) ?? stateError(call.operation, key);
  if (refused) return kmsErrorReply(refused);
  const { reply, text } = await forwardKms(state, call, key.accountId);
  if (reply.status >= 300) return reply;
  const period = state.keyNotes.of(key.arn).rotationPeriodInDays;
  return kmsReply({
    ...readJsonObject(text),
    KeyRotationEnabled: period !== undefined,
    ...(period === undefined ? {} : { RotationPeriodInDays: period }),
  });
}
