import type { EncryptionContext, KmsKey } from '../../core';
import type { Reply } from '../http/reply';
import { textMapOf, textOf } from '../json';
import type { GatewayState } from '../state/gateway-state';
import { keyOfCiphertext, resolveKey } from './find-key';
import { forwardKms, kmsErrorReply, type KmsCallIn, type KmsError } from './kms-call';
import { stateError } from './key-states';
import { decideOnKey, kmsDenial } from './permission';

interface Use {
  readonly action: 'ReEncryptFrom' | 'ReEncryptTo';
  readonly key: KmsKey;
  readonly encryptionContext: EncryptionContext;
}

/** Answers ReEncrypt, which needs a permission on each of its two keys. @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html */
export async function reEncrypt(state: GatewayState, call: KmsCallIn): Promise<Reply> {
  const { parameters } = call;
  const named = textOf(parameters, 'SourceKeyId');
  const source = named
    ? resolveKey(state, call, named)
    : keyOfCiphertext(state, call, textOf(parameters, 'CiphertextBlob') ?? '');
  const destination = resolveKey(state, call, textOf(parameters, 'DestinationKeyId') ?? '');
  if ('code' in source) return kmsErrorReply(source);
  if ('code' in destination) return kmsErrorReply(destination);
  const uses: readonly Use[] = [
    { action: 'ReEncryptFrom', key: source, encryptionContext: textMapOf(parameters, 'SourceEncryptionContext') ?? {} },
    {
      action: 'ReEncryptTo',
      key: destination,
      encryptionContext: textMapOf(parameters, 'DestinationEncryptionContext') ?? {},
    },
  ];
  const error = uses.map((use) => useError(state, call, use)).find((one) => one !== undefined);
  return error ? kmsErrorReply(error) : (await forwardKms(state, call, source.accountId)).reply;
}

/** Decides one use and enters it into the ledger. */
function useError(state: GatewayState, call: KmsCallIn, { action, key, encryptionContext }: Use): KmsError | undefined {
  const error =
    kmsDenial(call, decideOnKey(state, call, key, action, encryptionContext)) ?? stateError(call.operation, key);
  state.ledger.add({
    time: state.clock.now().toISOString(),
    operation: action,
    keyArn: key.arn,
    principal: call.caller.credentials.principal,
    encryptionContext,
    cause: { operation: call.operation },
    outcome: error?.code ?? 'ok',
  });
  return error;
}
