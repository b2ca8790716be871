import { describeKey, type KmsKey } from '../../core';
import type { Reply } from '../http/reply';
import type { GatewayState } from '../state/gateway-state';
import { forwardKms, kmsErrorReply, type KmsCallIn, type KmsError } from './kms-call';
import { tagsOf } from './kms-context';
import { isKmsError, lockout, policyOfRequest } from './key-policy';
import { mirrorNewKey } from './kms-mirror';
import { accountDenial } from './permission';

/** Answers CreateKey: under a policy that holds, and that does not shut its author out. */
export async function createKey(state: GatewayState, call: KmsCallIn): Promise<Reply> {
  const { credentials } = call.caller;
  const denied = accountDenial(state, call, '*') ?? tagDenial(state, call);
  if (denied) return kmsErrorReply(denied);
  const policy = policyOfRequest(state, call);
  if (isKmsError(policy)) return kmsErrorReply(policy);
  const locked = lockout(state, call, keyToBe(state, call), policy);
  if (locked) return kmsErrorReply(locked);
  const { reply, text } = await forwardKms(state, call, credentials.accountId);
  if (reply.status < 300) mirrorNewKey(state, call, policy, text);
  return reply;
}

/** Who gives a key its tags with it needs the permission to tag. @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html */
function tagDenial(state: GatewayState, call: KmsCallIn): KmsError | undefined {
  if (Object.keys(tagsOf(call.parameters)).length === 0) return undefined;
  return accountDenial(state, call, '*', 'TagResource');
}

function keyToBe({ partition }: GatewayState, { caller }: KmsCallIn): KmsKey {
  return describeKey({ arn: `arn:${partition}:kms:${caller.scope.region}:${caller.credentials.accountId}:key/new` });
}
