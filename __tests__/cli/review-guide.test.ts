import { describe, expect, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { topics } from '../../modules/review';
import { loadSuppressions } from '../../modules/tenants';
import { runCommandLine } from '../support/command-line';
import { folderOfThisFile } from '../support/folder-of-this-file';
import { objectAt, objectsAt, parseJsonObject, type JsonObject } from '../support/json';

const root = resolve(__dirname, '../..');
const readText = (path: string): string => readFileSync(join(root, path), 'utf8');
const guides = ['docs/guides/plan-review.md', 'docs/guides/pipelines.md'].map(readText);
const [review = '', pipelines = ''] = guides;

function blocks(guide: string, language: string): readonly string[] {
  return [...guide.matchAll(new RegExp(`\`\`\`${language}\n([^\`]*)\`\`\``, 'g'))].map(([, text = '']) => text);
}

function parseYaml(text: string): JsonObject {
  return parseJsonObject(JSON.stringify(parse(text)));
}

describe('the guide to plan review', () => {
  test('shows a review as it is printed', () => {
    expect(blocks(review, 'text')).toEqual([readText('__tests__/review/goldens/sample.txt')]);
  });

  test('lists every topic with its code, its ordinary severity and what it is', () => {
    const rows = [...review.matchAll(/^\| (TB\d{4}) +\| (\S+) +\| (\S+) +\| (.*?) +\|$/gm)].map((row) => row.slice(1));
    expect(rows).toEqual(
      Object.entries(topics).map(([topic, { code, severity, summary }]) => [code, topic, severity, summary]),
    );
  });

  test('shows suppressions that are read as they stand', () => {
    const [text = ''] = blocks(review, 'yaml');
    const folder = folderOfThisFile('guide');
    writeFileSync(join(folder, 'review.suppressions.yaml'), text);
    const { suppressions, diagnostics } = loadSuppressions(folder, 'review.suppressions.yaml', Object.keys(topics));
    expect(diagnostics).toEqual([]);
    expect(suppressions).toMatchObject([{ topic: 'grant-removed', tenant: 'acme', until: '2027-01-31' }]);
  });

  test('names commands and options that there are, here and in the guide to pipelines', async () => {
    const commands = guides.flatMap((guide) => [...guide.matchAll(/tenant-buckets ([a-z]+)((?: [^\n`|,;]+)?)/g)]);
    const asked = commands.filter(([, , options = '']) => options.includes(' --'));
    expect(asked.length).toBeGreaterThan(8);
    for (const [, command = '', options = ''] of asked) {
      const { exitCode, stdout } = await runCommandLine([command, '--help']);
      expect([command, exitCode]).toEqual([command, 0]);
      for (const [flag] of options.matchAll(/--[a-z-]+/g)) if (flag !== '--no-install') expect(stdout).toContain(flag);
    }
  });
});

describe('the guide to pipelines', () => {
  const [job = ''] = blocks(pipelines, 'yaml');

  test('uses the action that is in the package, with inputs and outputs that it has', () => {
    const action = parseYaml(readText('action.yml'));
    const steps = objectsAt(objectAt(parseYaml(job), 'review'), 'steps');
    const step = steps.find(({ uses }) => uses === './node_modules/tenant-buckets') ?? {};
    expect(Object.keys(objectAt(action, 'inputs'))).toEqual(
      expect.arrayContaining(Object.keys(objectAt(step, 'with'))),
    );
    const outputs = [...job.matchAll(/steps\.review\.outputs\.([a-z-]+)/g)].map(([, name]) => name);
    expect(Object.keys(objectAt(action, 'outputs'))).toEqual(expect.arrayContaining(outputs));
    expect(parseJsonObject(readText('package.json'))['files']).toContain('action.yml');
  });
});
