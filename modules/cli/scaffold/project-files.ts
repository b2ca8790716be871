import { version } from '../version';
import type { Scaffold } from './scaffold';

/** The package, its app and its pipeline: what a user seldom touches. */
export function projectFiles({ name }: Scaffold): { readonly [path: string]: string } {
  return {
    'package.json': json(packageOf(name)),
    'cdktf.json': json({
      language: 'typescript',
      app: 'node --import tsx main.ts',
      projectId: name,
      sendCrashReports: 'false',
      terraformProviders: [],
      terraformModules: [],
      context: {},
    }),
    'tsconfig.json': json({
      compilerOptions: {
        target: 'ES2022',
        module: 'node16',
        moduleResolution: 'node16',
        strict: true,
        skipLibCheck: true,
        noEmit: true,
      },
      include: ['main.ts', 'environments/**/*.ts'],
    }),
    'main.ts': main,
    '.gitignore': 'node_modules/\ncdktf.out/\n.tenant-buckets/\nterraform.tfstate*\n',
    '.github/workflows/tenants.yml': pipeline,
    'README.md': readme(name),
  };
}

function packageOf(name: string): object {
  return {
    name,
    private: true,
    scripts: { validate: 'tenant-buckets validate', pin: 'tenant-buckets pin', synth: 'cdktf synth' },
    dependencies: {
      '@cdktf/provider-aws': '^20.1.0 || ^21.0.0',
      cdktf: '^0.21.0',
      constructs: '^10.4.2',
      'tenant-buckets': `^${version}`,
    },
    devDependencies: { '@types/node': '^20.19.0', 'cdktf-cli': '^0.21.0', tsx: '^4.20.0', typescript: '~5.9.3' },
  };
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

const main = `import { synthesizeEnvironments } from 'tenant-buckets';
import { runApp } from 'tenant-buckets/tenants';
import { environments } from './environments';

const { env: variables } = process;
const app = { folder: __dirname, environments, variables, synthesize: synthesizeEnvironments };
const { exitCode, stdout, stderr } = runApp(app);
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = exitCode;
`;

const pipeline = `# What has to hold before a change of tenants is merged. Deploys are for you to add: they need your credentials.
name: tenants
on: pull_request
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 22, cache: npm }
      - run: npm ci
      - run: npx tenant-buckets validate
      - run: npx tenant-buckets pin --check
      - run: npx cdktf synth
`;

function readme(name: string): string {
  return `# ${name}

Buckets whose data each tenant locks with its own KMS key, vended by [tenant-buckets](https://www.npmjs.com/package/tenant-buckets).

    npm install
    npx tenant-buckets tenant add globex --placement main
    npx tenant-buckets validate
    TENANT_BUCKETS_ENVIRONMENT=dev npx cdktf deploy 'dev-*'

\`environments/index.ts\` says where tenants can live, \`environments/tenants\` who they are, \`environments/pins\` where each
of them lives: that file is written by \`tenant-buckets pin\` and committed together with the tenant.
`;
}
