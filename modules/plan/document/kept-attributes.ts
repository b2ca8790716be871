const tags = ['tags', 'tags_all'];
const named = ['arn', 'id', 'name', 'path', ...tags];
const inlinePolicies = ['inline_policy', 'managed_policy_arns', 'permissions_boundary'];
const key = ['arn', 'key_id', 'policy', 'deletion_window_in_days', 'region', ...tags];
const rotation = ['enable_key_rotation', 'rotation_period_in_days', 'is_enabled'];
const publicAccess = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'];
/** The arguments of a bucket that have resources of their own by now. */
export const inlineBucket: readonly string[] = [
  'policy',
  'server_side_encryption_configuration',
  'versioning',
  'logging',
  'replication_configuration',
  'lifecycle_rule',
  'object_lock_configuration',
];

/** The types of resources that matter to S3, KMS and IAM, with the attributes that are read of each. */
const managed = {
  aws_s3_bucket: ['arn', 'bucket', 'id', 'region', 'force_destroy', 'acl', ...inlineBucket, ...tags],
  aws_s3_bucket_policy: ['bucket', 'policy', 'region'],
  aws_s3_bucket_server_side_encryption_configuration: ['bucket', 'rule', 'region'],
  aws_s3_bucket_public_access_block: ['bucket', 'region', ...publicAccess],
  aws_s3_bucket_versioning: ['bucket', 'versioning_configuration', 'region'],
  aws_s3_bucket_lifecycle_configuration: ['bucket', 'rule', 'region'],
  aws_s3_bucket_object_lock_configuration: ['bucket', 'rule', 'region'],
  aws_s3_bucket_ownership_controls: ['bucket', 'rule', 'region'],
  aws_s3_bucket_replication_configuration: ['bucket', 'role', 'rule', 'region'],
  aws_s3_bucket_inventory: ['bucket', 'destination', 'enabled', 'region'],
  aws_s3_bucket_logging: ['bucket', 'target_bucket', 'region'],
  aws_s3_bucket_acl: ['bucket', 'acl', 'access_control_policy', 'region'],
  aws_s3_account_public_access_block: ['account_id', ...publicAccess],
  aws_kms_key: [...key, ...rotation],
  aws_kms_replica_key: [...key, 'enabled', 'key_rotation_enabled'],
  aws_kms_external_key: [...key, 'enabled', 'key_state'],
  aws_kms_replica_external_key: [...key, 'enabled', 'key_state'],
  aws_kms_key_policy: ['key_id', 'policy', 'region'],
  aws_kms_alias: ['arn', 'name', 'target_key_id', 'target_key_arn', 'region'],
  aws_kms_grant: [
    'key_id',
    'name',
    'grant_id',
    'grantee_principal',
    'operations',
    'constraints',
    'retiring_principal',
    'region',
  ],
  aws_iam_role: [...named, 'assume_role_policy', ...inlinePolicies],
  aws_iam_user: [...named, 'permissions_boundary'],
  aws_iam_policy: ['arn', 'id', 'name', 'path', 'policy'],
  aws_iam_role_policy: ['name', 'role', 'policy'],
  aws_iam_user_policy: ['name', 'user', 'policy'],
  aws_iam_role_policy_attachment: ['role', 'policy_arn'],
  aws_iam_user_policy_attachment: ['user', 'policy_arn'],
  aws_iam_policy_attachment: ['policy_arn', 'roles', 'users', 'groups'],
  aws_iam_user_group_membership: ['user', 'groups'],
  aws_iam_group_membership: ['users', 'group'],
  aws_kinesis_firehose_delivery_stream: ['arn', 'name', 'extended_s3_configuration', 's3_configuration', 'region'],
  aws_cloudtrail: ['arn', 'name', 's3_bucket_name', 'kms_key_id', 'region'],
};

const statement = ['statement', 'version', 'policy_id', 'json', 'source_policy_documents', 'override_policy_documents'];

/** The same of data sources. */
const data = {
  aws_caller_identity: ['account_id', 'id'],
  aws_region: ['name', 'region', 'id'],
  aws_partition: ['partition', 'id'],
  aws_iam_policy_document: statement,
  aws_s3_bucket: ['arn', 'bucket', 'id', 'region'],
  aws_kms_key: ['arn', 'key_id', 'id'],
  aws_kms_alias: ['arn', 'name', 'target_key_arn', 'target_key_id'],
  aws_iam_role: ['arn', 'name', 'id'],
  aws_iam_policy: ['arn', 'name', 'policy'],
  terraform_remote_state: ['backend', 'config'],
};

const managedTypes = new Map<string, readonly string[]>(Object.entries(managed));
const dataTypes = new Map<string, readonly string[]>(Object.entries(data));

/** The attributes that are read of a type; `undefined` for one that does not matter. */
export function keptAttributes(mode: 'managed' | 'data', type: string): readonly string[] | undefined {
  return (mode === 'managed' ? managedTypes : dataTypes).get(type);
}
