import type { Command } from 'commander';
import { capacitiesOf, type Capacity } from '../../core';
import { checkGuardrails } from '../guardrail-check';
import type { CommandIo, SetExitCode } from '../io';
import { note } from '../note';
import { loadProject } from '../project';
import { refuse } from '../refuse';
import { renderTable } from '../table';
import { refuseWithout } from '../usage';

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
    .action(async ({ guardrails, ...flags }: Flags) => {
      if (guardrails !== undefined) return checkGuardrails(io, setExitCode, { ...flags, guardrails });
      refuseWithout('--guardrails', { '--deployer': flags.deployer });
      return checkFiles(io, setExitCode, flags);
    });
}

async function checkFiles(
  io: CommandIo,
  setExitCode: SetExitCode,
  { environment, json }: Pick<Flags, 'environment' | 'json'>,
): Promise<void> {
  const { checkLoaded } = await import('../../tenants/index.js');
  const project = await loadProject(io, environment);
  const { environments, sources } = project;
  const diagnostics = checkLoaded(project);
  const errors = diagnostics.filter((one) => one.severity === 'error').length;
  const warnings = counted(diagnostics.length - errors, 'warning');
  const capacities = errors > 0 ? [] : capacitiesOf(environments);
  if (json === true) io.out(`${JSON.stringify({ schemaVersion: 1, diagnostics, capacities })}\n`);
  if (refuse(io, setExitCode, diagnostics, sources)) {
    io.err(`\n${counted(errors, 'error')}, ${warnings}\n`);
    return;
  }
  if (json !== true) io.out(renderTable(capacities.map(capacityRow), io.outColumns));
  const tenants = environments.reduce((sum, one) => sum + one.tenants.length, 0);
  const verdict = diagnostics.length === 0 ? 'nothing is wrong' : `no errors, ${warnings}`;
  note(io, `${counted(tenants, 'tenant')} in ${environments.map((one) => one.name).join(', ')}: ${verdict}`);
}

/** How full something is, and what still fits. */
function capacityRow({ of, unit, used, limit, tenants, more }: Capacity): readonly string[] {
  const room = more === undefined ? '' : `${unit === 'tenants' ? '' : 'about '}${String(more)} more fit`;
  const amount = unit === 'tenants' ? '' : `${String(used)} of ${String(limit)} ${unit}`;
  return [of, counted(tenants, 'tenant'), amount, room];
}

function counted(count: number, what: string): string {
  return `${String(count)} ${what}${count === 1 ? '' : 's'}`;
}
