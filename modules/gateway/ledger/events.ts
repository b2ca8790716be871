import { parseArn } from '../../core';
import type { KmsCallRecord } from './ledger';

/** What CloudTrail would have recorded. @see https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html */
export interface CloudTrailEvent {
  readonly eventVersion: string;
  readonly eventID: string;
  readonly eventTime: string;
  readonly eventSource: 'kms.amazonaws.com';
  readonly eventName: string;
  readonly awsRegion: string;
  readonly userIdentity: { readonly type: string; readonly arn: string; readonly accountId: string };
  readonly requestParameters: {
    readonly keyId: string;
    readonly encryptionContext: { readonly [key: string]: string };
  };
  readonly resources: readonly { readonly type: 'AWS::KMS::Key'; readonly ARN: string; readonly accountId: string }[];
  readonly errorCode?: string;
  /** Set when S3 called for somebody. */
  readonly invokedBy?: string;
  readonly recipientAccountId: string;
}

/** A call to KMS in the shape of CloudTrail's records. */
export function eventOf(call: KmsCallRecord, index: number): CloudTrailEvent {
  const key = parseArn(call.keyArn);
  const caller = parseArn(call.principal);
  const accountId = key?.accountId ?? '';
  return {
    eventVersion: '1.11',
    eventID: `event-${String(index + 1)}`,
    eventTime: call.time,
    eventSource: 'kms.amazonaws.com',
    eventName: call.operation,
    awsRegion: key?.region ?? '',
    userIdentity: { type: typeOf(call.principal), arn: call.principal, accountId: caller?.accountId ?? '' },
    requestParameters: { keyId: call.keyArn, encryptionContext: call.encryptionContext },
    resources: [{ type: 'AWS::KMS::Key', ARN: call.keyArn, accountId }],
    ...(call.outcome === 'ok' ? {} : { errorCode: call.outcome }),
    ...(call.cause.bucket === undefined ? {} : { invokedBy: 's3.amazonaws.com' }),
    recipientAccountId: accountId,
  };
}

function typeOf(arn: string): string {
  if (arn.includes(':assumed-role/')) return 'AssumedRole';
  return arn.endsWith(':root') ? 'Root' : 'IAMUser';
}
