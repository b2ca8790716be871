import { expect, test } from '@jest/globals';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processIdentity } from '../../modules/emulator/process-identity';
import { inWorkFolder } from '../../modules/emulator/work-folder';
import { newFolder } from './stand-in/place';

test('work has a folder of its own, which goes when it ends, also when it fails', async () => {
  const root = newFolder();
  const seen: string[] = [];
  const work = (path: string): Promise<string> => {
    seen.push(path);
    writeFileSync(join(path, 'terraform.tfstate'), '{}');
    return seen.length === 1 ? Promise.resolve('done') : Promise.reject(new Error('no'));
  };
  expect(await inWorkFolder({ root, name: 'demo' }, work)).toBe('done');
  await expect(inWorkFolder({ root, name: 'demo' }, work)).rejects.toThrow('no');
  expect(new Set(seen).size).toBe(2);
  expect(seen.map((path) => existsSync(path))).toEqual([false, false]);
});

test('what a killed process has left goes with the next start, and nothing else', async () => {
  const root = newFolder();
  const start = processIdentity(process.pid)?.start ?? '';
  const living = `demo-${String(process.pid)}@${start}-aaaaaa`;
  const others = ['default', 'demo', 'demo-names-nobody', 'demo-two-4194399@1-aaaaaa'];
  const dead = ['demo-4194399@1-aaaaaa', `demo-${String(process.pid)}@1-aaaaaa`];
  for (const name of [living, ...others, ...dead])
    mkdirSync(join(root, '.tenant-buckets', name, 'cdktf.out'), { recursive: true });
  await inWorkFolder({ root, name: 'demo' }, () => Promise.resolve());
  expect(readdirSync(join(root, '.tenant-buckets')).sort()).toEqual([living, ...others].sort());
});
