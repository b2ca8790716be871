import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noPins, proposePins, type Pins, type Tenant } from '../../../modules/core';
import type { Deployment } from '../../../modules/constructs';
import { filesOf, savePins } from '../../../modules/tenants';

const accountId = '111122223333';
const region = 'eu-west-1';

const deployment: Deployment = {
  name: 'main',
  accountId,
  region,
  partition: 'aws',
  deployerArn: `arn:aws:iam::${accountId}:role/deployer`,
  assumeRoleArn: `arn:aws:iam::${accountId}:role/deployer`,
  namePrefix: 'corp',
  rolePath: '/tenants/',
  // Thousands of tenants live in several accounts; to the programs it makes no difference.
  roleQuota: 1_000_000,
  backend: {
    kind: 's3',
    bucket: 'corp-state',
    region,
    kmsKeyArn: `arn:aws:kms:${region}:${accountId}:key/11111111-2222-3333-4444-555555555555`,
  },
};

/** A dedicated tenant with a writer and a reader, everything else as the defaults have it. */
function tenantOf(index: number): Tenant {
  const trustedArns = [`arn:aws:iam::${accountId}:root`];
  return {
    id: `t${String(index).padStart(5, '0')}`,
    placement: deployment.name,
    state: 'active',
    isolation: 'dedicated',
    enforcement: 'standard',
    key: { owner: 'platform', rotationDays: 365, deletionWindowDays: 30 },
    principals: [
      { kind: 'created', name: 'app', trustedArns, access: 'writer' },
      { kind: 'created', name: 'reports', trustedArns, access: 'reader' },
    ],
    lifecycle: { noncurrentDays: 90, abortUploadDays: 7 },
    tags: { costCenter: '4711' },
  };
}

function entryOf({ id }: Tenant): string {
  const create = (name: string): string => `{ name: ${name}, trust: ['arn:aws:iam::${accountId}:root'] }`;
  return `  - id: ${id}
    placement: main
    principals:
      - { access: writer, create: ${create('app')} }
      - { access: reader, create: ${create('reports')} }
    tags: { costCenter: '4711' }
`;
}

interface TrialEnvironment {
  readonly name: string;
  readonly placements: readonly Deployment[];
  readonly tenants: readonly Tenant[];
  readonly pins: Pins;
  readonly tags: { readonly [key: string]: string };
}

/** Writes an environment of so many tenants to a folder: as JSON, and as the files of a project. Gives the JSON's path. */
export function writeTrial(folder: string, count: number): string {
  const tenants = Array.from({ length: count }, (_, index) => tenantOf(index));
  const pins = proposePins([deployment], tenants, noPins);
  const environment: TrialEnvironment = {
    name: 'trial',
    placements: [deployment],
    tenants,
    pins,
    tags: { environment: 'trial' },
  };
  const input = join(folder, 'environment.json');
  writeFileSync(input, JSON.stringify(environment));
  const files = filesOf(environment.name);
  mkdirSync(join(folder, files.tenants), { recursive: true });
  for (let start = 0; start < count; start += 500) {
    const text = `tenants:\n${tenants
      .slice(start, start + 500)
      .map(entryOf)
      .join('')}`;
    writeFileSync(join(folder, files.tenants, `from-${String(start).padStart(5, '0')}.yaml`), text);
  }
  savePins(join(folder, files.pins), environment.name, pins);
  return input;
}
