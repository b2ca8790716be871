import { isAccountId, parseArn, type GrantConstraints } from '../../core';
import { isJsonObject, textMapOf, textOf, textsOf, type JsonObject } from '../json';
import type { GatewayState } from '../state/gateway-state';
import type { GrantRecord } from '../state/grant-book';
import type { KeyNotes } from '../state/key-notes';
import { kmsError, type KmsError } from './kms-call';

/** What CreateGrant is asked for, checked. */
export type GrantWish = Pick<
  GrantRecord,
  'name' | 'granteePrincipal' | 'retiringPrincipal' | 'operations' | 'constraints'
>;

const everyKey = ['CreateGrant', 'DescribeKey', 'RetireGrant'];
const encryption = ['Decrypt', 'Encrypt', 'ReEncryptFrom', 'ReEncryptTo'];
const symmetric = [
  ...encryption,
  'GenerateDataKey',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'GenerateDataKeyWithoutPlaintext',
];
const byUsage: { readonly [usage: string]: readonly string[] } = {
  SIGN_VERIFY: ['GetPublicKey', 'Sign', 'Verify'],
  GENERATE_VERIFY_MAC: ['GenerateMac', 'VerifyMac'],
  KEY_AGREEMENT: ['DeriveSharedSecret', 'GetPublicKey'],
};

/** Reads what CreateGrant is asked for. @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html */
export function readGrantWish(state: GatewayState, parameters: JsonObject, notes: KeyNotes): GrantWish | KmsError {
  const granteePrincipal = textOf(parameters, 'GranteePrincipal') ?? '';
  const retiringPrincipal = textOf(parameters, 'RetiringPrincipal');
  const operations = textsOf(parameters, 'Operations');
  const constraints = readConstraints(parameters['Constraints'], notes);
  const name = textOf(parameters, 'Name') ?? '';
  const mistake =
    principalError(state, granteePrincipal) ??
    (retiringPrincipal === undefined ? undefined : principalError(state, retiringPrincipal)) ??
    operationError(operations, notes) ??
    nameError(name);
  if (mistake) return mistake;
  if (isError(constraints)) return constraints;
  const wish = { name, granteePrincipal, operations, constraints };
  return retiringPrincipal === undefined ? wish : { ...wish, retiringPrincipal };
}

function isError(read: object): read is KmsError {
  return 'code' in read;
}

/** An account, a user, a role or a session of it; no group, no service, nobody who is not there. */
function principalError({ iam }: GatewayState, name: string): KmsError | undefined {
  const arn = parseArn(name);
  if (isAccountId(name)) return undefined;
  if (!arn || !isAccountId(arn.accountId)) return kmsError('InvalidArnException', `ARN is not valid: ${name}`);
  const isThere =
    arn.service === 'sts'
      ? /^(assumed-role|federated-user)\//.test(arn.resource)
      : arn.service === 'iam' && (arn.resource === 'root' || iam.findByArn(name) !== undefined);
  return isThere ? undefined : kmsError('InvalidArnException', `ARN does not refer to a valid principal: ${name}`);
}

function operationError(operations: readonly string[], { keyUsage, keySpec }: KeyNotes): KmsError | undefined {
  if (operations.length === 0) return kmsError('ValidationException', 'Operations must not be empty.');
  const ofUse = keySpec === 'SYMMETRIC_DEFAULT' ? symmetric : [...encryption, 'GetPublicKey'];
  const possible = [...everyKey, ...(byUsage[keyUsage] ?? ofUse)];
  const wrong = operations.filter((one) => !possible.includes(one));
  if (wrong.length === 0) return undefined;
  const message = `The operations ${wrong.join(', ')} cannot be used with a key of the spec ${keySpec} and the usage ${keyUsage}.`;
  return kmsError('ValidationException', message);
}

function nameError(name: string): KmsError | undefined {
  if (name === '' || /^[a-zA-Z0-9:/_-]{1,256}$/.test(name)) return undefined;
  return kmsError('ValidationException', `The name ${name} does not satisfy ^[a-zA-Z0-9:/_-]+$.`);
}

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html */
function readConstraints(element: unknown, { keySpec }: KeyNotes): GrantConstraints | KmsError {
  if (!isJsonObject(element)) return {};
  const equals = pairsOf(element, 'EncryptionContextEquals');
  const subset = pairsOf(element, 'EncryptionContextSubset');
  if (!equals && !subset) return {};
  if (equals && subset) return kmsError('ValidationException', 'More than one constraint supplied');
  if (keySpec !== 'SYMMETRIC_DEFAULT') {
    return kmsError('ValidationException', 'A constraint on the encryption context needs a symmetric key.');
  }
  if (isTooLong({ ...equals, ...subset })) {
    return kmsError('ValidationException', 'A constraint holds at most 8 pairs with values of at most 384 characters.');
  }
  return {
    ...(equals ? { encryptionContextEquals: equals } : {}),
    ...(subset ? { encryptionContextSubset: subset } : {}),
  };
}

/** Clients send an empty map beside the constraint that they mean. */
function pairsOf(element: JsonObject, constraint: string): { readonly [name: string]: string } | undefined {
  const pairs = textMapOf(element, constraint);
  return pairs && Object.keys(pairs).length > 0 ? pairs : undefined;
}

function isTooLong(pairs: { readonly [name: string]: string }): boolean {
  const values = Object.values(pairs);
  return values.length > 8 || values.some((value) => value.length > 384);
}
