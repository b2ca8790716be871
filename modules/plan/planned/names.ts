import { inlineBucket } from '../document/kept-attributes';

/** The argument that names a thing, by the type of resource; where only the apply gives it, the address stands for it. */
const naming: ReadonlyMap<string, string> = new Map([
  ['aws_s3_bucket', 'bucket'],
  ['aws_iam_role', 'name'],
  ['aws_iam_user', 'name'],
  ['aws_iam_policy', 'name'],
]);

/** What AWS fills in where nothing is written: what it fills in for a new thing is as good as nothing. */
const filledIn: ReadonlyMap<string, readonly string[]> = new Map([
  ['aws_s3_bucket', inlineBucket],
  ['aws_iam_role', ['inline_policy', 'managed_policy_arns']],
  ['aws_kms_key', ['policy', 'rotation_period_in_days', 'enable_key_rotation', 'is_enabled']],
  ['aws_kms_replica_key', ['policy']],
  ['aws_kms_external_key', ['policy']],
  ['aws_kms_replica_external_key', ['policy']],
]);

export function namesItself(type: string, argument: string): boolean {
  return naming.get(type) === argument;
}

export function isFilledIn(type: string, argument: string): boolean {
  return filledIn.get(type)?.includes(argument) === true;
}
