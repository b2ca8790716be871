import type { Scaffold } from './scaffold';

/** The first environments and the first tenant: what a user makes their own. */
export function dataFiles(scaffold: Scaffold): { readonly [path: string]: string } {
  return {
    'environments/index.ts': environments(scaffold),
    'environments/tenants/dev/acme.yaml': tenant(scaffold.accountId, scaffold.partition),
    'environments/tenants/local/acme.yaml': tenant(localAccount, 'aws'),
  };
}

const localAccount = '000000000000';

function environments(scaffold: Scaffold): string {
  return `import type { Deployment } from 'tenant-buckets';
import type { EnvironmentDefinition } from 'tenant-buckets/tenants';

${devEnvironment(scaffold)}
${localEnvironment(scaffold)}
export const environments = [dev, local];
`;
}

function devEnvironment({ name, accountId, region, partition }: Scaffold): string {
  return `const region = '${region}';

/** An account of yours. Name prefix, account and region stay as they are once a tenant lives here. */
const dev: EnvironmentDefinition<Deployment> = {
  name: 'dev',
  tags: { managedBy: 'tenant-buckets', environment: 'dev' },
  placements: [
    {
      name: 'main',
      accountId: '${accountId}',
      region,
      partition: '${partition}',
      deployerArn: 'arn:${partition}:iam::${accountId}:role/platform/tenant-buckets-deployer',
      assumeRoleArn: 'arn:${partition}:iam::${accountId}:role/platform/tenant-buckets-deployer',
      namePrefix: '${name}-dev',
      rolePath: '/tenants/',
      backend: {
        kind: 's3',
        bucket: '${name}-dev-terraform-state',
        region,
        kmsKeyArn: \`arn:${partition}:kms:\${region}:${accountId}:alias/${name}-dev/terraform-state\`,
      },
    },
  ],
};
`;
}

function localEnvironment({ name }: Scaffold): string {
  return `/** An emulator on this machine: \`npx tenant-buckets emulator up --detach\` says where it answers. */
const local: EnvironmentDefinition<Deployment> = {
  name: 'local',
  tags: { managedBy: 'tenant-buckets', environment: 'local' },
  placements: [
    {
      name: 'main',
      accountId: '${localAccount}',
      region: 'us-east-1',
      partition: 'aws',
      deployerArn: 'arn:aws:iam::${localAccount}:root',
      namePrefix: '${name}-local',
      rolePath: '/tenants/',
      backend: { kind: 'localFile' },
      emulatorEndpoint: process.env['TENANT_BUCKETS_ENDPOINT'] || 'http://127.0.0.1:4566',
    },
  ],
};
`;
}

function tenant(accountId: string, partition: string): string {
  return `# yaml-language-server: $schema=../../../node_modules/tenant-buckets/schemas/tenants.json
# One entry per tenant. Everything that is not written has a safe default.
tenants:
  - id: acme
    placement: main
    principals:
      - access: writer
        create: { name: app, trust: ['arn:${partition}:iam::${accountId}:root'] }
      - access: reader
        create: { name: reports, trust: ['arn:${partition}:iam::${accountId}:root'] }
    tags: {}
`;
}
