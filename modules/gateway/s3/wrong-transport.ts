import { storedEncryption, type ObjectDecision, type ObjectEncryption, type ObjectRequest } from '../../evaluation';
import type { Caller } from '../identity/authenticate';
import type { GatewayState } from '../state/gateway-state';
import type { S3Error } from './error';

/** Objects under SSE-KMS need TLS and signature version 4; who may not have the object hears that first. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html */
export function wrongTransport(
  { tuning }: GatewayState,
  caller: Caller,
  request: ObjectRequest,
  decision: ObjectDecision,
): S3Error | undefined {
  const plain = tuning.settings.transport === 'plain';
  const old = caller.kind === 'signed' && caller.signature === 'v2';
  if ((!plain && !old) || decision.outcome !== 'allow') return undefined;
  if (!touchesKms(request, decision)) return undefined;
  const what = 'Requests specifying Server Side Encryption with AWS KMS managed keys';
  const message = old ? `${what} require AWS Signature Version 4.` : `${what} must be made over a secure connection.`;
  return { status: 400, code: 'InvalidArgument', message };
}

function touchesKms({ operation, stored, upload, source }: ObjectRequest, { encryption }: ObjectDecision): boolean {
  const touched = [
    encryption && storedEncryption(encryption),
    ...(operation === 'GetObject' ? [stored] : []),
    upload?.encryption,
    source?.stored,
  ];
  return touched.some(underKms);
}

function underKms(encryption: ObjectEncryption | undefined): boolean {
  return encryption !== undefined && 'keyArn' in encryption;
}
