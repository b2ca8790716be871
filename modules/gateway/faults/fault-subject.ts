import type { Incoming } from '../http/incoming';
import { readForm } from '../iam/iam-call';
import type { Caller } from '../identity/authenticate';
import { s3Address } from '../s3/address';
import { principalOf } from '../s3/call';
import { s3OperationName } from '../s3/operation';
import type { GatewayState } from '../state/gateway-state';
import type { FaultSubject } from './faults';

/** A request of a proven caller to one service, its body read already where the service reads bodies whole. */
export interface AskedService {
  readonly service: string;
  readonly incoming: Incoming;
  readonly caller: Caller;
  readonly body?: Buffer;
}

/** What a request is, for faults to match. */
export function subjectOf(state: GatewayState, asked: AskedService): FaultSubject {
  const { service, incoming, caller, body } = asked;
  const principals = principalsOf(state, principalOf(caller));
  if (service === 'kms') {
    const operation = (incoming.headers.get('x-amz-target') ?? '').replace('TrentService.', '');
    return { service, operation, principals };
  }
  if (service !== 's3') {
    return { service, operation: readForm(body ?? Buffer.alloc(0)).get('Action') ?? '', principals };
  }
  const { method, target, headers } = incoming;
  const address = s3Address(target, headers.get('host') ?? '');
  const operation = s3OperationName(method, address, target.query, headers);
  const { bucket, key } = address;
  return {
    service,
    operation,
    principals,
    ...(bucket === undefined ? {} : { bucket }),
    ...(key === undefined ? {} : { key }),
  };
}

/** Whoever is meant when a caller is named: itself, or the role behind its session. */
export function principalsOf(state: GatewayState, principal: string): readonly string[] {
  const found = state.live.world.principals.get(principal);
  return found?.kind === 'session' ? [principal, found.roleArn] : [principal];
}
