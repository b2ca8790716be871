import { diagnostic, DiagnosticError, isJsonObject, throwErrors, type Diagnostic } from '../../core';
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

/** Reads the text of a file of cases, of which messages speak by its name, as JSON; throws DiagnosticError when it is none. */
export function readCases(text: string, file: string): unknown {
  const json = text.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(json);
  } catch (error) {
    const message =
      json.trim() === '' ? 'there are no cases: the text is empty' : `the cases are not JSON: ${mistake(error, json)}`;
    throw new DiagnosticError(
      diagnostic('TB6001', { message, path: file, fix: 'write one JSON object {"cases": […]}' }),
    );
  }
}

/** Engines tell a place by counting characters, which nobody can find in a file. */
function mistake(error: unknown, json: string): string {
  return String(error)
    .replace('SyntaxError: ', '')
    .replace(
      / (?:in JSON )?at position (\d+)(?: \(line.*\))?$/,
      (_, position: string) => ` at ${placeIn(json, Number(position))}`,
    );
}

function placeIn(text: string, position: number): string {
  const before = text.slice(0, position);
  const column = before.length - before.lastIndexOf('\n');
  return `line ${String(before.split('\n').length)}, column ${String(column)}`;
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
  if (!isJsonObject(value)) throwErrors(found);
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
