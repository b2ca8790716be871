/** One action without which a vend does not work. */
export interface VendNeed {
  /** Whose need it is: `deployer`, or the id of a tenant. */
  readonly of: string;
  /** By ARN. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly accountId: string;
  /** Condition keys of the request. */
  readonly values: { readonly [key: string]: string | readonly string[] };
  /** Condition keys whose value is not known. */
  readonly unknown: readonly string[];
}

/** What requests to an endpoint of a region tell of themselves. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
export function requestKeys(region: string): VendNeed['values'] {
  return { 'aws:RequestedRegion': region, 'aws:SecureTransport': 'true', 'aws:ViaAWSService': 'false' };
}

/** The same of requests to S3. @see https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html */
export function s3RequestKeys(region: string): VendNeed['values'] {
  return {
    ...requestKeys(region),
    's3:TlsVersion': '1.3',
    's3:authType': 'REST-HEADER',
    's3:signatureversion': 'AWS4-HMAC-SHA256',
  };
}
