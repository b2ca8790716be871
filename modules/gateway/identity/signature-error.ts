/** Why a signature does not count, by the error codes of AWS. @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export interface SignatureError {
  readonly kind: 'refused';
  readonly status: 400 | 403 | 501;
  readonly code:
    | 'InvalidAccessKeyId'
    | 'SignatureDoesNotMatch'
    | 'InvalidToken'
    | 'ExpiredToken'
    | 'RequestTimeTooSkewed'
    | 'AccessDenied'
    | 'AuthorizationHeaderMalformed'
    | 'AuthorizationQueryParametersError'
    | 'InvalidArgument'
    | 'InvalidRequest'
    | 'NotImplemented';
  readonly message: string;
}

export function refused(
  status: SignatureError['status'],
  code: SignatureError['code'],
  message: string,
): SignatureError {
  return { kind: 'refused', status, code, message };
}
