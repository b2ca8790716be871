import type { LegDecision, ObjectDecision } from '../../evaluation';
import type { GatewayState } from '../state/gateway-state';
import { callerArn, type BucketCall } from './call';

/** Enters into the ledger what S3 asked KMS for a request. */
export function recordKmsCalls(state: GatewayState, call: BucketCall, { legs, refusal }: ObjectDecision): void {
  const asked = legs.filter((leg) => leg.call !== undefined);
  for (const [index, leg] of asked.entries()) {
    recordKmsCall(state, call, leg, index === asked.length - 1 ? refusal?.code : undefined);
  }
}

/** Enters one call; `failure` is KMS's own code where it is not the policies that refuse. */
export function recordKmsCall(
  state: GatewayState,
  call: BucketCall,
  leg: LegDecision,
  failure: string | undefined,
): void {
  if (!leg.call) return;
  const { operation, keyArn, encryptionContext } = leg.call;
  const key = call.address.key;
  state.ledger.add({
    time: state.clock.now().toISOString(),
    operation,
    keyArn,
    principal: callerArn(call.caller),
    encryptionContext,
    cause: { operation: call.operation, bucket: call.bucket, ...(key === undefined ? {} : { key }) },
    outcome: failure ?? (leg.verdict === 'allow' ? 'ok' : 'AccessDenied'),
  });
}
