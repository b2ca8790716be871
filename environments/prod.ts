import { awsPlacement } from './aws-placement';
import type { EnvironmentDefinition } from './definition';

const placement = awsPlacement({ environment: 'prod', accountId: '333333333333', region: 'eu-west-1' });

export const prod: EnvironmentDefinition = {
  name: 'prod',
  tags: { managedBy: 'tenant-buckets', environment: 'prod' },
  placements: [placement],
};
