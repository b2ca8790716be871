import { awsPlacement } from './aws-placement';
import type { EnvironmentDefinition } from './definition';

const placement = awsPlacement({ environment: 'dev', accountId: '111111111111', region: 'eu-west-1' });

export const dev: EnvironmentDefinition = {
  name: 'dev',
  tags: { managedBy: 'tenant-buckets', environment: 'dev' },
  placements: [placement],
};
