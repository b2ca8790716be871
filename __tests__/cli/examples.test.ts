import { describe, expect, test } from '@jest/globals';
import { runCommandLine } from '../support/command-line';

interface Help {
  readonly name: string;
  readonly text: string;
}

/** The help of a command and of every command below it. */
async function helpBelow(parts: readonly string[] = [], outColumns?: number): Promise<readonly Help[]> {
  const { stdout } = await runCommandLine([...parts, '--help'], { outColumns });
  const [, list = ''] = stdout.split('\nCommands:\n');
  const below = [...list.matchAll(/^ {2}([a-z][a-z-]*)/gm)].flatMap(([, name = 'help']) => name);
  const helps = await Promise.all(
    below.filter((one) => one !== 'help').map((one) => helpBelow([...parts, one], outColumns)),
  );
  return [{ name: ['tenant-buckets', ...parts].join(' '), text: stdout }, ...helps.flat()];
}

/** The lines of examples of a help; none when it begins with something else. */
function examplesOf({ text }: Help): readonly string[] {
  const [, block = ''] = /^Examples:\n((?: {2}.+\n)+)\nUsage: /.exec(text) ?? [];
  return block.split('\n').filter((line) => line !== '');
}

describe('the examples of the help', () => {
  test('come first in the help of every command, are of that command and fit into 80 columns', async () => {
    const all = await helpBelow();
    expect(all.length).toBeGreaterThan(20);
    const strange = all.filter((help) => {
      const lines = examplesOf(help);
      return lines.length === 0 || lines.some((line) => !line.includes(help.name) || line.length > 80);
    });
    expect(strange.map(({ name }) => name)).toEqual([]);
  });

  test('use only options that the command has', async () => {
    const strange = (await helpBelow()).slice(1).flatMap((help) =>
      examplesOf(help)
        .filter((line) => !line.includes('|'))
        .flatMap((line) => line.match(/--[a-z-]+/g) ?? [])
        .filter((flag) => !new RegExp(`^ {2}(-., )?${flag}\\b`, 'm').test(help.text) && !isGroup(help))
        .map((flag) => `${help.name}: ${flag}`),
    );
    expect(strange).toEqual([]);
  });
});

test('on a narrow terminal only what cannot be broken is wider than it, in the help of every command (F54)', async () => {
  const whole = /^( {2}\S|Usage: )/;
  const tooWide = (await helpBelow([], 40)).flatMap(({ text }) =>
    text.split('\n').filter((line) => line.length > 40 && !whole.test(line)),
  );
  expect(tooWide).toEqual([]);
});

/** Its examples are of the commands below it. */
function isGroup({ text }: Help): boolean {
  return text.includes('\nCommands:\n');
}
