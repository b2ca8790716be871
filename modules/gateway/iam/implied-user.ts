import { accountRootArn } from '../../core';
import type { Reply } from '../http/reply';
import type { GatewayState } from '../state/gateway-state';
import type { QueryCall } from './iam-call';
import { queryError } from './query-error';

/** Actions that mean whoever asks when they name no user. */
const implying = new Set(['CreateAccessKey', 'DeleteAccessKey', 'GetUser', 'ListAccessKeys', 'UpdateAccessKey']);

/** The request with the user that it means; the emulator cannot tell who asks. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html */
export function withImpliedUser(state: GatewayState, call: QueryCall): QueryCall | Reply {
  const { action, parameters, caller } = call;
  if (!implying.has(action) || (parameters.get('UserName') ?? '') !== '') return call;
  const { principal, accountId } = caller.credentials;
  const user = state.iam.findByArn(principal);
  if (user?.kind === 'user') return naming(call, user.name);
  if (principal !== accountRootArn(state.partition, accountId)) {
    return queryError(400, 'ValidationError', 'Must specify userName when calling with non-User credentials');
  }
  if (action !== 'CreateAccessKey') return call;
  return queryError(501, 'NotImplemented', 'The gateway makes no access keys of root users: name a user.');
}

function naming(call: QueryCall, userName: string): QueryCall {
  const parameters = new Map(call.parameters).set('UserName', userName);
  return { ...call, parameters, body: Buffer.from(new URLSearchParams([...parameters]).toString()) };
}
