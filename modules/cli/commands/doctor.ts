import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { DiagnosticError } from '../../core';
import type { Check, ProbeResult } from '../../emulator';
import type { KnownDifference } from '../../gateway';
import type { ProviderSource } from '../../terraform';
import { fit } from '../fit';
import type { CommandIo, SetExitCode } from '../io';
import { renderTable } from '../table';

/** `doctor`: what is missing on this machine, and the cure. Exit code 4 when something has failed. */
export function addDoctorCommand(program: Command, io: CommandIo, setExitCode: SetExitCode): void {
  program
    .command('doctor')
    .description('what is missing on this machine, and the cure; and in what the emulator is known to differ from AWS')
    .option('--json', 'print it as JSON, for reports of defects; secrets are masked')
    .action(async ({ json }: { readonly json?: true }) => {
      const { probe } = await import('../../emulator/index.js');
      const checks = await probe({
        root: io.folder,
        dockerCommand: 'docker',
        nodeVersion: process.version,
        now: new Date(),
        terraform: () => probeTerraform(io),
      });
      const { knownDifferences } = await import('../../gateway/index.js');
      const known = { schemaVersion: 1, checks, knownDifferences: knownDifferences() };
      io.out(
        json === true
          ? `${JSON.stringify(known, undefined, 2)}\n`
          : `${render(checks, io.outColumns)}\n${renderDifferences(known.knownDifferences, io.outColumns)}`,
      );
      if (checks.some((check) => check.status === 'failed')) setExitCode(4);
    });
}

async function probeTerraform(io: CommandIo): Promise<ProbeResult> {
  const { configureCli, findTerraform } = await import('../../terraform/index.js');
  const folder = mkdtempSync(join(tmpdir(), 'tenant-buckets-doctor-'));
  try {
    const binary = await findTerraform({ environment: io.environment });
    const { provider } = configureCli({ folder, environment: io.environment, binary });
    return { status: 'ok', detail: `${binary.product} ${binary.version}, AWS provider from ${describe(provider)}` };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const [{ message, fix }] = error.diagnostics;
    return { status: 'failed', detail: message, fix };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function describe(provider: ProviderSource): string {
  if (provider.kind === 'registry') return 'the registry, over the network';
  return provider.kind === 'configured' ? `where ${provider.file} says` : provider.folder;
}

function render(checks: readonly Check[], columns: number | undefined): string {
  return renderTable(
    checks.map(({ name, status, detail, fix }) => [name, status, fix === undefined ? detail : `${detail}; ${fix}`]),
    columns,
  );
}

/** Operations that are refused say so themselves when they are asked; here the numbers of operations are enough. */
function renderDifferences(differences: readonly KnownDifference[], columns: number | undefined): string {
  const refused = differences.filter((one) => one.refused === true).length;
  const forwarded = differences.filter((one) => one.forwarded === true).length;
  const lines = [
    ...differences
      .filter((one) => one.refused !== true && one.forwarded !== true)
      .map(({ area, difference }) => `${area}: ${difference}`),
    `${String(forwarded)} operations are left to the emulator once the caller is allowed; --json lists them`,
    `${String(refused)} operations are answered with 501; --json lists them`,
  ];
  return `known differences from AWS\n${lines.map((line) => `  ${fit(line, 4, columns)}\n`).join('')}`;
}
