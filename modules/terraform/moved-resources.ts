import { diagnostic, DiagnosticError, type Diagnostic, type MovedResource } from '../core';
import { field, listField, textField } from './json-fields';

/**
 * The types of resource that can change their stack. Each is imported by what the AWS provider keeps as its `id`: the
 * name of a bucket, the id of a key, the name of an alias, `KEY:GRANT`, the name of a role, `ROLE:POLICY`,
 * `BUCKET:INVENTORY`. @see https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/kms_grant#import
 */
const importedById: ReadonlySet<string> = new Set([
  'aws_iam_role',
  'aws_iam_role_policy',
  'aws_kms_alias',
  'aws_kms_grant',
  'aws_kms_key',
  'aws_s3_bucket',
  'aws_s3_bucket_inventory',
  'aws_s3_bucket_lifecycle_configuration',
  'aws_s3_bucket_logging',
  'aws_s3_bucket_object_lock_configuration',
  'aws_s3_bucket_ownership_controls',
  'aws_s3_bucket_policy',
  'aws_s3_bucket_public_access_block',
  'aws_s3_bucket_replication_configuration',
  'aws_s3_bucket_server_side_encryption_configuration',
  'aws_s3_bucket_versioning',
]);

/**
 * The resources below one construct of a stack, read from what `terraform show -json` says of its state.
 * @throws DiagnosticError when there are none, or some that cannot be imported
 */
export function readMovedResources(state: unknown, stack: string, constructId: string): readonly MovedResource[] {
  const own = listField(state, 'values', 'root_module', 'resources').filter(
    (one) => textField(one, 'mode') === 'managed' && (textField(one, 'name') ?? '').startsWith(`${constructId}_`),
  );
  if (own.length === 0) throw new DiagnosticError(emptyState(state, stack, constructId));
  const read = own.map((one) => readResource(one, stack));
  const [first, ...more] = read.flatMap((one) => ('code' in one ? [one] : []));
  if (first !== undefined) throw new DiagnosticError(first, ...more);
  return read.flatMap((one) => ('code' in one ? [] : [one]));
}

function readResource(resource: unknown, stack: string): MovedResource | Diagnostic {
  const address = textField(resource, 'address') ?? '?';
  const importId = textField(resource, 'values', 'id');
  if (importId !== undefined && importedById.has(textField(resource, 'type') ?? '')) return { address, importId };
  return diagnostic('TB5105', {
    path: `${stack}/${address}`,
    message: 'the resource cannot be imported into another stack',
    fix: 'leave the tenant where it is, or take what this resource does from it first',
  });
}

function emptyState(state: unknown, stack: string, constructId: string): Diagnostic {
  const isState = field(state, 'format_version') !== undefined;
  return diagnostic('TB5106', {
    path: stack,
    message: isState ? `the state holds nothing of ${constructId}` : 'what was read is no state of terraform',
    fix: 'give the output of terraform show -json in the folder of this stack, with its state deployed',
  });
}
