import type { Command } from 'commander';
import { checkGuardrails } from '../guardrail-check';
import type { CommandIo, SetExitCode } from '../io';
import { loadProject } from '../project';
import { refuse } from '../refuse';
import { checkEnvironment } from './pin';

interface Flags {
  readonly environment?: string;
  readonly guardrails?: string;
  readonly stacks: string;
  readonly deployer?: string;
  readonly json?: true;
}

/** `validate`: every mistake in the files of all environments, or what an organization's policies would refuse. */
export function addValidateCommand(program: Command, io: CommandIo, setExitCode: SetExitCode): void {
  program
    .command('validate')
    .description(
      'every mistake in tenant and pin files at once; with --guardrails, what service and resource control policies would refuse of all that the synthesized stacks need',
    )
    .option('--environment <names>', 'with commas between them; all when left out')
    .option('--json', 'print the diagnostics, or the judgements, as JSON')
    .option(
      '--guardrails <folder>',
      'scp/LEVEL-NAME.json and rcp/LEVEL-NAME.json, one policy a file, and organization.json',
    )
    .option('--stacks <folder>', 'with --guardrails: what cdktf synth wrote', 'cdktf.out')
    .option('--deployer <arn>', 'with --guardrails: who runs terraform, where the provider assumes no role')
    .action(async ({ guardrails, ...flags }: Flags) =>
      guardrails === undefined
        ? checkFiles(io, setExitCode, flags)
        : checkGuardrails(io, setExitCode, { ...flags, guardrails }),
    );
}

async function checkFiles(io: CommandIo, setExitCode: SetExitCode, { environment, json }: Flags): Promise<void> {
  const { environments, diagnostics: inFiles, sources } = await loadProject(io, environment);
  // A file that cannot be read hides its tenants, who would then all seem to be missing.
  const diagnostics = inFiles.length > 0 ? inFiles : environments.flatMap(checkEnvironment);
  if (json === true) io.out(`${JSON.stringify({ schemaVersion: 1, diagnostics })}\n`);
  if (refuse(io, setExitCode, diagnostics, sources)) return;
  const count = environments.reduce((sum, one) => sum + one.tenants.length, 0);
  io.err(`${String(count)} tenants in ${environments.map((one) => one.name).join(', ')}: nothing is wrong\n`);
}
