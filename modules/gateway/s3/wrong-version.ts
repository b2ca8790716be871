import { storedEncryption, type ObjectDecision, type ObjectEncryption, type ObjectRequest } from '../../evaluation';
import type { Caller } from '../identity/authenticate';
import type { S3Error } from './error';

/** Objects under SSE-KMS need signature version 4; who may not have the object hears that first. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html */
export function wrongVersion(caller: Caller, request: ObjectRequest, decision: ObjectDecision): S3Error | undefined {
  if (caller.kind !== 'signed' || caller.signature === 'v4' || decision.outcome !== 'allow') return undefined;
  const { operation, stored, upload, source } = request;
  const touched = [
    decision.encryption && storedEncryption(decision.encryption),
    ...(operation === 'GetObject' ? [stored] : []),
    upload?.encryption,
    source?.stored,
  ];
  if (!touched.some(underKms)) return undefined;
  const message =
    'Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.';
  return { status: 400, code: 'InvalidArgument', message };
}

function underKms(encryption: ObjectEncryption | undefined): boolean {
  return encryption !== undefined && 'keyArn' in encryption;
}
