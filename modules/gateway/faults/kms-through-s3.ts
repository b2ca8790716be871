import type { LegDecision } from '../../evaluation';
import { callerArn, type BucketCall } from '../s3/call';
import type { S3Error } from '../s3/error';
import type { GatewayState } from '../state/gateway-state';
import type { FaultKind } from './fault';
import { principalsOf } from './fault-subject';

/** A call that S3 made to KMS for somebody and that failed by a fault. */
export interface FaultyKmsCall {
  readonly leg: LegDecision;
  /** KMS's own code, for the ledger. */
  readonly kmsCode: string;
  /** What S3 makes of it. */
  readonly error: S3Error;
}

/** Whoever calls S3 never sees S3's connections to KMS, only that KMS has failed. */
const errors: readonly FaultKind[] = ['throttle', 'error500', 'error503'];

/** The first of S3's calls to KMS that a fault strikes. */
export function kmsFaultThroughS3(
  state: GatewayState,
  call: BucketCall,
  legs: readonly LegDecision[],
): FaultyKmsCall | undefined {
  if (!state.faults.any) return undefined;
  for (const leg of legs) {
    if (!leg.call) continue;
    const subject = {
      service: 'kms',
      operation: leg.call.operation,
      bucket: call.bucket,
      principals: principalsOf(state, callerArn(call.caller)),
      ...(call.address.key === undefined ? {} : { key: call.address.key }),
    };
    const fault = state.faults.strike(subject, errors);
    if (fault) return { leg, ...words(state, fault.kind) };
  }
  return undefined;
}

function words(state: GatewayState, kind: FaultKind): Omit<FaultyKmsCall, 'leg'> {
  const reason = `a fault of KMS that was asked for: ${kind}`;
  if (kind === 'throttle') {
    const error =
      state.tuning.settings.kmsThrottlingThroughS3 === 'SlowDown'
        ? { status: 503, code: 'SlowDown', message: 'Please reduce your request rate.', reason }
        : { status: 400, code: 'KMS.ThrottlingException', message: 'Rate exceeded', reason };
    return { kmsCode: 'ThrottlingException', error };
  }
  const message = 'We encountered an internal error. Please try again.';
  return { kmsCode: 'KMSInternalException', error: { status: 500, code: 'InternalError', message, reason } };
}
