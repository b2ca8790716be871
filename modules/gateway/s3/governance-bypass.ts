import type { GatewayState } from '../state/gateway-state';
import type { BucketCall } from './call';
import { bucketDenial } from './permission';

const bypassHeader = 'x-amz-bypass-governance-retention';

/** Whether a caller gets past a lock in governance mode: it has to ask for that, and be allowed to. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html */
export function bypassesGovernance(state: GatewayState, call: BucketCall, key: string | undefined): boolean {
  const asked = call.incoming.headers.get(bypassHeader)?.toLowerCase() === 'true';
  return asked && bucketDenial(state, call, 's3:BypassGovernanceRetention', key) === undefined;
}

/** The emulator keeps a lock against everybody who does not ask to get past it: who may not does not ask. */
export function withoutIdleBypass(state: GatewayState, call: BucketCall): BucketCall {
  const { incoming, address } = call;
  if (!incoming.headers.has(bypassHeader) || bypassesGovernance(state, call, address.key)) return call;
  const headers = new Map([...incoming.headers].filter(([name]) => name !== bypassHeader));
  return { ...call, incoming: { ...incoming, headers } };
}
