const key = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

interface SmallPlan {
  /** @default acme */
  readonly tenant?: string;
  /** Whether the plan takes the key off the bucket. @default it changes nothing */
  readonly weakened?: boolean;
  readonly formatVersion?: string;
  readonly errored?: boolean;
}

/** What `terraform show -json` prints of a plan with one bucket of a tenant and its default encryption. */
export function smallPlan({
  tenant = 'acme',
  weakened = false,
  formatVersion = '1.2',
  errored = false,
}: SmallPlan = {}): string {
  const bucket = {
    bucket: `corp-${tenant}`,
    id: `corp-${tenant}`,
    arn: `arn:aws:s3:::corp-${tenant}`,
    tags: { tenant },
  };
  const locked = encryption(tenant, { sse_algorithm: 'aws:kms', kms_master_key_id: key }, true);
  const open = encryption(tenant, { sse_algorithm: 'AES256', kms_master_key_id: '' }, false);
  return JSON.stringify({
    format_version: formatVersion,
    terraform_version: '1.11.4',
    errored,
    planned_values: { root_module: {} },
    configuration: {
      provider_config: {
        aws: {
          name: 'aws',
          full_name: 'registry.terraform.io/hashicorp/aws',
          expressions: {
            region: { constant_value: 'eu-west-1' },
            allowed_account_ids: { constant_value: ['111122223333'] },
          },
        },
      },
      root_module: { resources: [configured('aws_s3_bucket'), configured(encryptionType)] },
    },
    resource_changes: [
      changed('aws_s3_bucket', bucket, bucket),
      changed(encryptionType, locked, weakened ? open : locked),
    ],
  });
}

const encryptionType = 'aws_s3_bucket_server_side_encryption_configuration';

function encryption(tenant: string, byDefault: object, bucketKey: boolean): object {
  const rule = [{ apply_server_side_encryption_by_default: [byDefault], bucket_key_enabled: bucketKey }];
  return { bucket: `corp-${tenant}`, rule };
}

function configured(type: string): object {
  return { address: `${type}.data`, mode: 'managed', type, name: 'data', provider_config_key: 'aws', expressions: {} };
}

function changed(type: string, before: object, after: object): object {
  return {
    address: `${type}.data`,
    mode: 'managed',
    type,
    name: 'data',
    provider_name: 'registry.terraform.io/hashicorp/aws',
    change: {
      actions: [before === after ? 'no-op' : 'update'],
      before,
      after,
      after_unknown: {},
      before_sensitive: {},
      after_sensitive: {},
    },
  };
}
