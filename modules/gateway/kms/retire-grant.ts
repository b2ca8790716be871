import { parseArn } from '../../core';
import { textOf } from '../json';
import type { GatewayState } from '../state/gateway-state';
import type { GrantRecord } from '../state/grant-book';
import { dropGrant, dryRun, grantPage } from './grants';
import { kmsError, kmsErrorReply, kmsReply, type KmsCallIn, type KmsError } from './kms-call';
import type { Reply } from '../http/reply';
import { accountDenial, keyDenial } from './permission';

/**
 * Takes a grant back for whom it lets: the retiring principal, the account that made it, or the grantee of a grant that
 * includes it. @see https://docs.aws.amazon.com/kms/latest/APIReference/API_RetireGrant.html
 */
export function retireGrant(state: GatewayState, call: KmsCallIn): Reply {
  const record = grantOf(state, call);
  if ('code' in record) return kmsErrorReply(record);
  const key = state.live.world.keys.get(record.keyArn);
  const denied = isRetiring(state, call, record) || !key ? undefined : keyDenial(state, call, key);
  if (denied) return kmsErrorReply(denied);
  if (call.parameters['DryRun'] === true) return kmsErrorReply(dryRun);
  dropGrant(state, record);
  return kmsReply({});
}

function grantOf(state: GatewayState, { parameters }: KmsCallIn): GrantRecord | KmsError {
  const token = textOf(parameters, 'GrantToken');
  if (token !== undefined) {
    return state.grants.byToken(token) ?? kmsError('InvalidGrantTokenException', 'The grant token is not valid.');
  }
  const id = textOf(parameters, 'GrantId') ?? '';
  const keyId = textOf(parameters, 'KeyId') ?? '';
  const record = state.grants.find(id);
  if (!parseArn(keyId)) return kmsError('InvalidArnException', `${keyId} is not a valid key ARN.`);
  return record?.keyArn === keyId ? record : kmsError('NotFoundException', `Grant ID ${id} not found`);
}

function isRetiring(state: GatewayState, { caller }: KmsCallIn, record: GrantRecord): boolean {
  const { principal } = caller.credentials;
  const found = state.live.world.principals.get(principal);
  const names = [principal, found?.kind === 'session' ? found.roleArn : principal];
  return [record.retiringPrincipal, record.issuingAccount].some((one) => one !== undefined && names.includes(one));
}

/** Tells a principal's account which grants it may retire. */
export function listRetirableGrants(state: GatewayState, call: KmsCallIn): Reply {
  const principal = textOf(call.parameters, 'RetiringPrincipal') ?? '';
  const denied = accountDenial(state, call, '*');
  if (denied) return kmsErrorReply(denied);
  const page = grantPage(state.grants.retirableBy(principal), call);
  return 'code' in page && 'status' in page
    ? kmsErrorReply(kmsError('InvalidMarkerException', 'The marker is not valid.'))
    : kmsReply(page);
}
