import type { Deployment, Environment } from '../../modules/constructs';
import { noPins, proposePins, type CreatedPrincipal, type ExistingPrincipal, type Tenant } from '../../modules/core';

export const accountId = '111122223333';

/** A placement in AWS, its state in S3. */
export const deployment: Deployment = {
  name: 'main',
  accountId,
  region: 'eu-west-1',
  partition: 'aws',
  deployerArn: `arn:aws:iam::${accountId}:role/deployer`,
  assumeRoleArn: `arn:aws:iam::${accountId}:role/deployer`,
  namePrefix: 'corp',
  rolePath: '/tenants/',
  backend: {
    kind: 's3',
    bucket: 'corp-state',
    region: 'eu-west-1',
    kmsKeyArn: `arn:aws:kms:eu-west-1:${accountId}:key/11111111-2222-3333-4444-555555555555`,
  },
};

export const createdWriter: CreatedPrincipal = {
  kind: 'created',
  name: 'app',
  trustedArns: [`arn:aws:iam::${accountId}:role/acme-application`],
  access: 'writer',
};

export const existingReader: ExistingPrincipal = {
  kind: 'existing',
  arn: 'arn:aws:iam::444455556666:role/team/analyst',
  access: 'reader',
};

/** A tenant as a file with nothing but defaults says it, with one writer and one reader. */
export const acme: Tenant = {
  id: 'acme',
  placement: 'main',
  state: 'active',
  isolation: 'dedicated',
  enforcement: 'standard',
  key: { owner: 'platform', rotationDays: 365, deletionWindowDays: 30 },
  principals: [createdWriter, existingReader],
  lifecycle: { noncurrentDays: 90, abortUploadDays: 7 },
  tags: { costCenter: '4711' },
};

/** An environment in which these tenants are pinned. */
export function environmentOf(...tenants: readonly Tenant[]): Environment {
  return pinned({ name: 'trial', placements: [deployment], tenants, tags: { environment: 'trial' } });
}

/** Pins whoever lives in an environment, as `tenant-buckets pin` does. */
export function pinned(environment: Omit<Environment, 'pins'>): Environment {
  return { ...environment, pins: proposePins(environment.placements, environment.tenants, noPins) };
}
