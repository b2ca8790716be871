import { describe, expect, test } from '@jest/globals';
import { DiagnosticError } from '../../../modules/core';
import { readPlan } from '../../../modules/plan';
import { planDocument, unchanged } from '../plan-documents';

const plan = JSON.stringify(planDocument([unchanged('aws_s3_bucket', 'B', { bucket: 'b', tags: { note: 'sekret' } })]));

async function refusal(source: Uint8Array | string): Promise<string> {
  try {
    await readPlan(source);
  } catch (error) {
    if (error instanceof DiagnosticError) return error.message;
    throw error;
  }
  return 'read';
}

const bytes = (...start: readonly number[]) => Uint8Array.from([...start, ...new TextEncoder().encode(plan)]);

describe('a plan that cannot be read (F30)', () => {
  test('is refused with the byte at which it ends too early', async () => {
    expect(await refusal(plan.slice(0, -1))).toBe(
      `TB7020 the plan: the plan is not whole JSON: it ends before its last bracket, at byte ${String(plan.length - 1)}`,
    );
  });

  test.each(['', ' \n'])(
    'is told to be empty when nothing came, as from a pipe whose first half failed: %j',
    async (text) => {
      expect(await refusal(text)).toContain(`it is empty, at byte ${String(text.length)}`);
    },
  );

  test.each([
    ['something behind it', `${plan}x`, `something follows its last bracket, at byte ${String(plan.length)}`],
    ['a comma too many', '{"format_version":"1.2",}', 'the name of a member is missing, at byte 24'],
    ['no colon', '{"format_version" "1.2"}', 'a colon is missing, at byte 18'],
    ['no comma', '{"format_version":"1.2" "x":1}', 'a comma is missing, at byte 24'],
    ['no value', '{"format_version":}', 'a value is missing, at byte 18'],
    ['a value that is none', '{"format_version":nope}', 'there is no JSON, at byte 18'],
    [
      'a fault in a part that is not read',
      '{"format_version":"1.2","checks":[nope]}',
      'it is not JSON in a part that is not read',
    ],
  ])('is refused for %s', async (_, text, expected) => {
    expect(await refusal(text)).toContain(expected);
  });

  test('is refused without a word of what it says', async () => {
    for (let end = 0; end < plan.length; end += 7) expect(await refusal(plan.slice(0, end))).not.toContain('sekret');
    expect(await refusal(plan.replace('"sekret"', 'sekret'))).toMatch(/^TB7020 [^k]*there is no JSON, at byte \d+$/);
  });

  test.each([
    ['the binary plan', Uint8Array.from([0x50, 0x4b, 3, 4]), 'TB7022 the plan: this is the binary plan file'],
    ['UTF-16 with its mark', bytes(0xff, 0xfe), 'TB7020 the plan: the plan is UTF-16'],
    ['UTF-16 without one', Uint8Array.from([0x7b, 0]), 'TB7020 the plan: the plan is UTF-16'],
    [
      'the log of terraform',
      '{"@level":"info","@message":"Terraform 1.11.4"}',
      'TB7022 the plan: this is the log of terraform',
    ],
    ['a state', '{"version":4,"serial":3,"lineage":"x","resources":[]}', 'TB7022 the plan: this is a state'],
    [
      'a state in JSON',
      '{"format_version":"1.0","terraform_version":"1.11.4","values":{}}',
      'TB7022 the plan: this is a state',
    ],
    ['any other object', '{"a":1}', 'TB7022 the plan: this is no plan: it has no format_version'],
    ['a list', '[]', 'TB7022 the plan: this is no plan'],
  ])('is refused when it is %s', async (_, source, expected) => {
    expect(await refusal(source)).toContain(expected);
  });

  test.each([
    ['2.0', 'TB7021 the plan: the plan has the format "2.0", and 1.x is read'],
    ['10.1', 'TB7021'],
    ['1', 'TB7021'],
    [1.2, 'TB7020 the plan: the plan is malformed: its format_version is no text'],
  ])('is refused in the format %j', async (format_version, expected) => {
    expect(await refusal(JSON.stringify({ format_version }))).toContain(expected);
  });

  test.each(['1.0', '1.2', '1.99', '1.2.3'])(
    'is read in the format %j, with what is not known in it',
    async (format_version) => {
      expect(await refusal(JSON.stringify(planDocument([], { format_version, invented: { deep: [1] } })))).toBe('read');
    },
  );

  test('is read with the mark of UTF-8 before it', async () => {
    expect(await refusal(bytes(0xef, 0xbb, 0xbf))).toBe('read');
    expect(await refusal(`\uFEFF${plan}`)).toBe('read');
  });

  test.each(['resource_changes', 'resource_drift', 'configuration', 'prior_state', 'output_changes', 'variables'])(
    'is refused when its %s is not of the kind that plans have',
    async (name) => {
      expect(await refusal(JSON.stringify(planDocument([], { [name]: 7 })))).toContain(
        `TB7020 the plan: the plan is malformed: ${name} is not of the kind that plans have there`,
      );
      expect(await refusal(JSON.stringify(planDocument([], { [name]: null })))).toBe('read');
    },
  );

  test('is refused for a change without an address', async () => {
    expect(await refusal(JSON.stringify(planDocument([], { resource_changes: [{ type: 'x' }] })))).toContain(
      'resource_changes',
    );
    expect(await refusal(JSON.stringify(planDocument([], { resource_drift: ['x'] })))).toContain('resource_drift');
  });
});

test('a plan that failed half-way is read, and said to be one', async () => {
  const { source, diagnostics } = await readPlan(JSON.stringify(planDocument([], { errored: true })));
  expect(source.errored).toBe(true);
  expect(diagnostics.map(({ code }) => code)).toEqual(['TB7023']);
});
