import { accountRootArn } from '../modules/core';
import type { EnvironmentDefinition } from './definition';

/** The account that an emulator gives to whoever asks. */
const accountId = '000000000000';

/** The environment that `npm start` and the apply tests deploy to an emulator on this machine. */
export function localstack(endpoint: string): EnvironmentDefinition {
  return {
    name: 'localstack',
    tags: { managedBy: 'tenant-buckets', environment: 'localstack' },
    placements: [
      {
        name: 'local',
        accountId,
        region: 'us-east-1',
        partition: 'aws',
        deployerArn: accountRootArn('aws', accountId),
        namePrefix: 'example-local',
        rolePath: '/tenants/',
        backend: { kind: 'localFile' },
        emulatorEndpoint: endpoint,
      },
    ],
  };
}
