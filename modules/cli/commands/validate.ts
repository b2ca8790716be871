import type { Command } from 'commander';
import type { CommandIo, SetExitCode } from '../io';
import { loadProject } from '../project';
import { refuse } from '../refuse';
import { checkEnvironment } from './pin';

/** `validate`: every mistake in the files of all environments at once, without building anything. */
export function addValidateCommand(program: Command, io: CommandIo, setExitCode: SetExitCode): void {
  program
    .command('validate')
    .description('every mistake in tenant and pin files at once')
    .option('--environment <names>', 'with commas between them; all when left out')
    .option('--json', 'print the diagnostics as JSON')
    .action(async ({ environment, json }: { readonly environment?: string; readonly json?: true }) => {
      const { environments, diagnostics: inFiles, sources } = await loadProject(io, environment);
      // A file that cannot be read hides its tenants, who would then all seem to be missing.
      const diagnostics = inFiles.length > 0 ? inFiles : environments.flatMap(checkEnvironment);
      if (json === true) io.out(`${JSON.stringify({ schemaVersion: 1, diagnostics })}\n`);
      if (refuse(io, setExitCode, diagnostics, sources)) return;
      const count = environments.reduce((sum, one) => sum + one.tenants.length, 0);
      io.err(`${String(count)} tenants in ${environments.map((one) => one.name).join(', ')}: nothing is wrong\n`);
    });
}
