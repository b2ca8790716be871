import { DiagnosticError, diagnostic, throwErrors, type Diagnostic } from '../../core';
import { decide } from '../combine/decide';
import { decideLegs } from '../combine/legs';
import { notesInto } from '../language/notes';
import type { CompiledGrant, CompiledPolicy, Decision, IdentitySide, ResourceSide } from '../model';
import { readList, readObject } from './fields';
import { readCase, type EvaluationCase } from './read-case';

/** What `tenant-buckets evaluate --json` prints. */
export interface EvaluationReport {
  readonly schemaVersion: 1;
  /** In the order of the cases. */
  readonly results: readonly ({ readonly name: string } & Decision)[];
}

export interface Evaluation {
  readonly report: EvaluationReport;
  /** How many cases could not be judged. */
  readonly unknown: number;
  /** What is wrong with the policies and grants of the cases; each was judged as unknown where it mattered. */
  readonly warnings: readonly Diagnostic[];
}

/** Reads the text of a file of cases as JSON; throws DiagnosticError when it is none. */
export function readCases(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const message = `the cases are not JSON: ${String(error).replace('SyntaxError: ', '')}`;
    throw new DiagnosticError(
      diagnostic('TB6001', { message, path: 'cases', fix: 'write one JSON object {"cases": […]}' }),
    );
  }
}

/** Decides every case without any AWS; throws DiagnosticError with all that is malformed. */
export function evaluateCases(value: unknown): Evaluation {
  const cases = readAll(value);
  const results = cases.map(({ name, input, legs }) => ({
    name,
    ...(legs.length === 0 ? decide(input) : decideLegs(input, legs)),
  }));
  return {
    report: { schemaVersion: 1, results },
    unknown: results.filter(({ decision }) => decision === 'unknown').length,
    warnings: cases.flatMap(warningsOf),
  };
}

function readAll(value: unknown): readonly EvaluationCase[] {
  const found: Diagnostic[] = [];
  const list = readObject(value, ['cases'], notesInto(found, 'file'))['cases'];
  const notes = notesInto(found, 'cases');
  const cases = readList(list, notes).map((one, index) => readCase(one, notes.at(index)));
  throwErrors(found);
  return cases;
}

function warningsOf({ input, legs }: EvaluationCase, index: number): readonly Diagnostic[] {
  const path = `cases[${String(index)}]`;
  return [
    ...under(path, [...identityWarnings(input), ...resourceWarnings(input)]),
    ...legs.flatMap((leg, step) => under(`${path}.then[${String(step)}]`, resourceWarnings(leg))),
  ];
}

function under(path: string, warnings: readonly Diagnostic[]): readonly Diagnostic[] {
  return warnings.map((warning) => ({ ...warning, path: `${path}.${warning.path}` }));
}

function identityWarnings(side: IdentitySide): readonly Diagnostic[] {
  const levels = side.serviceControlPolicies ?? [];
  return told([
    ...(side.identityPolicies ?? []),
    ...(side.permissionBoundaries ?? []),
    ...(side.sessionPolicies ?? []),
    ...levels.flat(),
  ]);
}

function resourceWarnings(side: ResourceSide): readonly Diagnostic[] {
  const levels = side.resourceControlPolicies ?? [];
  return told([side.resourcePolicy, side.vpcEndpointPolicy, ...levels.flat(), ...(side.grants ?? [])]);
}

function told(parts: readonly (CompiledPolicy | CompiledGrant | undefined)[]): readonly Diagnostic[] {
  return parts.flatMap((part) => part?.diagnostics ?? []);
}
