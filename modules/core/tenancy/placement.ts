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
}

/** The name under which KMS sees a call that S3 makes for somebody. @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service */
export function s3ViaService(placement: Placement): string {
  return `s3.${placement.region}.amazonaws.com`;
}
