import { beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/** What node has loaded once the command line has printed its help, in a process of its own. */
function loadedForHelp(): readonly string[] {
  const io = '{ out: () => undefined, err: () => undefined, environment: {}, folder: "." }';
  const script = `require('./modules/cli/run').run(['--help'], ${io}).then(() => console.log(Object.keys(require.cache).join('\\n')))`;
  return execFileSync(process.execPath, ['--import', 'tsx', '--eval', script], { cwd: root, encoding: 'utf8' }).split(
    '\n',
  );
}

describe('the help of the command line', () => {
  let loaded: readonly string[] = [];

  beforeAll(() => {
    loaded = loadedForHelp();
  });

  test('loads no room but core: each command loads its own when it runs', () => {
    expect(loaded.filter((file) => file.includes('/modules/cli/commands/')).length).toBeGreaterThan(5);
    expect(loaded.filter((file) => /\/modules\/(?!cli\/|core\/)/.test(file))).toEqual([]);
  });

  test('loads no package but that of its arguments', () => {
    const packages = loaded.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
    expect([...new Set(packages)].filter((name) => !/^(tsx|esbuild|@esbuild\/.*)$/.test(name))).toEqual(['commander']);
  });
});
