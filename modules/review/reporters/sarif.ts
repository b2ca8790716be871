import { catalogue, type Diagnostic, type DiagnosticCode } from '../../core';
import type { Finding, FindingSeverity, Review } from '../review';
import type { ReportOptions } from './report-options';
import { visible } from './visible';
import { counted } from './words';

/** GitHub refuses a run with more. @see https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/troubleshoot-sarif-uploads */
const mostResults = 25_000;

const levels: { readonly [severity in FindingSeverity]: 'error' | 'warning' | 'note' } = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/** By which GitHub sorts. */
const scores: { readonly [severity in FindingSeverity]: string } = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
  info: '0.1',
};

interface Told {
  readonly finding: Finding;
  /** @default it counts */
  readonly suppression?: { readonly reason: string; readonly until: string };
}

/**
 * SARIF 2.1.0 for code scanning: a finding stands at its tenant's line where that is known, else at its plan.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function renderSarif(review: Review, options: ReportOptions): string {
  const all: readonly Told[] = [
    ...review.findings.map((finding) => ({ finding })),
    ...review.suppressed.map(({ finding, reason, until }) => ({ finding, suppression: { reason, until } })),
  ];
  const told = all.slice(0, mostResults);
  const hidden = all.length - told.length;
  const { notes = [] } = options;
  const rules = rulesOf(told);
  const artifact = options.plans[0]?.file ?? review.summary.plans[0] ?? 'plan.json';
  const run = {
    tool: { driver: { name: 'tenant-buckets', version: options.version, rules } },
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: [...notes.map(note), ...(hidden > 0 ? [leftOut(hidden)] : [])],
      },
    ],
    results: resultsOf(
      told,
      rules.map(({ id }) => id),
      artifact,
    ),
  };
  const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
  return `${JSON.stringify({ $schema: schema, version: '2.1.0', runs: [run] }, undefined, 2)}\n`;
}

function note({ code, severity, path, message, fix }: Diagnostic): object {
  return { level: severity, message: { text: plainMessage(`${code} ${path}: ${message} (${fix})`) } };
}

function leftOut(hidden: number): object {
  return { level: 'warning', message: { text: `${counted(hidden, 'result')} had to be left out` } };
}

/** Told are the worst first, so the first of a code gives its rule the level. */
function rulesOf(told: readonly Told[]) {
  const first = new Map<DiagnosticCode, Finding>();
  for (const { finding } of told) if (!first.has(finding.code)) first.set(finding.code, finding);
  return [...first.values()]
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, topic, severity, docs }) => ({
      id: code,
      name: topic,
      shortDescription: { text: catalogue[code].summary },
      fullDescription: { text: catalogue[code].explanation },
      ...(docs !== undefined && { helpUri: address(docs) }),
      help: { text: `${catalogue[code].explanation} Offline: tenant-buckets explain ${code}` },
      defaultConfiguration: { level: levels[severity] },
      properties: { 'security-severity': scores[severity], tags: ['security', topic] },
    }));
}

function resultsOf(told: readonly Told[], ids: readonly string[], artifact: string): readonly object[] {
  const seen = new Map<string, number>();
  return told.map(({ finding, suppression }) => {
    const { code, severity, tenant, address, message, fix } = finding;
    const identity = [code, tenant ?? '', address ?? ''].map(visible).join('|');
    const turn = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, turn);
    return {
      ruleId: code,
      ruleIndex: ids.indexOf(code),
      level: levels[severity],
      message: { text: plainMessage(`${message}\nfix: ${fix}`) },
      locations: [locationOf(finding, artifact)],
      partialFingerprints: { primaryLocationLineHash: `${identity}:${String(turn)}` },
      properties: { severity, topic: finding.topic, ...(tenant !== undefined && { tenant: visible(tenant) }) },
      ...(suppression && { suppressions: [suppressionOf(suppression)] }),
    };
  });
}

function suppressionOf({ reason, until }: NonNullable<Told['suppression']>): object {
  return { kind: 'external', status: 'accepted', justification: plainMessage(`${reason} (until ${until})`) };
}

function locationOf({ location, address: resource }: Finding, artifact: string): object {
  const region = location
    ? { startLine: location.line, startColumn: location.column, endColumn: location.endColumn }
    : { startLine: 1 };
  const uri = address(location?.file ?? artifact).replace(/[#?]/g, encodeURIComponent);
  return {
    physicalLocation: { artifactLocation: { uri }, region },
    ...(resource !== undefined && {
      logicalLocations: [{ fullyQualifiedName: visible(resource), kind: 'resource' }],
    }),
  };
}

/** A file or page as SARIF names it. */
function address(text: string): string {
  return encodeURI(visible(text));
}

/** A text of SARIF may hold links, written as brackets before parentheses: names shall make none. */
function plainMessage(text: string): string {
  return text
    .split('\n')
    .map((line) => visible(line).replace(/\](?=\()/g, '] '))
    .join('\n');
}
