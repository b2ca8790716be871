/** The same resources as plain objects written as JSON: what no program can do with less. */
const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { environment, namesOf, outdir, shards } = require('./input.cjs');
const { accessPolicy, bucketPolicy, keyPolicy, trustPolicy } = require('./policies.cjs');

const [placement] = environment.placements;
for (const [number, tenants] of shards()) writeStack(`${environment.name}-shard-main-${number}`, tenants);

function writeStack(name, tenants) {
  const resource = {};
  const output = {};
  for (const tenant of tenants) {
    for (const [type, id, fields] of resourcesOf(tenant)) (resource[`aws_${type}`] ??= {})[id] = fields;
    output[tenant.id] = { value: outputOf(tenant) };
  }
  const folder = join(outdir, 'stacks', name);
  mkdirSync(folder, { recursive: true });
  const stack = { provider: provider(), terraform: { backend: backend(name) }, resource, output };
  writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(stack, undefined, 2));
}

function provider() {
  const { accountId, assumeRoleArn, region } = placement;
  const assumeRole = [{ role_arn: assumeRoleArn }];
  const tags = [{ tags: environment.tags }];
  return { aws: [{ allowed_account_ids: [accountId], assume_role: assumeRole, default_tags: tags, region }] };
}

function backend(name) {
  const { bucket, region, kmsKeyArn } = placement.backend;
  return { s3: { bucket, key: `${name}.tfstate`, region, encrypt: true, kms_key_id: kmsKeyArn } };
}

function outputOf(tenant) {
  const { alias, bucket, roles } = namesOf(placement, tenant);
  const keyArn = `\${aws_kms_key.${tenant.id}-key.arn}`;
  return { bucketName: bucket, keyArn, aliasName: alias, principalArns: roles.map((one) => one.arn) };
}

function resourcesOf(tenant) {
  const { alias, bucket, bucketArn, roles } = namesOf(placement, tenant);
  const { id, tags } = tenant;
  const keyArn = `\${aws_kms_key.${id}-key.arn}`;
  const keyFields = {
    description: `Locks the objects of tenant ${id}`,
    policy: keyPolicy(
      placement,
      roles.map((one) => one.arn),
    ),
    enable_key_rotation: true,
    rotation_period_in_days: tenant.key.rotationDays,
    deletion_window_in_days: tenant.key.deletionWindowDays,
    tags,
  };
  return [
    ...roles.flatMap((role) => roleResources(tenant, role, bucketArn)),
    ['kms_key', `${id}-key`, keyFields],
    ['kms_alias', `${id}-alias`, { name: alias, target_key_id: `\${aws_kms_key.${id}-key.key_id}` }],
    ...bucketResources(tenant, { bucket, bucketArn, keyArn }),
    ...roles.map(({ name, access, arn }) => [
      'kms_grant',
      `${id}-grant-${name}`,
      grantFields(id, { name, access, arn }),
    ]),
  ];

  function grantFields(tenantId, { name, access, arn }) {
    return {
      name: `${tenantId}-${access}`,
      key_id: keyArn,
      grantee_principal: arn,
      operations: access === 'writer' ? ['Decrypt', 'GenerateDataKey'] : ['Decrypt'],
      constraints: [{ encryption_context_equals: { 'aws:s3:arn': bucketArn } }],
      retiring_principal: placement.deployerArn,
      lifecycle: { create_before_destroy: true },
      depends_on: [
        `aws_s3_bucket_public_access_block.${tenantId}-block`,
        `aws_s3_bucket_server_side_encryption_configuration.${tenantId}-encryption`,
        `aws_s3_bucket_policy.${tenantId}-policy`,
        `aws_iam_role.${tenantId}-role-${name}`,
      ],
    };
  }
}

function roleResources({ id, tags }, { name, access, roleName, trustedArns }, bucketArn) {
  const role = {
    name: roleName,
    path: placement.rolePath,
    assume_role_policy: trustPolicy(trustedArns[0]),
    tags,
  };
  const policy = {
    name: 'tenant-objects',
    role: `\${aws_iam_role.${id}-role-${name}.name}`,
    policy: accessPolicy(access, bucketArn),
  };
  return [
    ['iam_role', `${id}-role-${name}`, role],
    ['iam_role_policy', `${id}-role-policy-${name}`, policy],
  ];
}

function bucketResources({ id, tags, lifecycle }, { bucket: name, bucketArn, keyArn }) {
  const bucket = `\${aws_s3_bucket.${id}-bucket.bucket}`;
  const block = {
    bucket,
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  };
  const encryptionRule = {
    apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms', kms_master_key_id: keyArn },
    bucket_key_enabled: true,
  };
  const lifecycleRule = {
    id: 'clean-up',
    status: 'Enabled',
    filter: [{ prefix: '' }],
    noncurrent_version_expiration: [{ noncurrent_days: lifecycle.noncurrentDays }],
    abort_incomplete_multipart_upload: [{ days_after_initiation: lifecycle.abortUploadDays }],
  };
  const dependsOnVersioning = { depends_on: [`aws_s3_bucket_versioning.${id}-versioning`] };
  const policy = bucketPolicy(placement, bucketArn, keyArn);
  return [
    ['s3_bucket', `${id}-bucket`, { bucket: name, tags, depends_on: [`aws_kms_key.${id}-key`] }],
    ['s3_bucket_public_access_block', `${id}-block`, block],
    ['s3_bucket_server_side_encryption_configuration', `${id}-encryption`, { bucket, rule: [encryptionRule] }],
    ['s3_bucket_ownership_controls', `${id}-ownership`, { bucket, rule: { object_ownership: 'BucketOwnerEnforced' } }],
    ['s3_bucket_versioning', `${id}-versioning`, { bucket, versioning_configuration: { status: 'Enabled' } }],
    ['s3_bucket_lifecycle_configuration', `${id}-lifecycle`, { bucket, rule: [lifecycleRule], ...dependsOnVersioning }],
    [
      's3_bucket_policy',
      `${id}-policy`,
      { bucket: name, policy, depends_on: [`aws_s3_bucket_public_access_block.${id}-block`] },
    ],
  ];
}
