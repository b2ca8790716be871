import { describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { commentService, type SeenRequest, type StandInAnswer } from '../support/comment-service';
import { objectAt, objectsAt, parseJsonObject, type JsonObject } from '../support/json';
import { plannedProject, type PlannedProject } from '../support/planned-project';
import { smallPlan } from '../support/small-plan';

const root = resolve(__dirname, '../..');
const readText = (path: string): string => readFileSync(join(root, path), 'utf8');
const token = 'a-token-that-stays-secret';

interface Ended {
  readonly exitCode: number | null;
  readonly output: string;
}

/** A step runs as a runner runs it: bash that ends at the first error, and the package's command behind npx. */
async function runStep(project: PlannedProject, script: string, variables: object): Promise<Ended> {
  const own = join(project.folder, 'bin');
  const program = [join(root, 'node_modules/.bin/tsx'), join(root, 'modules/cli/main.ts')]
    .map((one) => JSON.stringify(one))
    .join(' ');
  project.write(
    'bin/npx',
    `#!/bin/sh\n[ "$1 $2" = "--no-install tenant-buckets" ] || exit 97\nshift 2\nexec ${program} "$@"\n`,
  );
  project.write('bin/npm', '#!/bin/sh\n[ "$1" = ci ]\n');
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: project.folder,
    env: {
      PATH: `${own}:${process.env['PATH'] ?? ''}`,
      TENANT_BUCKETS_TERRAFORM: join(project.folder, 'terraform'),
      CALLS: join(project.folder, 'calls'),
      GITHUB_OUTPUT: join(project.folder, 'output'),
      GITHUB_STEP_SUMMARY: join(project.folder, 'summary'),
      ...variables,
    },
  });
  const pieces: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => pieces.push(piece));
  return new Promise((end) => {
    child.on('close', (exitCode) => end({ exitCode, output: String(Buffer.concat(pieces)) }));
  });
}

/** Two stacks; what terraform shows of each is a plan that can be read. */
function projectWith(weakened: boolean): PlannedProject {
  const project = plannedProject({ 'prod-shard-main-1': [], 'prod-shard-main-2': [] });
  const shown = smallPlan({ weakened });
  project.write('shown.json', shown);
  project.write(
    'terraform',
    project.read('terraform').replace(/show\) .*;;/, `show) cat ${project.folder}/shown.json;;`),
  );
  const placement = {
    name: 'main',
    accountId: '111122223333',
    region: 'eu-west-1',
    partition: 'aws',
    deployerArn: 'arn:aws:iam::111122223333:role/d',
    namePrefix: 'corp',
    rolePath: '/',
    backend: { kind: 'localFile' },
  };
  const described = JSON.stringify({
    schemaVersion: 1,
    environments: [{ name: 'prod', placements: [placement], tags: {} }],
  });
  project.write('environments.json', described);
  project.write('environments/tenants/prod/acme.yaml', 'tenants:\n  - id: acme\n    placement: main\n');
  project.write(
    'app.sh',
    `[ "$TENANT_BUCKETS_DESCRIBE" = 1 ] && exec cat environments.json\n${project.read('app.sh')}`,
  );
  return project;
}

/** YAML as JSON would have it. */
function parseYaml(text: string): JsonObject {
  return parseJsonObject(JSON.stringify(parse(text)));
}

function steps(): readonly JsonObject[] {
  return objectsAt(objectAt(parseYaml(readText('action.yml')), 'runs'), 'steps');
}

function stepNamed(name: string): string {
  const run = steps().find((one) => one['name'] === name)?.['run'];
  return typeof run === 'string' ? run : '';
}

describe('the action for GitHub', () => {
  test('hands inputs over as variables, never as text of a script', () => {
    expect(steps().map((one) => one['name'])).toEqual(['Plan', 'Review', 'Comment', 'Verdict']);
    for (const step of steps()) expect(step['run']).not.toContain('${{');
  });

  test('plans, reviews and tells the job what it found, and fails at the end alone', async () => {
    using project = projectWith(true);
    const plan = await runStep(project, stepNamed('Plan'), { ENVIRONMENT: 'prod', APPLIED: 'applied.json' });
    expect(plan).toMatchObject({ exitCode: 0, output: expect.stringContaining('prod-shard-main-2  2 to add') });
    expect(project.read('asked')).toBe('asked for: prod\n');
    const review = await runStep(project, stepNamed('Review'), { ENVIRONMENT: 'prod', FAIL_ON: 'high' });
    expect(review.exitCode).toBe(0);
    expect(review.output).toMatch(/^::error file=environments\/tenants\/prod\/acme\.yaml,line=2,/m);
    expect(project.read('summary')).toBe(project.read('cdktf.out/review.md'));
    expect(project.read('output')).toBe(
      ['markdown', 'json', 'sarif']
        .map((form) => `${form}=${project.folder}/cdktf.out/review.${form === 'markdown' ? 'md' : form}\n`)
        .join('') + 'exit-code=1\n',
    );
    expect((await runStep(project, stepNamed('Verdict'), { STATUS: '1' })).exitCode).toBe(1);
  });

  test('passes when the review does', async () => {
    using project = projectWith(false);
    await runStep(project, stepNamed('Plan'), { ENVIRONMENT: '', APPLIED: 'applied.json' });
    await runStep(project, stepNamed('Review'), { ENVIRONMENT: '', FAIL_ON: 'high' });
    expect(project.read('output')).toContain('exit-code=0\n');
    expect(project.read('asked')).toBe('asked for: \n');
  });

  test('ends at the review when there is none, and shows no older one', async () => {
    using project = projectWith(false);
    project.write('cdktf.out/review.md', 'an older review');
    project.write('cdktf.out/stacks/prod-shard-main-1/plan.json', '{"format_version"');
    const { exitCode, output } = await runStep(project, stepNamed('Review'), { ENVIRONMENT: '', FAIL_ON: 'high' });
    expect({ exitCode, output }).toMatchObject({ exitCode: 2, output: expect.stringContaining('error TB7020') });
    expect(existsSync(join(project.folder, 'summary'))).toBe(false);
  });

  test('takes an input for nothing but its value', async () => {
    using project = projectWith(false);
    const evil = 'prod"; touch stolen; "$(touch stolen)';
    await runStep(project, stepNamed('Plan'), { ENVIRONMENT: evil, APPLIED: evil });
    expect(project.read('asked')).toBe(`asked for: ${evil}\n`);
    expect(existsSync(join(project.folder, 'stolen'))).toBe(false);
  });

  test('comments on the pull request', async () => {
    using project = projectWith(false);
    project.write('event.json', JSON.stringify({ pull_request: { number: 7 } }));
    project.write('cdktf.out/review.md', '<!-- tenant-buckets review -->\n\nbody\n');
    await using service = await commentService(({ path }) => ({ value: path === '/user' ? { login: 'x' } : [] }));
    const { exitCode, output } = await runStep(project, stepNamed('Comment'), {
      GITHUB_API_URL: service.api,
      GITHUB_REPOSITORY: 'corp/vending',
      GITHUB_EVENT_PATH: join(project.folder, 'event.json'),
      GITHUB_TOKEN: token,
    });
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: 'the comment is written\n' });
    expect(service.seen.at(-1)).toMatchObject({ method: 'POST', path: '/repos/corp/vending/issues/7/comments' });
  });
});

describe('the job for GitLab', () => {
  const text = readText('docs/guides/pipelines/gitlab-ci.yml');

  test('stands in the guide as it is', () => {
    expect(readText('docs/guides/pipelines.md')).toContain(`\`\`\`yaml\n${text}\`\`\`\n`);
  });

  test.each([
    [true, 1],
    [false, 0],
  ])(
    'plans, reviews, comments, and then fails or not: a weaker encryption %s ends with %i',
    async (weakened, exitCode) => {
      using project = projectWith(weakened);
      const { script } = objectAt(parseYaml(text), 'review');
      const lines = Array.isArray(script) ? script : [];
      const answer = ({ method, path }: SeenRequest): StandInAnswer =>
        path === '/user' ? { value: { id: 1 } } : { value: method === 'GET' ? [] : { id: 5 } };
      await using service = await commentService(answer);
      const ended = await runStep(project, lines.join('\n'), {
        CI_API_V4_URL: service.api,
        CI_PROJECT_ID: '42',
        CI_MERGE_REQUEST_IID: '3',
        GITLAB_TOKEN: token,
      });
      expect(ended.exitCode).toBe(exitCode);
      expect(ended.output).not.toContain(token);
      expect(service.seen.at(-1)).toMatchObject({ method: 'POST', path: '/projects/42/merge_requests/3/notes' });
      expect(service.seen.at(-1)?.body).toContain('<!-- tenant-buckets review -->');
      expect(existsSync(join(project.folder, 'cdktf.out', 'review.xml'))).toBe(true);
    },
  );
});
