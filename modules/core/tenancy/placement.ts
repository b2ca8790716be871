import type { Foundation } from './foundation';

/** Where and as whom a stack is deployed: one account, one region, one deployer. */
export interface Placement {
  /** Short name, part of stack names. */
  readonly name: string;
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  /** The principal that runs terraform: alone may change default encryption and create grants. */
  readonly deployerArn: string;
  /** First part of every bucket, role and alias name in this placement. */
  readonly namePrefix: string;
  /** Starts and ends with a slash. */
  readonly rolePath: string;
  /** Policy that bounds every role made here. @default roles are not bounded */
  readonly permissionsBoundaryArn?: string;
  /** How many dedicated tenants share a stack; more make every plan slower. @default 50 */
  readonly shardSize?: number;
  /** The stack of what reports on the buckets of this placement. @default there is none: buckets are neither logged nor listed */
  readonly foundation?: Foundation;
  /** Tags that every tenant must have here. @default none */
  readonly requiredTags?: readonly string[];
  /** How many roles the account may have for tenants. @default 1,000, what AWS gives an account that has not asked for more */
  readonly roleQuota?: number;
  /** Lets somebody deploy whom the policies made here do not let in. @default refused */
  readonly allowLockout?: LockoutAllowance;
}

/** Why policies may lock out who deploys them. */
export interface LockoutAllowance {
  /** For whoever reads it later, such as `until the new deployer role is there`. */
  readonly reason: string;
}

/** The name under which KMS sees a call that S3 makes for somebody. @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service */
export function s3ViaService(placement: Pick<Placement, 'region'>): string {
  return `s3.${placement.region}.amazonaws.com`;
}
