import { known, type EncryptionContext, type KmsKey } from '../../core';
import {
  compile,
  decideAccountRequest,
  decideKeyRequest,
  type CompiledWorld,
  type LegDecision,
} from '../../evaluation';
import { accessDeniedText, reasonText } from '../access-denied';
import { textsOf } from '../json';
import { worldFor } from '../state/caller-context';
import type { GatewayState } from '../state/gateway-state';
import { kmsError, type KmsCallIn, type KmsError } from './kms-call';
import { kmsContext } from './kms-context';

/** What KMS says to a caller's use of a key. */
export function decideOnKey(
  state: GatewayState,
  call: KmsCallIn,
  key: KmsKey,
  action: string = call.operation,
  encryptionContext: EncryptionContext = {},
): LegDecision {
  return decideKeyRequest(worldWithTokens(state, call), call.caller.credentials.principal, {
    action: `kms:${action}`,
    key,
    encryptionContext,
    context: kmsContext(state, call, key),
  });
}

/** A grant token makes a grant count that is not seen everywhere yet. @see https://docs.aws.amazon.com/kms/latest/developerguide/using-grant-token.html */
function worldWithTokens(state: GatewayState, { parameters, caller }: KmsCallIn): CompiledWorld {
  const compiled = worldFor(state, caller);
  const fresh = textsOf(parameters, 'GrantTokens').flatMap((token) => {
    const grant = compiled.world.grants.get(state.grants.byToken(token)?.id ?? '');
    return grant && !(grant.visible.known && grant.visible.value) ? [grant] : [];
  });
  if (fresh.length === 0) return compiled;
  const grants = new Map(compiled.world.grants);
  for (const grant of fresh) grants.set(grant.id, { ...grant, visible: known(true) });
  return compile({ ...compiled.world, grants }, compiled);
}

/** The error for a decision; `undefined` when it allows. */
export function kmsDenial({ caller }: KmsCallIn, leg: LegDecision): KmsError | undefined {
  if (leg.verdict === 'allow') return undefined;
  const message = accessDeniedText(caller.credentials.principal, leg, true);
  return kmsError('AccessDeniedException', message, reasonText(leg));
}

/** What keeps a caller from a key; `undefined` when nothing does. */
export function keyDenial(state: GatewayState, call: KmsCallIn, key: KmsKey, action?: string): KmsError | undefined {
  return kmsDenial(call, decideOnKey(state, call, key, action));
}

/** What keeps a caller from something that only identity policies decide. */
export function accountDenial(
  state: GatewayState,
  call: KmsCallIn,
  resource: string,
  action: string = call.operation,
): KmsError | undefined {
  const { accountId, principal } = call.caller.credentials;
  const leg = decideAccountRequest(worldFor(state, call.caller), principal, {
    action: `kms:${action}`,
    resource,
    accountId,
    context: kmsContext(state, call, undefined),
  });
  return kmsDenial(call, leg);
}
