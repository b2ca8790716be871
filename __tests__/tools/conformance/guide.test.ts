import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readArguments } from '../../../tools/conformance/arguments';
import { checks } from '../../../tools/conformance/checks';
import { crossAccountChecks } from '../../../tools/conformance/cross-account-checks';
import { render } from '../../../tools/conformance/render';

const guide = readFileSync(resolve(__dirname, '../../../docs/guides/conformance.md'), 'utf8');

describe('the guide to the conformance script', () => {
  test('lists every question with what the gateway does', () => {
    const [, questions = ''] = guide.split('## The questions');
    const rows = [...questions.matchAll(/^\| (.*?) +\| (.*?) *\|$/gm)].map(([, question, ours]) => [question, ours]);
    const asked = [...checks, ...crossAccountChecks].map(({ question, ours }) => [question, ours]);
    expect(rows.filter(([one]) => one !== 'question' && !/^-+$/.test(one ?? ''))).toEqual(asked);
  });

  test('shows commands that are understood, and reaches a second account as it says', () => {
    const commands = [...guide.matchAll(/^npm run conformance -- (.*)$/gm)].map(([, text = '']) => text.split(' '));
    const ports = commands.map((one) => one.map((word) => word.replace('PORT', '4566')));
    expect(ports.map((one) => readArguments(one, {}) !== undefined)).toEqual([true, true]);
    const variables = [...guide.matchAll(/^\| `(TENANT_BUCKETS_SECOND_\w+)`/gm)].map(([, name = '']) => name);
    const environment = Object.fromEntries(variables.map((name) => [name, name.slice(-5)]));
    expect(readArguments(['--yes-this-costs-money'], environment)?.second).toMatchObject({
      target: { credentials: { accessKeyId: 'EY_ID', secretAccessKey: 'S_KEY', sessionToken: 'TOKEN' } },
    });
  });

  test('shows an answer as it is printed', () => {
    const [, block = ''] = /```\n(same[^`]*)```/.exec(guide) ?? [];
    const check = checks.find(({ question }) => block.includes(question));
    const { question = '', ours = '' } = check ?? {};
    expect(render({ findings: [{ question, ours, saw: ours }], notAsked: [], lookUps: [] })).toContain(block);
    expect(block).not.toBe('');
  });
});
