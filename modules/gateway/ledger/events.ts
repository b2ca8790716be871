import { createHash } from 'node:crypto';
import { parseArn, type World } from '../../core';
import type { KmsCallRecord, NumberedCall } from './ledger';

/** Who called, as CloudTrail tells it. @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
export interface UserIdentity {
  readonly type: 'AssumedRole' | 'IAMUser' | 'Root' | 'AWSAccount';
  readonly accountId: string;
  /** Left out for callers of another account. */
  readonly arn?: string;
  readonly userName?: string;
  readonly sessionContext?: {
    readonly sessionIssuer: {
      readonly type: 'Role';
      readonly arn: string;
      readonly accountId: string;
      readonly userName: string;
    };
    readonly attributes: { readonly mfaAuthenticated: 'false' };
  };
  /** The service that called for somebody. */
  readonly invokedBy?: string;
}

/** What CloudTrail would have recorded. @see https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html */
export interface CloudTrailEvent {
  readonly eventVersion: string;
  readonly eventID: string;
  readonly eventTime: string;
  readonly eventSource: 'kms.amazonaws.com';
  readonly eventName: string;
  readonly eventType: 'AwsApiCall';
  readonly eventCategory: 'Management';
  readonly managementEvent: true;
  readonly readOnly: true;
  readonly awsRegion: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly userIdentity: UserIdentity;
  readonly requestID: string;
  readonly requestParameters: { readonly [parameter: string]: unknown };
  readonly responseElements: null;
  readonly resources: readonly { readonly type: 'AWS::KMS::Key'; readonly ARN: string; readonly accountId: string }[];
  readonly errorCode?: string;
  /** The same in the records of both accounts that one call concerns. */
  readonly sharedEventID?: string;
  readonly recipientAccountId: string;
}

const throughS3 = 's3.amazonaws.com';

/**
 * A call to KMS in the shape of CloudTrail's records: one for the caller's account, and another for the account of a
 * foreign key. @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function eventsOf(world: World, { number, call }: NumberedCall): readonly CloudTrailEvent[] {
  const owner = parseArn(call.keyArn)?.accountId ?? '';
  const caller = parseArn(call.principal)?.accountId ?? '';
  const identity = identityOf(world, call);
  if (caller === owner || caller === '') return [eventOf(number, call, owner, identity)];
  const shared = { sharedEventID: uuid(`shared ${String(number)}`) };
  const fromOutside: UserIdentity = { type: 'AWSAccount', accountId: caller, ...invokedBy(call) };
  return [
    { ...eventOf(number, call, caller, identity), ...shared },
    { ...eventOf(number, call, owner, fromOutside), ...shared },
  ];
}

function eventOf(number: number, call: KmsCallRecord, recipient: string, userIdentity: UserIdentity): CloudTrailEvent {
  const key = parseArn(call.keyArn);
  const source = call.cause.bucket === undefined ? '127.0.0.1' : throughS3;
  const outcome = call.outcome.replace(/^KMS\./, '').replace(/^AccessDeniedException$/, 'AccessDenied');
  return {
    eventVersion: '1.11',
    userIdentity,
    eventTime: call.time,
    eventSource: 'kms.amazonaws.com',
    eventName: call.operation,
    awsRegion: key?.region ?? '',
    sourceIPAddress: source,
    userAgent: source,
    ...(outcome === 'ok' ? {} : { errorCode: outcome }),
    requestParameters: parametersOf(call),
    responseElements: null,
    requestID: uuid(`request ${String(number)}`),
    eventID: uuid(`event ${String(number)} ${recipient}`),
    readOnly: true,
    resources: [{ accountId: key?.accountId ?? '', type: 'AWS::KMS::Key', ARN: call.keyArn }],
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: recipient,
    eventCategory: 'Management',
  };
}

/** What is decrypted says itself under which key it lies. @see https://docs.aws.amazon.com/kms/latest/developerguide/ct-decrypt.html */
function parametersOf({ operation, keyArn, encryptionContext }: KmsCallRecord): CloudTrailEvent['requestParameters'] {
  if (operation === 'Decrypt') return { encryptionAlgorithm: 'SYMMETRIC_DEFAULT', encryptionContext };
  const spec = operation === 'GenerateDataKey' ? { keySpec: 'AES_256' } : {};
  return { keyId: keyArn, encryptionContext, ...spec };
}

function identityOf(world: World, call: KmsCallRecord): UserIdentity {
  const { principal: arn } = call;
  const accountId = parseArn(arn)?.accountId ?? '';
  const by = invokedBy(call);
  const found = world.principals.get(arn);
  if (found?.kind === 'session' || arn.includes(':assumed-role/')) {
    const roleArn = found?.kind === 'session' ? found.roleArn : arn;
    const sessionIssuer = { type: 'Role', arn: roleArn, accountId, userName: roleNameOf(arn) } as const;
    return {
      type: 'AssumedRole',
      arn,
      accountId,
      sessionContext: { sessionIssuer, attributes: { mfaAuthenticated: 'false' } },
      ...by,
    };
  }
  if (arn.endsWith(':root')) return { type: 'Root', arn, accountId, ...by };
  return { type: 'IAMUser', arn, accountId, userName: arn.slice(arn.lastIndexOf('/') + 1), ...by };
}

function invokedBy({ cause }: KmsCallRecord): Pick<UserIdentity, 'invokedBy'> {
  return cause.bucket === undefined ? {} : { invokedBy: throughS3 };
}

function roleNameOf(sessionArn: string): string {
  return sessionArn.split('/')[1] ?? '';
}

/** Ids that are the same in every run of the same requests. */
function uuid(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
