const keyNames =
  /^aws_kms_(key|replica_key|external_key|replica_external_key)\.(arn|id|key_id)$|^aws_kms_alias\.(arn|id|name|target_key_arn|target_key_id)$/;
const bucketNames = /^aws_s3_bucket\.(bucket|id)$/;
const bucketArns = /^aws_s3_bucket\.arn$/;
const roleNames = /^aws_iam_role\.(name|id)$/;
const holderArns = /^aws_iam_(role|user)\.arn$/;
const keyArns = /^aws_kms_(key|replica_key|external_key|replica_external_key)\.arn$/;
const documents = /^aws_iam_policy_document\.(json|minified_json)$/;

/**
 * What an argument names when its expression mentions only one such thing. A plan shows of an expression no more than
 * what it refers to, so only arguments that take nothing but a name are read that way; a text made of several stays unknown.
 */
const naming: { readonly [argument: string]: RegExp } = {
  key_id: keyNames,
  kms_master_key_id: keyNames,
  target_key_id: keyNames,
  kms_key_id: keyNames,
  replica_kms_key_id: keyNames,
  kms_key_arn: keyNames,
  keyArn: keyNames,
  bucket: /^aws_s3_bucket\.(bucket|id|arn)$/,
  bucketName: bucketNames,
  target_bucket: bucketNames,
  s3_bucket_name: bucketNames,
  bucket_arn: bucketArns,
  role: /^aws_iam_role\.(name|id|arn)$/,
  roles: roleNames,
  user: /^aws_iam_user\.(name|id)$/,
  users: /^aws_iam_user\.(name|id)$/,
  role_arn: holderArns,
  grantee_principal: holderArns,
  retiring_principal: holderArns,
  identifiers: holderArns,
  policy_arn: /^aws_iam_policy\.(arn|id)$/,
  permissions_boundary: /^aws_iam_policy\.(arn|id)$/,
  // The ARN of a bucket may also be the beginning of those of its objects; that of a key is whole.
  resources: keyArns,
  not_resources: keyArns,
  values: keyArns,
  policy: documents,
  assume_role_policy: documents,
  source_policy_documents: documents,
  override_policy_documents: documents,
  account_id: /^aws_caller_identity\.(account_id|id)$/,
};

/** Whether an argument names a thing by this attribute. */
export function isNamedBy(argument: string, type: string, attribute: string): boolean {
  return Object.hasOwn(naming, argument) && naming[argument]?.test(`${type}.${attribute}`) === true;
}

/** The attribute by which an argument names a thing when the plan shows the thing alone, as of `aws_kms_key.k[each.key].arn`. */
export function namingAttribute(argument: string, type: string): string | undefined {
  return ['bucket', 'name', 'arn', 'json', 'account_id'].find((attribute) => isNamedBy(argument, type, attribute));
}
