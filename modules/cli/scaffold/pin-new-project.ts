import { join } from 'node:path';
import { proposePins, type Placement } from '../../core';
import { filesOf, loadEnvironments, savePins } from '../../tenants';
import type { Scaffold } from './scaffold';

/** Pins the first tenants, so that a new repository synthesizes as it is. */
export function pinNewProject(folder: string, { name, accountId, region, partition }: Scaffold): void {
  const dev = placement(`${name}-dev`, accountId, region, partition);
  const local = placement(`${name}-local`, '000000000000', 'us-east-1', 'aws');
  const definitions = [
    { name: 'dev', placements: [dev], tags: {} },
    { name: 'local', placements: [local], tags: {} },
  ];
  for (const environment of loadEnvironments(definitions, folder).environments) {
    const { placements, tenants, pins } = environment;
    savePins(join(folder, filesOf(environment.name).pins), environment.name, proposePins(placements, tenants, pins));
  }
}

function placement(namePrefix: string, accountId: string, region: string, partition: string): Placement {
  return { name: 'main', accountId, region, partition, deployerArn: '', namePrefix, rolePath: '/tenants/' };
}
