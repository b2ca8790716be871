import { awsPlacement } from './aws-placement';
import type { EnvironmentDefinition } from './definition';

const placement = awsPlacement({ environment: 'staging', accountId: '222222222222', region: 'eu-west-1' });

export const staging: EnvironmentDefinition = {
  name: 'staging',
  tags: { managedBy: 'tenant-buckets', environment: 'staging' },
  placements: [placement],
};
