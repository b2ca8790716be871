import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DiagnosticError, type ProgressEvent } from '../../modules/core';
import { createTerraform, type Patience, type Terraform, type TerraformOptions } from '../../modules/terraform';
import { newFolder, standIn } from './fixtures/stand-in';

interface Run {
  readonly terraform: Terraform;
  readonly events: readonly ProgressEvent[];
  /** The parameters of each call so far, one line a call. */
  readonly calls: () => readonly string[];
}

/** A terraform whose every command is the script; `$1` is the name of the command. */
function scripted(script: string, more: Partial<TerraformOptions & Patience> = {}): Run {
  const folder = newFolder();
  const path = standIn(folder, 'terraform', `echo "$@" >> calls\n${script}`);
  const events: ProgressEvent[] = [];
  const terraform = createTerraform({
    binary: { path, product: 'terraform', version: '1.11.4', platform: 'linux_amd64' },
    workingDirectory: folder,
    environment: process.env,
    onProgress: (event) => events.push(event),
    ...more,
  });
  return { terraform, events, calls: () => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n') };
}

function say(...messages: readonly object[]): string {
  return messages.map((message) => `echo '${JSON.stringify(message)}'`).join('\n');
}

function summary(operation: string, add: number): object {
  return {
    type: 'change_summary',
    '@message': `${operation}!`,
    changes: { add, change: 2, remove: 3, import: 4, operation },
  };
}

function failure(text: string): object {
  return {
    type: 'diagnostic',
    '@message': `Error: ${text}`,
    diagnostic: { severity: 'error', summary: text, detail: '' },
  };
}

describe('createTerraform', () => {
  test('plans to a file and tells whether and what would change', async () => {
    const { terraform, calls } = scripted(`${say(summary('plan', 1))}; exit 2`);
    expect(await terraform.plan({ out: 'plan.bin', destroy: true })).toEqual({
      changed: true,
      changes: { add: 1, change: 2, remove: 3, import: 4 },
    });
    expect(calls()).toEqual(['plan -json -input=false -detailed-exitcode -out=plan.bin -destroy']);
  });

  test('tells that a plan changes nothing', async () => {
    const { terraform } = scripted('echo no JSON');
    const changes = { add: 0, change: 0, remove: 0, import: 0 };
    expect(await terraform.plan()).toEqual({ changed: false, changes });
  });

  test('applies, destroys and reads without a question', async () => {
    const document = '{"o":{"value":[1],"sensitive":true,"type":"x"}}';
    const { terraform, calls } = scripted(
      `case $1 in apply) ${say(summary('plan', 9), summary('apply', 1))};; *) echo '${document}';; esac`,
    );
    expect(await terraform.apply({ planFile: 'p' })).toMatchObject({ add: 1 });
    expect(await terraform.apply()).toMatchObject({ add: 1 });
    expect(await terraform.destroy()).toMatchObject({ add: 1 });
    expect(await terraform.output()).toEqual({ o: { value: [1], sensitive: true } });
    expect(await terraform.show({ planFile: 'p' })).toEqual(JSON.parse(document));
    await terraform.show();
    await terraform.init();
    await terraform.validate();
    expect(calls()).toEqual([
      'apply -json -input=false -auto-approve p',
      'apply -json -input=false -auto-approve',
      'apply -json -input=false -auto-approve -destroy',
      'output -no-color -json',
      'show -no-color -json p',
      'show -no-color -json',
      'init -no-color -input=false',
      'validate -no-color -json',
    ]);
  });

  test('tells each step and terraform’s sentences, but not its data', async () => {
    const { terraform, events } = scripted(`${say({ '@message': 'a: Creating...' })}; echo plain; echo >&2 warned`);
    await terraform.init();
    const [started, ...rest] = events;
    expect(started).toEqual({ step: 'terraform init', state: 'started' });
    expect(rest.map(({ state, detail }) => detail ?? state).sort()).toEqual([
      'a: Creating...',
      'done',
      'plain',
      'warned',
    ]);
    const shown = scripted('echo "{}"');
    await shown.terraform.show();
    expect(shown.events.map(({ state }) => state)).toEqual(['started', 'done']);
  });

  test('fails when a command fails, with every error it told', async () => {
    const { terraform, events } = scripted(`${say(failure('First'), failure('Second'))}; exit 1`);
    await expect(terraform.plan()).rejects.toThrow(DiagnosticError);
    await expect(terraform.plan()).rejects.toThrow(
      'TB3010 terraform plan: terraform plan failed: First\nTB3010 terraform plan: terraform plan failed: Second',
    );
    expect(events.at(-1)).toEqual({ step: 'terraform plan', state: 'failed' });
  });

  test('fails when init or show fail, with what they wrote for people', async () => {
    const { terraform } = scripted('printf "\\nError: Broken\\n\\nbecause\\n" >&2; exit 1');
    await expect(terraform.init()).rejects.toThrow('TB3010 terraform init: terraform init failed: Broken: because');
    await expect(terraform.show()).rejects.toThrow('TB3010 terraform show: terraform show failed: Broken: because');
  });

  test('fails when the configuration is invalid, with the place of each error', async () => {
    const range = { filename: 'cdk.tf.json', start: { line: 3, column: 5 }, end: { line: 3, column: 9 } };
    const answer = { valid: false, diagnostics: [{ severity: 'error', summary: 'Bad', detail: 'bad.', range }] };
    const { terraform } = scripted(`${say(answer)}; exit 1`);
    const location = { file: 'cdk.tf.json', line: 3, column: 5, endColumn: 9 };
    await expect(terraform.validate()).rejects.toMatchObject({ diagnostics: [{ code: 'TB3010', location }] });
  });

  test('fails when an answer is no JSON document', async () => {
    const { terraform } = scripted(`echo '{"cut'`);
    await expect(terraform.show()).rejects.toThrow(
      'TB3003 terraform show: the answer is no JSON document (6 characters)',
    );
  });
});

const once = `[ -e again ] && { ${say(summary('apply', 1)).replaceAll('\n', ';')}; exit; }; touch again`;

describe('apply', () => {
  test('is repeated when AWS has not caught up with its own changes (F32)', async () => {
    const { terraform, calls } = scripted(`${once}; ${say(failure('OperationAborted'))}; exit 1`, {
      pausesSeconds: [0.01],
    });
    expect(await terraform.apply()).toMatchObject({ add: 1 });
    expect(calls()).toHaveLength(2);
  });

  test('fails when the repetitions are used up (F32)', async () => {
    const { terraform, calls } = scripted(`${say(failure('OperationAborted'))}; exit 1`, {
      pausesSeconds: [0.01, 0.01],
    });
    await expect(terraform.destroy()).rejects.toThrow(/^TB3015 /);
    expect(calls()).toHaveLength(3);
  });

  test.each([
    ['another error', 'BucketAlreadyExists', undefined],
    ['a saved plan', 'OperationAborted', 'plan.bin'],
  ])('fails when it is %s, at the first time', async (_, text, planFile) => {
    const { terraform, calls } = scripted(`${say(failure(text))}; exit 1`, { pausesSeconds: [0.01] });
    await expect(terraform.apply(planFile === undefined ? {} : { planFile })).rejects.toThrow(DiagnosticError);
    expect(calls()).toHaveLength(1);
  });

  test('fails when it is interrupted, with the reason of the signal', async () => {
    const abort = new AbortController();
    const { terraform } = scripted('trap "exit 1" INT; echo ready; while :; do sleep 0.05; done', {
      signal: abort.signal,
      onProgress: ({ detail }) => {
        if (detail === 'ready') abort.abort(new Error('stopped by hand'));
      },
    });
    await expect(terraform.apply()).rejects.toThrow('stopped by hand');
  });

  test('is as good as ever when it ends well in spite of an interruption', async () => {
    const abort = new AbortController();
    const { terraform } = scripted('trap "exit 0" INT; echo ready; while :; do sleep 0.05; done', {
      signal: abort.signal,
      onProgress: ({ detail }) => {
        if (detail === 'ready') abort.abort();
      },
    });
    expect(await terraform.apply()).toEqual({ add: 0, change: 0, remove: 0, import: 0 });
  });
});
