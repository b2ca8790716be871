import type { Reply } from '../http/reply';
import type { GatewayState } from '../state/gateway-state';
import type { Holder } from './holder';
import type { QueryCall } from './iam-call';
import { queryError } from './query-error';

/** Nobody is deleted who still has something: IAM takes none of it away itself. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html */
export function deleteConflict(state: GatewayState, { action, parameters, caller }: QueryCall): Reply | undefined {
  if (action !== 'DeleteUser') return undefined;
  const user = state.iam.find('user', caller.credentials.accountId, parameters.get('UserName') ?? '');
  const step = user && stepBefore(state, user);
  return step === undefined
    ? undefined
    : queryError(409, 'DeleteConflict', `Cannot delete entity, must ${step} first.`);
}

function stepBefore({ accessKeys, iam }: GatewayState, user: Holder): string | undefined {
  if (accessKeys.hasOf(user.arn)) return 'delete access keys';
  if (user.attached.size > 0) return 'detach all policies';
  if (user.inline.size > 0) return 'delete policies';
  return iam.isInGroup(user) ? 'remove users from group' : undefined;
}
