import { describe, expect, test } from '@jest/globals';
import { evaluateCases } from '../../modules/evaluation';
import { naiveEvaluate } from '../support/naive-evaluator';
import { caseStructure, readVectors, vectorFiles, type ExpectedReason, type Vector } from './read-vectors';

const files = vectorFiles();
const vectors = files.flatMap(readVectors);

/** What two values of the list have in common, as `first file: name = second file: name`. */
function doubles(keyOf: (vector: Vector) => string): readonly string[] {
  const seen = new Map<string, Vector>();
  return vectors.flatMap((vector) => {
    const key = keyOf(vector);
    const before = seen.get(key);
    seen.set(key, vector);
    return before ? [`${before.file}: ${before.name} = ${vector.file}: ${vector.name}`] : [];
  });
}

/** The expected reasons that none of the given ones fulfils. */
const missing = (expected: readonly ExpectedReason[], reasons: readonly object[]) =>
  expected.filter(
    (wanted) => !reasons.some((reason) => Object.entries(wanted).every(([k, v]) => Reflect.get(reason, k) === v)),
  );

const lawful: Readonly<Record<string, string>> = {
  allow: 'Allow',
  explicitDeny: 'Deny',
};

describe('the vector files', () => {
  test('hold at least 400 vectors', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(400);
  });

  test('name every vector once', () => {
    expect(doubles(({ name }) => name)).toEqual([]);
  });

  test('hold no case twice, the names of its statements apart', () => {
    expect(doubles((vector) => JSON.stringify(caseStructure(vector.case)))).toEqual([]);
  });

  test('grade every vector by its source', () => {
    expect(vectors.filter(({ grade, source }) => !/^[DVMCI]$/.test(grade) || source === '')).toEqual([]);
  });

  test('say why a vector cannot run over HTTP, and only then', () => {
    expect(vectors.filter(({ wire, wireWhy }) => wire !== (wireWhy === undefined))).toEqual([]);
  });

  test('expect reasons of the effect that the decision has', () => {
    const contrary = ({ expected }: Vector) =>
      expected.reasons.some(({ effect }) => effect !== undefined && effect !== lawful[expected.decision]);
    expect(vectors.filter(contrary)).toEqual([]);
  });

  test('hold each decision in at least twenty vectors', () => {
    const decisions = ['allow', 'explicitDeny', 'implicitDeny', 'unknown'];
    const counts = decisions.map((decision) => vectors.filter(({ expected }) => expected.decision === decision).length);
    expect(counts.every((count) => count >= 20)).toBe(true);
    expect(counts.reduce((sum, count) => sum + count)).toBe(vectors.length);
  });
});

describe.each(files)('the engine judges %s as AWS does', (file) => {
  test.each(readVectors(file))('$name', (vector) => {
    const { report } = evaluateCases({ cases: [{ name: vector.name, ...vector.case }] });
    const [result] = report.results;
    expect(result).toMatchObject({ name: vector.name, decision: vector.expected.decision });
    expect(missing(vector.expected.reasons, result?.reasons ?? [])).toEqual([]);
  });
});

describe.each(files)('the naive evaluator judges %s as AWS does', (file) => {
  test.each(readVectors(file))('$name', (vector) => {
    expect(naiveEvaluate({ name: vector.name, ...vector.case }).decision).toBe(vector.expected.decision);
  });
});
