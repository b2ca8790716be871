import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Interruption } from '../../modules/cli/io';
import { parseJsonObject } from '../support/json';
import { plannedCopy, plannedProject, type PlannedProject } from '../support/planned-project';

const two = { 'dev-foundation-main': [], 'dev-shard-main-1': ['dev-foundation-main'] };
const first = 'dev-foundation-main';
const second = 'dev-shard-main-1';

function applies(project: PlannedProject): readonly string[] {
  return project.calls().filter((line) => line.includes(': apply'));
}

/** A JSON report over the plans as they are. */
function reviewOf(project: PlannedProject, passed: boolean): string {
  const { stacks } = parseJsonObject(project.read('cdktf.out/plans.json'));
  const plans = Array.isArray(stacks)
    ? stacks.map((one) => ({ name: 'x', sha256: parseJsonObject(JSON.stringify(one))['json'] }))
    : [];
  return JSON.stringify({ schemaVersion: 1, gate: { failOn: 'high', passed }, plans });
}

describe('apply', () => {
  test('applies the saved plans in their order, and says what each changed', async () => {
    using project = await plannedCopy(two);
    const { exitCode, stdout } = await project.run(['apply', '--yes']);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: `${first}  2 add, 1 remove\n${second}  2 add, 1 remove\n`,
    });
    expect(applies(project)).toEqual([
      `${first}: apply -json -input=false -auto-approve plan.tfplan`,
      `${second}: apply -json -input=false -auto-approve plan.tfplan`,
    ]);
  });

  test('fails when a plan is swapped while somebody is asked, or while terraform begins', async () => {
    using asked = await plannedCopy(two);
    const swapped = `cdktf.out/stacks/${second}/plan.tfplan`;
    const ask = () => {
      asked.write(swapped, 'another plan');
      return Promise.resolve('yes');
    };
    const { exitCode, stderr } = await asked.run(['apply'], { ask });
    expect(exitCode).toBe(5);
    expect(stderr).toContain(`at ${second}/plan.tfplan`);
    expect(applies(asked)).toEqual([expect.stringContaining(first)]);
    using begun = await plannedCopy(two);
    begun.write('terraform', begun.read('terraform').replace('  init) ', '  init) echo another > plan.tfplan; '));
    expect((await begun.run(['apply', '--yes'])).stderr).toContain(`at ${first}/plan.tfplan`);
    expect(applies(begun)).toEqual([]);
  });

  test('applies nothing twice', async () => {
    using project = await plannedCopy(two);
    await project.run(['apply', second, '--yes']);
    expect((await project.run(['apply', '--yes'])).stdout).toBe(`${first}  2 add, 1 remove\n`);
    const third = await project.run(['apply', '--yes']);
    expect(third).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: 'nothing to apply: no plan changes anything that is not applied already\n',
    });
    expect(applies(project)).toHaveLength(2);
  });

  test('leaves alone what no plan changes', async () => {
    using project = plannedProject(two);
    project.write(`synthesized/stacks/${first}/unchanged`, '');
    await project.run(['plan']);
    await project.run(['apply', '--yes']);
    expect(applies(project)).toEqual([expect.stringContaining(second)]);
    expect(Object.keys(parseJsonObject(project.read('cdktf.out/applied.json'))['stacks'] ?? {})).toEqual([
      first,
      second,
    ]);
  });

  test.each(['cdk.tf.json', 'plan.tfplan', 'plan.json', '.terraform.lock.hcl'])(
    'fails when %s is another than when it was planned, and applies nothing',
    async (file) => {
      using project = await plannedCopy(two);
      project.write(`cdktf.out/stacks/${second}/${file}`, 'something else');
      rmSync(join(project.folder, 'cdktf.out', 'stacks', first, file));
      const { exitCode, stderr } = await project.run(['apply', '--yes']);
      expect(exitCode).toBe(2);
      expect(stderr).toContain(`error TB8055: the file is gone since it was planned\n  at ${first}/${file}\n`);
      expect(stderr).toContain(
        `error TB8055: the file is another than when it was planned\n  at ${second}/${file}\n  fix: plan and review again: tenant-buckets plan ${second}\n`,
      );
      expect(applies(project)).toEqual([]);
    },
  );

  test('fails when another terraform made the plans', async () => {
    using project = await plannedCopy({ a: [] });
    project.write('terraform', project.read('terraform').replace('1.11.4', '1.12.0'));
    const { exitCode, stderr } = await project.run(['apply', '--yes']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('error TB8060: it is terraform 1.12.0; terraform 1.11.4 made the plans');
    expect(applies(project)).toEqual([]);
  });

  test.each([
    undefined,
    '',
    '{"schemaVersion":1}',
    '{"schemaVersion":1,"terraform":{"product":"t","version":"1"},"stacks":[{"name":"../x","document":"","plan":"","json":""}]}',
  ])('fails when the record of the plans is %j', async (text) => {
    using project = plannedProject({ a: [] });
    if (text !== undefined) project.write('cdktf.out/plans.json', text);
    const { exitCode, stderr } = await project.run(['apply', '--yes']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('error TB8056: no plans.json stands there that can be understood\n  at cdktf.out\n');
  });
});

describe('the question of apply', () => {
  test('fails when nobody is there to be asked (F54)', async () => {
    using project = await plannedCopy({ a: [] });
    const { exitCode, stderr } = await project.run(['apply']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('error TB8057: nobody is there to be asked\n');
    expect(stderr).toContain('fix: give --yes where nobody can answer');
    expect(applies(project)).toEqual([]);
  });

  test.each([
    ['yes', 0, 2],
    ['Yes ', 0, 2],
    ['y', 2, 0],
    ['', 2, 0],
  ])('names the stacks, and takes %j for what it is', async (answer, exitCode, count) => {
    using project = await plannedCopy(two);
    const questions: string[] = [];
    const ask = (question: string) => {
      questions.push(question);
      return Promise.resolve(answer);
    };
    const result = await project.run(['apply', '--quiet'], { ask });
    expect(result.exitCode).toBe(exitCode);
    expect(result.stderr).toContain(`${first}  2 add, 1 remove\n${second}     2 add, 1 remove\n`);
    expect(questions).toEqual(['Apply these 2 plans? Write yes to go on: ']);
    expect(applies(project)).toHaveLength(count);
  });
});

describe('an apply that stops', () => {
  const denied = JSON.stringify({
    type: 'diagnostic',
    diagnostic: { severity: 'error', summary: 'AccessDenied', detail: 'not authorized to perform kms:CreateKey' },
  });

  test('says which stacks are done and which are not, with exit code 5, and goes on from there', async () => {
    using project = await plannedCopy({ ...two, 'dev-shard-main-2': [] });
    project.write(`cdktf.out/stacks/${second}/fails-apply`, denied);
    const { exitCode, stdout, stderr } = await project.run(['apply', '--yes']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 5, stdout: `${first}  2 add, 1 remove\n` });
    expect(stderr).toContain(
      `error TB8058: ${first} applied, then ${second} failed; not begun: dev-shard-main-2\n  at ${second}\n`,
    );
    expect(stderr).toContain('error TB3012: terraform apply failed: AccessDenied');
    rmSync(join(project.folder, 'cdktf.out', 'stacks', second, 'fails-apply'));
    expect((await project.run(['apply', '--yes'])).stdout.match(/^\S+/gm)).toEqual([second, 'dev-shard-main-2']);
  });

  test('keeps the exit code of its cause when nothing was done before', async () => {
    using project = await plannedCopy(two);
    project.write(`cdktf.out/stacks/${first}/fails-apply`, denied);
    const { exitCode, stderr } = await project.run(['apply', '--yes']);
    expect(exitCode).toBe(3);
    expect(stderr).toContain(`applied: none; stopped in ${first}; not begun: ${second}\n`);
  });

  test('interrupts terraform, which saves, and begins no further stack', async () => {
    using project = await plannedCopy(two);
    const controller = new AbortController();
    const script = 'trap "echo interrupted >> $CALLS; exit 1" INT; echo applying; while :; do sleep 0.05; done';
    project.write('terraform', project.read('terraform').replace(/apply\) .*;;/, `apply) ${script};;`));
    const said: string[] = [];
    const { exitCode } = await project.run(['apply', '--yes'], {
      signal: controller.signal,
      errColumns: 80,
      err: (text) => {
        said.push(text);
        if (text.includes('applying')) controller.abort(new Interruption(130));
      },
    });
    expect(exitCode).toBe(130);
    expect(said).toContain(`applied: none; stopped in ${first}; not begun: ${second}\n`);
    expect(project.calls().slice(-2)).toEqual([expect.stringContaining(`${first}: apply`), 'interrupted']);
  });
});

describe('apply --require-review', () => {
  test('applies what a review has passed', async () => {
    using project = await plannedCopy(two);
    project.write('review.json', reviewOf(project, true));
    const { exitCode } = await project.run(['apply', '--yes', '--require-review', 'review.json']);
    expect(exitCode).toBe(0);
    expect(applies(project)).toHaveLength(2);
  });

  test.each([
    ['no report', () => 'nothing', 'the file is no JSON report of a review'],
    ['a review that did not pass', (project: PlannedProject) => reviewOf(project, false), 'the review did not pass'],
    [
      'a review of other plans',
      () => JSON.stringify({ schemaVersion: 1, gate: { passed: true }, plans: [{ name: first, sha256: 'ab' }] }),
      'review.json reviews another plan',
    ],
  ])('fails when the file is %s, and applies nothing', async (_, text, message) => {
    using project = await plannedCopy(two);
    project.write('review.json', text(project));
    const { exitCode, stderr } = await project.run(['apply', '--yes', '--require-review', 'review.json']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`error TB8059: ${message}\n`);
    expect(applies(project)).toEqual([]);
  });

  test('fails when the saved plan is another than its JSON says, although both digests agree', async () => {
    using project = await plannedCopy({ a: [] });
    const other = 'a plan that nobody has reviewed';
    const digest = (text: string) => createHash('sha256').update(text).digest('hex');
    const honest = digest(project.read('cdktf.out/stacks/a/plan.tfplan'));
    project.write('review.json', reviewOf(project, true));
    project.write('cdktf.out/stacks/a/plan.tfplan', other);
    project.write('cdktf.out/plans.json', project.read('cdktf.out/plans.json').replace(honest, digest(other)));
    const { exitCode, stderr } = await project.run(['apply', '--yes', '--require-review', 'review.json']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('error TB8059: the saved plan is not the one that was reviewed\n  at a\n');
    expect(applies(project)).toEqual([]);
  });
});
