import type { Json, JsonObject } from '../json';

/** The account that an emulator gives to whoever asks. */
export const account = '000000000000';

/** The provider of a hand-written stack, and where its state lies. */
export function handWritten(endpoint: string, body: JsonObject): JsonObject {
  const services = ['iam', 'kms', 's3', 'sts'];
  return {
    terraform: {
      backend: { local: { path: 'terraform.tfstate' } },
      required_providers: { aws: { source: 'hashicorp/aws', version: '~> 5.0' } },
    },
    provider: {
      aws: [
        {
          region: 'us-east-1',
          s3_use_path_style: true,
          skip_metadata_api_check: 'true',
          skip_region_validation: true,
          endpoints: [Object.fromEntries(services.map((service) => [service, endpoint]))],
        },
      ],
    },
    ...body,
  };
}

export function policyText(...statements: readonly JsonObject[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** A trust policy for a service or an account. */
export function trust(principal: JsonObject): string {
  return policyText({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' });
}

/** The policy that KMS gives to a key by itself: identity policies of the account decide. */
export const delegation = {
  Sid: 'Account',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: 'kms:*',
  Resource: '*',
};

/** Default encryption under a key, as people write it. */
export function encryption(bucket: string, keyArn: string, bucketKeyEnabled: boolean): JsonObject {
  const byDefault = { sse_algorithm: 'aws:kms', kms_master_key_id: keyArn };
  return {
    bucket,
    rule: [{ apply_server_side_encryption_by_default: byDefault, bucket_key_enabled: bucketKeyEnabled }],
  };
}

/** An identity policy in which the key may be used for some encryption contexts alone. */
export function keyUse(key: string, actions: Json, context: Json, operator = 'StringLike'): JsonObject {
  return {
    Sid: 'UseKey',
    Effect: 'Allow',
    Action: actions,
    Resource: key,
    Condition: { [operator]: { 'kms:EncryptionContext:aws:s3:arn': context } },
  };
}

export function objectUse(sid: string, actions: Json, bucket: string): JsonObject {
  return { Sid: sid, Effect: 'Allow', Action: actions, Resource: `arn:aws:s3:::${bucket}/*` };
}
