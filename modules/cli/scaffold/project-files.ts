import { version } from '../version';
import type { Scaffold } from './scaffold';

/** The package, its app and its pipeline: what a user seldom touches. */
export function projectFiles({ name, region }: Scaffold): { readonly [path: string]: string } {
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
    '.github/workflows/tenants.yml': pipeline(region),
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

function pipeline(region: string): string {
  return `# What has to hold before a change of tenants is merged. The apply is for you to add: tenant-buckets apply.
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
  review:
    # Once the variable PLAN_ROLE of the repository names a role that may plan.
    if: vars.PLAN_ROLE != '' && github.event.pull_request.head.repo.full_name == github.repository
    runs-on: ubuntu-latest
    permissions:
      contents: read
      id-token: write
      pull-requests: write
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 22, cache: npm }
      - uses: hashicorp/setup-terraform@v3
        with: { terraform_wrapper: false }
      - uses: aws-actions/configure-aws-credentials@v4
        with: { role-to-assume: '\${{ vars.PLAN_ROLE }}', aws-region: ${region} }
      - run: npm ci
      - run: npx tenant-buckets plan --environment dev
      - run: npx tenant-buckets review --plan-dir cdktf.out --tenants --format github --out cdktf.out/review.md
      - run: npx tenant-buckets comment --file cdktf.out/review.md
        if: always() && hashFiles('cdktf.out/review.md') != ''
        env: { GITHUB_TOKEN: '\${{ github.token }}' }
`;
}

function readme(name: string): string {
  return `# ${name}

Buckets whose data each tenant locks with its own KMS key, vended by [tenant-buckets](https://www.npmjs.com/package/tenant-buckets).

    npm install
    npx tenant-buckets tenant add globex --placement main
    npx tenant-buckets validate
    npx tenant-buckets plan --environment dev
    npx tenant-buckets review --plan-dir cdktf.out --tenants
    npx tenant-buckets apply

\`environments/index.ts\` says where tenants can live, \`environments/tenants\` who they are, \`environments/pins\` where each
of them lives: that file is written by \`tenant-buckets pin\` and committed together with the tenant.
`;
}
