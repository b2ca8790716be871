import { runEnvironments } from './environments';
import { synthesizeEnvironments } from './modules/constructs';

const { exitCode, stdout, stderr } = runEnvironments(process.env, synthesizeEnvironments);
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = exitCode;
