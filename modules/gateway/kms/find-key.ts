import { formatArn, parseArn, type KmsKey } from '../../core';
import { textOf } from '../json';
import type { GatewayState } from '../state/gateway-state';
import { kmsError, type KmsCallIn, type KmsError } from './kms-call';

/** Where the emulator writes the id of the key into what it has encrypted. */
const keyIdLength = 36;

/** The key that a request is about, named by id, ARN or alias, or found in what is to be decrypted. */
export function findKey(state: GatewayState, call: KmsCallIn): KmsKey | KmsError {
  const reference = referenceOf(call);
  if (reference === undefined) return kmsError('ValidationException', 'KeyId is missing');
  const { region } = call.caller.scope;
  const own = { partition: state.partition, service: 'kms', region, accountId: call.caller.credentials.accountId };
  const arn = parseArn(reference) ?? {
    ...own,
    resource: reference.startsWith('alias/') ? reference : `key/${reference}`,
  };
  if (arn.region !== region) return kmsError('NotFoundException', `Invalid arn ${arn.region}`);
  const { keys } = state.live.world;
  const found = arn.resource.startsWith('alias/')
    ? [...keys.values()].find(
        (key) =>
          key.accountId === arn.accountId &&
          key.region === arn.region &&
          key.aliases.known &&
          key.aliases.value.includes(arn.resource),
      )
    : keys.get(formatArn(arn));
  return found ?? kmsError('NotFoundException', missing(formatArn(arn)));
}

function missing(arn: string): string {
  return arn.includes(':alias/') ? `Alias ${arn} is not found.` : `Key '${arn}' does not exist`;
}

function referenceOf({ operation, parameters }: KmsCallIn): string | undefined {
  const named = ['KeyId', 'TargetKeyId', 'SourceKeyId'].map((name) => textOf(parameters, name)).find(Boolean);
  if (named !== undefined) return named;
  const blob = textOf(parameters, 'CiphertextBlob');
  const decrypts = operation === 'Decrypt' || operation === 'ReEncrypt';
  return decrypts && blob ? Buffer.from(blob, 'base64').subarray(0, keyIdLength).toString('latin1') : undefined;
}
