import type { KmsKey } from '../../core';
import type { LegDecision } from '../../evaluation';
import type { Reply } from '../http/reply';
import { textOf } from '../json';
import type { GatewayState } from '../state/gateway-state';
import type { ownKeyRows } from './catalogue/kms-rows';
import { createGrant, dropGrant, dryRun, grantPage } from './grants';
import { isKmsError } from './key-policy';
import { kmsError, kmsErrorReply, kmsReply, type KmsCallIn } from './kms-call';

type Answer = (state: GatewayState, call: KmsCallIn, key: KmsKey, leg: LegDecision) => Reply;

/** What the gateway answers about a key without the emulator: grants, which decide over data, and the policy. */
export const ownKeyAnswers: { readonly [operation in keyof typeof ownKeyRows]: Answer } = {
  CreateGrant: (state, call, key, leg) => replyWith(createGrant(state, call, key, leg)),
  GetKeyPolicy: (state, _, { arn, policy }) => {
    const text = state.keyNotes.of(arn).policyText;
    return kmsReply({ Policy: text ?? JSON.stringify(policy.known ? policy.value : {}), PolicyName: 'default' });
  },
  ListGrants: (state, call, { arn }) => {
    const { parameters } = call;
    const id = textOf(parameters, 'GrantId');
    const grantee = textOf(parameters, 'GranteePrincipal');
    const matching = state.grants
      .ofKey(arn)
      .filter((one) => (id ?? one.id) === one.id && (grantee ?? one.granteePrincipal) === one.granteePrincipal);
    return replyWith(grantPage(matching, call));
  },
  RevokeGrant: (state, { parameters }, { arn }) => {
    const id = textOf(parameters, 'GrantId') ?? '';
    const record = state.grants.find(id);
    if (record?.keyArn !== arn) return kmsErrorReply(kmsError('NotFoundException', `Grant ID ${id} not found`));
    if (parameters['DryRun'] === true) return kmsErrorReply(dryRun);
    dropGrant(state, record);
    return kmsReply({});
  },
};

function replyWith(answer: object): Reply {
  return isKmsError(answer) ? kmsErrorReply(answer) : kmsReply(answer);
}
