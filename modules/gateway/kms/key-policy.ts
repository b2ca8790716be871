import { known, type KmsKey } from '../../core';
import { compile, compilePolicy, decideKeyRequest } from '../../evaluation';
import { reasonText } from '../access-denied';
import { isJsonObject, readJsonObject, textOf, type JsonObject } from '../json';
import { worldFor } from '../state/caller-context';
import type { GatewayState } from '../state/gateway-state';
import { statementsOf, unknownPrincipals } from '../state/known-principals';
import { withEntry } from '../state/live-world';
import { kmsError, type KmsCallIn, type KmsError } from './kms-call';
import { kmsContext } from './kms-context';

const limitBytes = 32_768;

/** The policy that a request gives a key; without one a new key trusts its account. @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
export function policyOfRequest(state: GatewayState, { parameters, caller }: KmsCallIn): JsonObject | KmsError {
  const text = textOf(parameters, 'Policy');
  if (text === undefined) return defaultPolicy(state, caller.credentials.accountId);
  if (Buffer.byteLength(text) > limitBytes) return malformed('The policy exceeds the maximum size of 32768 bytes.');
  const document = readJsonObject(text);
  if (!document) return malformed('The policy is not valid JSON.');
  const [mistake] = compilePolicy('key policy', 'resource', document).diagnostics;
  if (mistake) return malformed('The policy has invalid syntax.', mistake.message);
  const [unknown] = unknownPrincipals(state, document);
  if (unknown !== undefined) {
    const message = 'Policy contains a statement with one or more invalid principals.';
    return malformed(message, `${unknown} does not exist`);
  }
  return statementsOf(document).some(comparesWholeContext)
    ? malformed('ForAllValues cannot be used with kms:EncryptionContext.')
    : document;
}

function comparesWholeContext({ Condition: condition }: JsonObject): boolean {
  return Object.entries(isJsonObject(condition) ? condition : {}).some(
    ([operator, tests]) =>
      /^ForAllValues:/i.test(operator) &&
      Object.keys(isJsonObject(tests) ? tests : {}).some((key) => /^kms:EncryptionContext:/i.test(key)),
  );
}

export function isKmsError(read: object): read is KmsError {
  return 'code' in read && 'status' in read;
}

/** KMS refuses a policy under which its author could not write the next one. @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#allow-lockout */
export function lockout(state: GatewayState, call: KmsCallIn, key: KmsKey, policy: JsonObject): KmsError | undefined {
  const { parameters, caller } = call;
  if (parameters['BypassPolicyLockoutSafetyCheck'] === true) return undefined;
  const { world } = worldFor(state, caller);
  const changed = { ...key, policy: known(policy) };
  const then = compile({ ...world, keys: withEntry(world.keys, key.arn, changed) });
  const leg = decideKeyRequest(then, caller.credentials.principal, {
    action: 'kms:PutKeyPolicy',
    key: changed,
    context: kmsContext(state, call, changed),
  });
  if (leg.verdict === 'allow') return undefined;
  const message = 'The new key policy will not allow you to update the key policy in the future.';
  return malformed(message, reasonText(leg));
}

function defaultPolicy({ partition }: GatewayState, accountId: string): JsonObject {
  const statement = {
    Sid: 'Enable IAM User Permissions',
    Effect: 'Allow',
    Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
  return { Version: '2012-10-17', Id: 'key-default-1', Statement: [statement] };
}

function malformed(message: string, reason?: string): KmsError {
  return kmsError('MalformedPolicyDocumentException', message, reason);
}
