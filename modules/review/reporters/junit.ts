import type { Finding, Review } from '../review';
import type { ReportOptions } from './report-options';
import { topicPhrases } from './topic-phrases';
import { visible } from './visible';
import { severities } from '../severities';

/** For the test tabs of build servers: one case a topic; it fails when a finding of it is as severe as the gate forbids. */
export function renderJunit(review: Review, { gate, plans }: ReportOptions): string {
  const forbidden = gate.failOn === 'none' ? [] : severities.slice(0, severities.indexOf(gate.failOn) + 1);
  const suite = plans.map(({ name }) => name).join(' ') || review.summary.plans.join(' ');
  const cases = topics.map((topic) => {
    const findings = review.findings.filter((one) => one.topic === topic);
    return { topic, findings, failed: findings.some(({ severity }) => forbidden.includes(severity)) };
  });
  const failures = String(cases.filter(({ failed }) => failed).length);
  const counts = `tests="${String(cases.length)}" failures="${failures}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="tenant-buckets review" ${counts}>`,
    `  <testsuite name="${xml(visible(suite))}" ${counts}>`,
    ...cases.map(({ topic, findings, failed }) => testCase(topic, findings, failed)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

const topics = Object.keys(topicPhrases);

function testCase(topic: string, findings: readonly Finding[], failed: boolean): string {
  const head = `    <testcase classname="review" name="${topic}"`;
  if (findings.length === 0) return `${head}/>`;
  const text = findings.map(line).join('\n');
  const [first] = findings;
  const body = failed
    ? `<failure type="${xml(first?.code ?? '')}" message="${xml(visible(first?.message ?? ''))}">${xml(text)}</failure>`
    : `<system-out>${xml(text)}</system-out>`;
  return `${head}>${body}</testcase>`;
}

function line({ severity, code, tenant, address, message, fix }: Finding): string {
  const place = [tenant, address].filter((one) => one !== undefined).join(' ');
  return visible(`${severity} ${code}${place === '' ? '' : ` ${place}`}: ${message} (fix: ${fix})`);
}

const entities: { readonly [sign: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Lines stay apart; any other control character is none that XML can hold. */
function xml(text: string): string {
  return text
    .split('\n')
    .map((one) => visible(one).replace(/[&<>"]/g, (sign) => entities[sign] ?? sign))
    .join('\n');
}
