/** `npm run test:deep`: the engine and the naive evaluator on 1,000,000 random cases. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const runner = fileURLToPath(new URL('./test.mjs', import.meta.url));
const env = { ...process.env, DIFFERENTIAL_RUNS: process.env.DIFFERENTIAL_RUNS ?? '1000000' };
const parameters = [runner, '--selectProjects', 'unit', '--', '__tests__/evaluation/.*differential'];
process.exitCode = spawnSync(process.execPath, parameters, { stdio: 'inherit', env }).status ?? 1;
