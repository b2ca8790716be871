import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A reason that must be among those of the result; fields that are left out may be anything. */
export interface ExpectedReason {
  readonly policy: string;
  readonly statement?: string;
  readonly effect?: string;
  readonly leg?: number;
}

/** One question to an evaluator, with what AWS answers and where that is written. */
export interface Vector {
  readonly file: string;
  readonly name: string;
  readonly source: string;
  readonly grade: string;
  readonly wire: boolean;
  readonly wireWhy?: string;
  readonly case: Readonly<Record<string, unknown>>;
  readonly expected: { readonly decision: string; readonly reasons: readonly ExpectedReason[] };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isOptional = (value: unknown, type: 'string' | 'number') => value === undefined || typeof value === type;

const isReason = (value: unknown): value is ExpectedReason =>
  isRecord(value) &&
  typeof value['policy'] === 'string' &&
  isOptional(value['statement'], 'string') &&
  isOptional(value['effect'], 'string') &&
  isOptional(value['leg'], 'number');

const isExpected = (value: unknown): value is Vector['expected'] =>
  isRecord(value) &&
  typeof value['decision'] === 'string' &&
  Array.isArray(value['reasons']) &&
  value['reasons'].every(isReason);

const isVector = (value: unknown): value is Omit<Vector, 'file'> =>
  isRecord(value) &&
  typeof value['name'] === 'string' &&
  typeof value['source'] === 'string' &&
  typeof value['grade'] === 'string' &&
  typeof value['wire'] === 'boolean' &&
  isOptional(value['wireWhy'], 'string') &&
  isRecord(value['case']) &&
  isRecord(value['case']['request']) &&
  isExpected(value['expected']);

/** The names of all vector files, sorted. */
export function vectorFiles(): readonly string[] {
  return readdirSync(__dirname)
    .filter((file) => file.endsWith('.json'))
    .sort();
}

/** The vectors of one file; an ill-formed one throws with its place and name. */
export function readVectors(file: string): readonly Vector[] {
  const content: unknown = JSON.parse(readFileSync(join(__dirname, file), 'utf8'));
  if (!Array.isArray(content)) throw new Error(`${file} holds no list of vectors`);
  return content.map((entry: unknown, index) => {
    if (isVector(entry)) return { file, ...entry };
    throw new Error(`${file}[${String(index)}] is no vector: ${JSON.stringify(entry).slice(0, 80)}`);
  });
}

/** What makes a case differ from another: everything but the names of statements, whatever the order of members. */
export function caseStructure(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(caseStructure);
  if (!isRecord(value)) return value;
  const members = Object.entries(value).filter(([member]) => member !== 'Sid');
  return members
    .map(([member, inner]) => [member, caseStructure(inner)])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}
