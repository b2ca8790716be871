import type { Incoming } from '../http/incoming';
import { readForm } from '../iam/iam-call';
import type { Caller } from '../identity/authenticate';
import { s3Address } from '../s3/address';
import { principalOf } from '../s3/call';
import { s3OperationName } from '../s3/operation';
import { controlOperationName } from '../s3control/control-operation';
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
  const { service, caller } = asked;
  const principals = principalsOf(state, principalOf(caller));
  return { service, principals, ...(service === 's3' ? s3Part(asked.incoming) : { operation: plainOperation(asked) }) };
}

/** KMS names it in a header, S3 Control by method and path, IAM and STS in the form. */
function plainOperation({ service, incoming, body }: AskedService): string {
  if (service === 's3control') return controlOperationName(incoming);
  if (service === 'kms') return (incoming.headers.get('x-amz-target') ?? '').replace('TrentService.', '');
  return readForm(body ?? Buffer.alloc(0)).get('Action') ?? '';
}

function s3Part({ method, target, headers }: Incoming): Pick<FaultSubject, 'operation' | 'bucket' | 'key'> {
  const address = s3Address(target, headers.get('host') ?? '');
  const operation = s3OperationName(method, address, target.query, headers);
  const { bucket, key } = address;
  return {
    operation,
    ...(bucket === undefined ? {} : { bucket }),
    ...(key === undefined ? {} : { key }),
  };
}

/** Whoever is meant when a caller is named: itself, or the role behind its session. */
export function principalsOf(state: GatewayState, principal: string): readonly string[] {
  const found = state.live.world.principals.get(principal);
  return found?.kind === 'session' ? [principal, found.roleArn] : [principal];
}
