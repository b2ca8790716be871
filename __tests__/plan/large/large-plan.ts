/** Writes plans of any size in the shape of real ones, piece by piece. */

const account = '111122223333';
const region = 'eu-west-1';
const key = (n: number) =>
  `arn:aws:kms:${region}:${account}:key/00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const bucket = (n: number) => `corp-tenant-${String(n)}`;

function policyOf(n: number): string {
  const statements = ['Algorithms', 'Keys', 'CustomerKeys', 'PlainHttp', 'Forms', 'Changes'].map((Sid) => ({
    Sid: `Deny${Sid}`,
    Effect: 'Deny',
    Principal: '*',
    Action: ['s3:PutObject', 's3:ReplicateObject', 's3:UpdateObjectEncryption'],
    Resource: `arn:aws:s3:::${bucket(n)}/*`,
    Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': key(n) } },
  }));
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

interface Part {
  readonly type: string;
  readonly values: { readonly [name: string]: unknown };
  readonly expressions: { readonly [name: string]: unknown };
}

function partsOf(n: number): readonly Part[] {
  const constant = (value: unknown) => ({ constant_value: value });
  const named = { bucket: { constant_value: '${aws_s3_bucket.b.bucket}', references: ['aws_s3_bucket.b'] } };
  const role = `arn:aws:iam::${account}:role/tenant-${String(n)}`;
  const trust = JSON.stringify({
    Statement: [{ Effect: 'Allow', Principal: { AWS: role }, Action: 'sts:AssumeRole' }],
  });
  const rule = { apply_server_side_encryption_by_default: [{ kms_master_key_id: key(n), sse_algorithm: 'aws:kms' }] };
  const context = { encryption_context_equals: { 'aws:s3:arn': `arn:aws:s3:::${bucket(n)}` } };
  const grant = { key_id: key(n), grantee_principal: role, operations: ['Decrypt'], constraints: [context] };
  const computed = { bucket_domain_name: `${bucket(n)}.s3.amazonaws.com`, hosted_zone_id: 'Z1BKCTXD74EZPE', acl: null };
  return [
    {
      type: 'aws_iam_role',
      values: { arn: role, name: `tenant-${String(n)}`, assume_role_policy: trust, path: '/' },
      expressions: { name: constant(`tenant-${String(n)}`) },
    },
    {
      type: 'aws_kms_key',
      values: {
        arn: key(n),
        key_id: key(n).slice(-36),
        policy: policyOf(n),
        is_enabled: true,
        enable_key_rotation: true,
        tags: {},
        tags_all: {},
      },
      expressions: { policy: constant(policyOf(n)) },
    },
    {
      type: 'aws_kms_grant',
      values: { ...grant, name: `grant-${String(n)}` },
      expressions: { operations: constant(['Decrypt']) },
    },
    {
      type: 'aws_s3_bucket',
      values: { bucket: bucket(n), arn: `arn:aws:s3:::${bucket(n)}`, region, ...computed },
      expressions: { bucket: constant(bucket(n)) },
    },
    {
      type: 'aws_s3_bucket_policy',
      values: { bucket: bucket(n), policy: policyOf(n) },
      expressions: { ...named, policy: constant(policyOf(n)) },
    },
    {
      type: 'aws_s3_bucket_server_side_encryption_configuration',
      values: { bucket: bucket(n), rule: [{ ...rule, bucket_key_enabled: true }] },
      expressions: named,
    },
    {
      type: 'aws_s3_bucket_public_access_block',
      values: { bucket: bucket(n), block_public_policy: true, restrict_public_buckets: true },
      expressions: named,
    },
    {
      type: 'aws_s3_bucket_lifecycle_configuration',
      values: { bucket: bucket(n), rule: [{ id: 'clean-up', status: 'Enabled' }] },
      expressions: named,
    },
    {
      type: 'aws_s3_bucket_versioning',
      values: { bucket: bucket(n), versioning_configuration: [{ status: 'Enabled' }] },
      expressions: named,
    },
    {
      type: 'aws_cloudwatch_metric_alarm',
      values: { alarm_name: `alarm-${String(n)}`, dimensions: { BucketName: bucket(n) }, ok_actions: [] },
      expressions: {},
    },
  ];
}

function* listed(count: number, write: (n: number) => readonly unknown[]): Generator<string> {
  for (let n = 0; n < count; n += 1) {
    const texts = write(n).map((one) => JSON.stringify(one));
    yield (n === 0 ? '' : ',') + texts.join(',');
  }
}

function headOf({ type }: Part, n: number): { readonly [name: string]: unknown } {
  const name = `t${String(n)}`;
  return {
    address: `${type}.${name}`,
    mode: 'managed',
    type,
    name,
    provider_name: 'registry.terraform.io/hashicorp/aws',
  };
}

/** A plan that leaves as many tenants as they are, in the pieces of text of which it is made. */
export function* largePlan(tenants: number): Generator<string> {
  const stateOf = (n: number) =>
    partsOf(n).map((part) => ({ ...headOf(part, n), schema_version: 0, values: part.values }));
  const changeOf = (part: Part) => ({ actions: ['no-op'], before: part.values, after: part.values, after_unknown: {} });
  yield '{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{"root_module":{"resources":[';
  yield* listed(tenants, stateOf);
  yield ']}},"resource_changes":[';
  yield* listed(tenants, (n) => partsOf(n).map((part) => ({ ...headOf(part, n), change: changeOf(part) })));
  yield '],"prior_state":{"format_version":"1.0","values":{"root_module":{"resources":[';
  yield* listed(tenants, stateOf);
  const provider = { region: { constant_value: region }, allowed_account_ids: { constant_value: [account] } };
  yield `]}}},"configuration":{"provider_config":{"aws":${JSON.stringify({ name: 'aws', expressions: provider })}},`;
  yield '"root_module":{"resources":[';
  yield* listed(tenants, (n) =>
    partsOf(n).map((part) => ({ ...headOf(part, n), provider_config_key: 'aws', expressions: part.expressions })),
  );
  yield ']}},"complete":true,"errored":false}';
}
