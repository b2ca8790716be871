/** `npm run bench -- NAME`: runs one bench, which prints its ratios against a floor of the same run. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [name = '', ...parameters] = process.argv.slice(2);
const file = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
if (!/^(evaluate|compare|synth|gateway|review)$/.test(name) || !existsSync(file)) {
  console.error('usage: npm run bench -- evaluate|compare|synth|gateway|review');
  process.exitCode = 2;
} else {
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', file, ...parameters], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
