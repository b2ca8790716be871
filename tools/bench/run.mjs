/** `npm run bench -- evaluate|compare`: runs one bench, which prints its ratios against a floor of the same run. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [name = ''] = process.argv.slice(2);
const file = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
if (!/^(evaluate|compare)$/.test(name) || !existsSync(file)) {
  console.error('usage: npm run bench -- evaluate|compare');
  process.exitCode = 2;
} else {
  process.exitCode = spawnSync(process.execPath, ['--import', 'tsx', file], { stdio: 'inherit' }).status ?? 1;
}
