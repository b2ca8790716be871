import { diagnostic, DiagnosticError, type Diagnostic, type Sources } from '../modules/core';
import type { Environment } from '../modules/constructs';
import { loadEnvironment, type EnvironmentDefinition } from './definition';
import { dev } from './dev';
import { localstack } from './localstack';
import { prod } from './prod';
import { staging } from './staging';

export interface Selection {
  /** Names with commas between them. @default every environment */
  readonly names?: string | undefined;
  /** Where the emulator answers. @default http://127.0.0.1:4566, where LocalStack listens by itself */
  readonly emulatorEndpoint?: string | undefined;
}

/** Environments to synthesize, what is wrong with their files, and the texts of those files. */
export interface SelectedEnvironments {
  readonly environments: readonly Environment[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
}

/**
 * Loads the chosen environments and no other: a mistake in one never stops the deploy of another.
 * @throws DiagnosticError when a name is none of ours
 */
export function selectEnvironments(selection: Selection): SelectedEnvironments {
  const all = [localstack(given(selection.emulatorEndpoint) ?? 'http://127.0.0.1:4566'), dev, staging, prod];
  const loaded = choose(all, given(selection.names)).map(loadEnvironment);
  return {
    environments: loaded.map((one) => one.environment),
    diagnostics: loaded.flatMap((one) => one.loaded.diagnostics),
    sources: Object.fromEntries(loaded.flatMap((one) => Object.entries(one.loaded.sources))),
  };
}

/** A variable of the shell that is set to nothing counts as unset. */
function given(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

/** Each chosen environment once, in our order, whatever the order and the repetitions of the names. */
function choose(all: readonly EnvironmentDefinition[], names: string | undefined): readonly EnvironmentDefinition[] {
  if (names === undefined) return all;
  const wanted = names.split(',').map((name) => name.trim());
  const [first, ...more] = wanted.filter((name) => !all.some((one) => one.name === name));
  const known = all.map((one) => one.name);
  if (first !== undefined)
    throw new DiagnosticError(unknownName(first, known), ...more.map((name) => unknownName(name, known)));
  return all.filter((one) => wanted.includes(one.name));
}

function unknownName(name: string, known: readonly string[]): Diagnostic {
  return diagnostic('TB2008', {
    path: 'TENANT_BUCKETS_ENVIRONMENT',
    message: `"${name}" is no environment`,
    fix: `write one of ${known.join(', ')}, or several with commas`,
  });
}
