import { formatArn, parseArn, type KmsKey } from '../../core';
import { textOf } from '../json';
import type { GatewayState } from '../state/gateway-state';
import { kmsError, type KmsCallIn, type KmsError } from './kms-call';

/** Where the emulator writes the id of the key into what it has encrypted. */
const keyIdLength = 36;

/** The key that a request is about, named by id, ARN or alias, or found in what is to be decrypted. */
export function findKey(state: GatewayState, call: KmsCallIn): KmsKey | KmsError {
  const { parameters } = call;
  const named = textOf(parameters, 'KeyId') ?? textOf(parameters, 'TargetKeyId');
  if (named) return resolveKey(state, call, named);
  const blob = textOf(parameters, 'CiphertextBlob');
  return call.operation === 'Decrypt' && blob !== undefined
    ? keyOfCiphertext(state, call, blob)
    : kmsError('ValidationException', 'KeyId is missing');
}

/** The key under which something was encrypted, whoever owns it. */
export function keyOfCiphertext(state: GatewayState, { caller }: KmsCallIn, blob: string): KmsKey | KmsError {
  const id = Buffer.from(blob, 'base64').subarray(0, keyIdLength).toString('latin1');
  const found = [...state.live.world.keys.values()].find(
    ({ arn, region }) => arn.endsWith(`:key/${id}`) && region === caller.scope.region,
  );
  return found ?? kmsError('InvalidCiphertextException', '');
}

/** A reference to a key, as a caller means it. */
export function resolveKey(state: GatewayState, { caller }: KmsCallIn, reference: string): KmsKey | KmsError {
  const { region } = caller.scope;
  const own = { partition: state.partition, service: 'kms', region, accountId: caller.credentials.accountId };
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
  if (arn.includes(':alias/')) return `Alias ${arn} is not found.`;
  const id = arn.slice(arn.lastIndexOf('/') + 1);
  return /^(mrk-)?[0-9a-f-]{32,36}$/.test(id) ? `Key '${arn}' does not exist` : `Invalid keyId '${id}'`;
}
