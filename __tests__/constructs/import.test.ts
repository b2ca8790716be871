import { beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/** What node has loaded once the door of constructs is open, in a process of its own. */
function loadedFiles(): readonly string[] {
  const script = "require('./modules/constructs'); console.log(Object.keys(require.cache).join('\\n'))";
  return execFileSync(process.execPath, ['--import', 'tsx', '--eval', script], { cwd: root, encoding: 'utf8' }).split(
    '\n',
  );
}

describe('importing the constructs', () => {
  let loaded: readonly string[] = [];

  beforeAll(() => {
    loaded = loadedFiles();
  });

  test('loads cdktf and the resources that they use', () => {
    for (const file of [
      'node_modules/cdktf/lib/index.js',
      'provider-aws/lib/kms-key/index.js',
      'modules/constructs/index.ts',
    ])
      expect(loaded.filter((one) => one.includes(file))).toHaveLength(1);
  });

  test.each(['yaml', 'zod', 'commander', '@aws-sdk', 'undici'])('loads no %s', (name) => {
    expect(loaded.filter((file) => file.includes(`/node_modules/${name}/`))).toEqual([]);
  });

  test('loads no whole provider: its barrel costs seconds and half a gigabyte', () => {
    expect(loaded.filter((file) => /provider-aws\/lib\/index\.js$/.test(file))).toEqual([]);
  });

  test('loads no other room than core', () => {
    expect(loaded.filter((file) => /\/modules\/(?!constructs\/|core\/)/.test(file))).toEqual([]);
  });
});
