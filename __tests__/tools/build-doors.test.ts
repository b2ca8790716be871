import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const program = pathToFileURL(join(__dirname, '..', '..', 'tools', 'build-doors.mjs')).href;

/** Rooms by their sources. The command says what it has loaded before and after it needs a room that it loads lazily. */
const sources = {
  'core/index.ts': "export { Core } from './deep/core';",
  'core/deep/core.ts': 'export class Core {}',
  'evaluation/index.ts': 'export const evaluation: number = 1;',
  'plan/index.ts': "import { Core } from '../core'; export const made: unknown = new Core();",
  'review/index.ts': "import { evaluation } from '../evaluation'; export const review = evaluation;",
  'cost/index.ts': 'export const cost = 1;',
  'cli/main.ts': `
    import { Core } from '../core';
    import { say } from './commands/say';
    const loaded = () => Object.keys(require.cache).map((file) => file.split('/').slice(-2).join('/'));
    say(loaded());
    import('../plan/index.js').then(({ made }) => say([loaded().slice(2), made instanceof Core]));`,
  'cli/commands/say.ts': 'export const say = (what: unknown): void => console.log(JSON.stringify(what));',
};

const folder = mkdtempSync(join(tmpdir(), 'doors-'));
const compiled = (file: string) => join(folder, 'compiled', file);

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

beforeAll(() => {
  for (const [file, text] of Object.entries(sources)) {
    write(join(folder, 'sources', file), text);
    write(compiled(file.replace('.ts', '.js')), 'throw new Error("this was compiled alone");');
    write(compiled(file.replace('.ts', '.d.ts')), '');
  }
  const call = `import(${JSON.stringify(program)}).then(({ buildDoors }) => buildDoors('sources', 'compiled'))`;
  execFileSync(process.execPath, ['--eval', call], { cwd: folder });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('leaves of a room its door and the types of all that is behind it', () => {
  const there = ['core/index.js', 'core/deep/core.js', 'core/deep/core.d.ts', 'cli/main.js', 'cli/commands/say.js'];
  expect(there.map((file) => existsSync(compiled(file)))).toEqual([true, false, true, true, false]);
});

test('loads each room once, and one that is loaded lazily when its time comes', () => {
  const said = execFileSync(process.execPath, [compiled('cli/main.js')], { encoding: 'utf8' });
  expect(said).toBe('["cli/main.js","core/index.js"]\n[["plan/index.js"],true]\n');
});
