import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DiagnosticError } from '../../modules/core';
import { readPlan, type PlanFacts } from '../../modules/plan';
import {
  accountId,
  constant,
  planDocument,
  references,
  region,
  template,
  unchanged,
  type PlannedPart,
} from './plan-documents';

const secret = 'S3KR3T-marker';

/** What comes of a text: facts, or the diagnostics of a refusal. Anything else that is thrown is a fault. */
async function outcome(text: string): Promise<PlanFacts | DiagnosticError> {
  try {
    return await readPlan(text);
  } catch (error) {
    if (error instanceof DiagnosticError) return error;
    throw error;
  }
}

function written(result: PlanFacts | DiagnosticError): string {
  if (result instanceof DiagnosticError) return JSON.stringify(result.diagnostics) + result.message;
  return JSON.stringify(result, (_, value: unknown) => (value instanceof Map ? [...value] : value));
}

const names = fc.constantFrom(
  'bucket',
  'policy',
  'rule',
  'arn',
  'name',
  'key_id',
  'constraints',
  'tags',
  'statement',
  '__proto__',
  'constructor',
  'toString',
);
const texts = fc.constantFrom(
  '',
  'b',
  '{"Statement":[]}',
  '{',
  '${aws_kms_key.K.arn}',
  '%{if}',
  `arn:aws:kms:${region}:${accountId}:key/1`,
  '${',
  'each.key',
  'aws_kms_key.K[0].arn',
  'module.m.x',
  'var.v',
  '\uD800',
);
const { value: junk } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    texts,
    fc.constantFrom(null, true, false, 0, -1.5),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(names, tie('value'), { maxKeys: 4 }),
    fc.record({ constant_value: tie('value'), references: fc.array(texts, { maxLength: 3 }) }),
  ),
}));
const fields = fc.dictionary(names, junk, { maxKeys: 6 });
const types = fc.constantFrom(
  'aws_s3_bucket',
  'aws_s3_bucket_policy',
  'aws_kms_key',
  'aws_kms_grant',
  'aws_kms_alias',
  'aws_iam_role',
  'aws_iam_role_policy',
  'aws_s3_bucket_server_side_encryption_configuration',
  'aws_s3_bucket_replication_configuration',
  'aws_iam_policy_document',
  'x',
);
const part: fc.Arbitrary<PlannedPart> = fc
  .record({
    type: types,
    name: fc.constantFrom('K', 'B', '__proto__'),
    before: fields,
    after: fields,
    unknown: fields,
    written: fields,
    mode: fc.constantFrom('managed', 'data'),
  })
  .map((one) => ({
    ...one,
    before: { ...one.before, hidden: secret },
    after: { ...one.after, hidden: secret, tags_all: { copy: secret } },
    sensitive: { hidden: true },
  }));

test('plans of any make are read or refused, and tell no secret (F30)', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(part, { maxLength: 6 }),
      fc.dictionary(fc.constantFrom('output_changes', 'prior_state', 'resource_drift', 'variables', 'timestamp'), junk),
      async (parts, members) => {
        expect(written(await outcome(JSON.stringify(planDocument(parts, members))))).not.toContain(secret);
      },
    ),
    { numRuns: 400 },
  );
});

test('plans with any part exchanged are read or refused (F30)', async () => {
  const whole = JSON.stringify(planDocument(sample));
  const places = [...whole.matchAll(/(?<=:)(?:"(?:[^"\\]|\\.)*"|\[\]|\{\}|true|false|null)/g)];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), junk, async (place, value) => {
      const { index, 0: old } = place;
      const text = whole.slice(0, index) + JSON.stringify(value) + whole.slice(index + old.length);
      expect(written(await outcome(text)).length).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
});

const sample: readonly PlannedPart[] = [
  {
    type: 'aws_kms_key',
    name: 'K',
    after: {},
    unknown: { arn: true, policy: true },
    written: { policy: template('{"Statement":[]}') },
  },
  {
    type: 'aws_s3_bucket',
    name: 'B',
    index: 'a',
    after: { bucket: 'b', tags_all: { tenant: 't' } },
    unknown: { policy: true },
    written: { bucket: constant('b') },
  },
  {
    type: 'aws_s3_bucket_policy',
    name: 'P',
    after: { bucket: 'b' },
    unknown: { policy: true },
    written: { policy: template('{"Id":"${aws_kms_key.K.arn}"}') },
  },
  {
    type: 'aws_kms_grant',
    name: 'G',
    before: { key_id: '1' },
    after: { operations: ['Decrypt'] },
    unknown: { key_id: true },
    written: { key_id: references('aws_kms_key.K.id') },
  },
  unchanged('aws_iam_role', 'R', { name: 'r', inline_policy: [{ name: 'p', policy: '{}' }] }),
];

test('plans cut off anywhere are refused, but for the white space behind them (F30)', async () => {
  const whole = `${JSON.stringify(planDocument(sample), undefined, 1)}\n`;
  for (let end = 0; end < whole.length - 1; end += 13)
    expect(await outcome(whole.slice(0, end))).toBeInstanceOf(DiagnosticError);
  expect(await outcome(whole.slice(0, -1))).not.toBeInstanceOf(DiagnosticError);
});

test.each([1_000, 200_000])('a plan with %i levels of nesting is read or refused (F30)', async (levels) => {
  const deep = `${'['.repeat(levels)}1${']'.repeat(levels)}`;
  const text = JSON.stringify(
    planDocument([{ ...unchanged('aws_s3_bucket', 'B', { bucket: 'b', policy: deep }), unknown: {} }]),
  );
  const inValue = text.replace('"after_unknown":{}', `"after_unknown":{"rule":${deep}}`);
  const inAfter = text.replace('"bucket":"b"', `"bucket":"b","tags":${deep}`);
  for (const one of [text, inValue, inAfter]) expect(written(await outcome(one)).length).toBeGreaterThan(0);
});

test('a plan of 10,000 resources with names that objects have by themselves is read (F30)', async () => {
  const parts = Array.from({ length: 10_000 }, (_, at): PlannedPart =>
    unchanged(
      'aws_s3_bucket',
      '__proto__',
      { bucket: `b${String(at)}`, tags: { ['__proto__']: 'x', constructor: 'y' } },
      { index: `k${String(at)}` },
    ),
  );
  const result = await outcome(JSON.stringify(planDocument(parts)));
  expect(result instanceof DiagnosticError ? 0 : result.after.world.buckets.size).toBe(10_000);
});
