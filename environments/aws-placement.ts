import { roleArn } from '../modules/core';
import type { Deployment } from '../modules/constructs';

/** What differs between our accounts; the rest is one convention. */
interface AwsPlacement {
  readonly environment: string;
  readonly accountId: string;
  readonly region: string;
}

/**
 * One account per environment, deployed by a role of its own, state in a bucket of the same account. Requests to buckets
 * are logged, and objects are listed every week.
 */
export function awsPlacement({ environment, accountId, region }: AwsPlacement): Deployment {
  const deployer = roleArn('aws', accountId, '/platform/', 'tenant-buckets-deployer');
  return {
    name: region,
    accountId,
    region,
    partition: 'aws',
    deployerArn: deployer,
    assumeRoleArn: deployer,
    namePrefix: `example-${environment}`,
    rolePath: '/tenants/',
    foundation: {},
    backend: {
      kind: 's3',
      bucket: `example-${environment}-terraform-state`,
      region,
      kmsKeyArn: `arn:aws:kms:${region}:${accountId}:alias/example-${environment}/terraform-state`,
    },
  };
}
