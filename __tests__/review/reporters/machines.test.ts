import { describe, expect, test } from '@jest/globals';
import Ajv from 'ajv';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { renderGithub } from '../../../modules/review/reporters/github';
import { renderJson } from '../../../modules/review/reporters/json';
import { renderJunit } from '../../../modules/review/reporters/junit';
import { renderSarif } from '../../../modules/review/reporters/sarif';
import { parseJson, parseJsonObject } from '../../support/json';
import { hostileReview, largeReview, quietReview, sampleOptions, sampleReview } from '../../support/sample-review';

describe('the JSON report', () => {
  const schema = parseJsonObject(readFileSync(resolve(__dirname, '../../../schemas/review.json'), 'utf8'));

  test.each([
    ['sample', sampleReview],
    ['quiet', quietReview],
    ['hostile', hostileReview],
  ])('is what the published schema says: %s', (_, review) => {
    const ajv = new Ajv({ allErrors: true });
    const valid = ajv.validate(schema, parseJson(renderJson(review, sampleOptions)));
    expect({ valid, errors: ajv.errors }).toEqual({ valid: true, errors: null });
  });

  test('is refused by the schema when a verdict is no verdict', () => {
    const broken = renderJson(sampleReview, sampleOptions).replace('"allow"', '"maybe"');
    expect(new Ajv().validate(schema, parseJson(broken))).toBe(false);
  });

  test('says that access was left out', () => {
    expect(parseJson(renderJson(quietReview, { ...sampleOptions, accessCompared: false }))).toMatchObject({
      schemaVersion: 1,
      accessCompared: false,
      access: [],
    });
  });
});

describe('the SARIF report', () => {
  test('has a rule for each code, and a place for each result: the tenant’s line, else the plan', () => {
    const sarif = parseJson(renderSarif(sampleReview, sampleOptions));
    expect(sarif).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { rules: expect.arrayContaining([expect.objectContaining({ name: 'key-deleted' })]) } },
          results: [
            { level: 'error', locations: [place('environments/tenants/prod/acme.yaml', 3)] },
            { level: 'error', locations: [place('cdktf.out/stacks/prod-shard-main-1/plan.json', 1)] },
            { level: 'warning', locations: [place('environments/tenants/prod/globex.yaml', 12)] },
            { level: 'note' },
            { level: 'warning', suppressions: [{ kind: 'external', status: 'accepted' }] },
          ],
        },
      ],
    });
  });

  test('gives results that are alike fingerprints of their own, the same each time', () => {
    const [finding] = sampleReview.findings;
    const twice = { ...sampleReview, findings: finding === undefined ? [] : [finding, finding] };
    const prints = [...renderSarif(twice, sampleOptions).matchAll(/"primaryLocationLineHash": "(.*)"/g)];
    expect(prints.map(([, print]) => print?.slice(-2))).toEqual([':1', ':2', ':1']);
  });

  test('makes no link of a name, and no broken address of a file (F08)', () => {
    const text = renderSarif(hostileReview, sampleOptions);
    const texts = [...text.matchAll(/"(?:text|justification)": "(.*)"/g)].map(([, one]) => one);
    expect(texts.filter((one) => one?.includes('evil.example'))).toHaveLength(5);
    expect(texts.filter((one) => one?.includes(']('))).toEqual([]);
    for (const [, uri = ''] of text.matchAll(/"uri": "(.*)"/g)) expect(uri).toMatch(/^[\w.~!$&'()*+,;=:@%/-]+$/);
  });

  test('leaves out what GitHub would refuse, with a count (F55)', () => {
    const sarif = parseJson(renderSarif(largeReview(25_010), sampleOptions));
    expect(sarif).toMatchObject({
      runs: [
        {
          results: { length: 25_000 },
          invocations: [
            { toolExecutionNotifications: [{ level: 'warning', message: { text: '11 results had to be left out' } }] },
          ],
        },
      ],
    });
  });

  function place(uri: string, startLine: number): object {
    return { physicalLocation: { artifactLocation: { uri }, region: { startLine } } };
  }
});

describe('the JUnit report', () => {
  test('begins no line with a name: in a log of GitHub it would be a command (F08)', () => {
    const name = 'x\n::error::act';
    const [finding] = sampleReview.findings;
    const findings = finding ? [{ ...finding, message: name }] : [];
    const gate = { failOn: 'info', passed: false } as const;
    const report = renderJunit(
      { ...sampleReview, findings },
      { ...sampleOptions, gate, plans: [{ name, sha256: '' }] },
    );
    expect(report).toContain('::error::act');
    expect(report.split('\n').filter((line) => line.startsWith('::'))).toEqual([]);
  });

  test.each([
    ['high', 2],
    ['critical', 1],
    ['info', 4],
    ['none', 0],
  ] as const)('fails a case a topic whose findings are as bad as the gate forbids: %s', (failOn, failures) => {
    const text = renderJunit(sampleReview, { ...sampleOptions, gate: { failOn, passed: false } });
    expect(XMLValidator.validate(text)).toBe(true);
    const parsed: unknown = new XMLParser({ ignoreAttributes: false }).parse(text);
    expect(parsed).toMatchObject({
      testsuites: { '@_tests': '27', '@_failures': String(failures), testsuite: { testcase: { length: 27 } } },
    });
    expect(text.match(/<failure /g) ?? []).toHaveLength(failures);
  });

  test('stays XML whatever stands in a name (F08)', () => {
    expect(XMLValidator.validate(renderJunit(hostileReview, sampleOptions))).toBe(true);
  });
});

describe('the annotations of GitHub', () => {
  test('are one command a line, whatever stands in a name (F08)', () => {
    const lines = renderGithub(hostileReview, sampleOptions).trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    for (const line of lines) {
      expect(line).toMatch(/^::(error|warning|notice) /);
      expect(line).toContain(' %250A ');
      const [, properties = ''] = line.split('::');
      expect(properties.split(',').every((one) => /^(\w+ )?\w+=[^:]*$/.test(one))).toBe(true);
    }
  });

  test('are as many as GitHub shows, and count the rest (F55)', () => {
    const lines = renderGithub(largeReview(500), { ...sampleOptions, fullReport: 'review.json' })
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toBe('::error::491 more findings; see review.json');
  });
});
