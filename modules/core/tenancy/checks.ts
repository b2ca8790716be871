import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic';
import { bucketPolicyLimitBytes, keyPolicyLimitBytes, policySizeBytes } from '../policy/canonical';
import { policyDocument } from '../policy/document';
import { grantContextMismatch, type GrantTerms } from './grant';
import { proposeBucketName } from './name-proposals';
import { brokenBucketNameRules, brokenRoleNameRules } from './names';

/** Every rule of S3 that a bucket name breaks. The name is never changed silently. */
export function checkBucketName(path: string, name: string): readonly Diagnostic[] {
  return brokenBucketNameRules(name).map((rule) =>
    diagnostic('TB2001', {
      path,
      message: `bucket name "${name}": ${rule}`,
      fix: `choose another tenant id or name prefix: S3 would take ${proposeBucketName(name)}`,
    }),
  );
}

/** Every rule of IAM that a role name breaks. */
export function checkRoleName(path: string, name: string): readonly Diagnostic[] {
  return brokenRoleNameRules(name).map((rule) =>
    diagnostic('TB2009', {
      path,
      message: `role name "${name}": ${rule}`,
      fix: 'choose another tenant id, principal name or name prefix',
    }),
  );
}

interface Range {
  readonly least: number;
  readonly most: number;
}

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html */
export const rotationDaysRange: Range = { least: 90, most: 2560 };

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html */
export const deletionWindowDaysRange: Range = { least: 7, most: 30 };

export interface KeyTimes {
  readonly rotationDays: number;
  readonly deletionWindowDays: number;
}

export function checkKeyTimes(path: string, times: KeyTimes): readonly Diagnostic[] {
  return [
    ...checkRange(path, 'rotationDays', times.rotationDays, rotationDaysRange),
    ...checkRange(path, 'deletionWindowDays', times.deletionWindowDays, deletionWindowDaysRange),
  ];
}

function checkRange(path: string, name: string, value: number, range: Range): readonly Diagnostic[] {
  if (Number.isInteger(value) && value >= range.least && value <= range.most) return [];
  const allowed = `a whole number from ${String(range.least)} to ${String(range.most)}`;
  return [diagnostic('TB2002', { path, message: `${name} is ${String(value)}`, fix: `give ${allowed}` })];
}

/** A grant that can never match what S3 sends is refused before anybody waits for it. */
export function checkGrantContext(
  path: string,
  terms: GrantTerms,
  bucket: { readonly arn: string; readonly bucketKeyEnabled: boolean },
): readonly Diagnostic[] {
  const mismatch = grantContextMismatch(terms, bucket.arn, bucket.bucketKeyEnabled);
  if (mismatch === undefined) return [];
  const fix = bucket.bucketKeyEnabled
    ? 'constrain the grant to the ARN of the bucket'
    : 'turn the Bucket Key on, or name the principal in the key policy instead of a grant';
  return [
    diagnostic('TB2003', { path, message: `the grant to ${terms.granteeArn} would never match: ${mismatch}`, fix }),
  ];
}

export function checkBucketPolicySize(path: string, statements: readonly object[]): readonly Diagnostic[] {
  return checkSize('TB2004', 'the bucket policy', path, statements, bucketPolicyLimitBytes);
}

export function checkKeyPolicySize(path: string, statements: readonly object[]): readonly Diagnostic[] {
  return checkSize('TB2005', 'the key policy', path, statements, keyPolicyLimitBytes);
}

function checkSize(
  code: 'TB2004' | 'TB2005',
  what: string,
  path: string,
  statements: readonly object[],
  limitBytes: number,
): readonly Diagnostic[] {
  const sizeBytes = policySizeBytes(policyDocument(statements));
  if (sizeBytes <= limitBytes) return [];
  return [
    diagnostic(code, {
      path,
      message: `${what} has ${String(sizeBytes)} bytes and AWS takes ${String(limitBytes)}`,
      fix: 'name fewer principals: let those who do the same assume one role',
    }),
  ];
}
