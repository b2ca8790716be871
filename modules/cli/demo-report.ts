import { fit } from './fit';
import { plain } from './plain';
import { renderTable } from './table';

type DemoReport = import('../demo/index.js').DemoReport;
type TenantReport = import('../demo/index.js').TenantReport;
type HeadlineReport = import('../demo/index.js').HeadlineReport;
type TraceReport = import('../demo/index.js').TraceReport;
type SweepReport = import('../demo/index.js').SweepReport;

/** What the demo has seen, for people: what stands, who was let do what and why, and what was metered. */
export function renderDemo({ tenants, headline }: DemoReport, columns: number | undefined): string {
  return [...tenants.map((one) => renderTenant(one, columns)), ...renderHeadline(headline, columns)].join('\n');
}

function renderTenant({ tenantId, facts, work, attempts }: TenantReport, columns: number | undefined): string {
  const rows = [
    ['tenant', tenantId],
    ...facts.map((fact) => [fact.what, fact.value]),
    ['object', `${work.objectKey}: ${String(work.sizeBytes)} bytes written by one role, read by the other`],
    ['read back', work.identical ? 'identical' : 'NOT identical'],
    ['encrypted under', work.keyArn ?? 'no key of KMS'],
    ['with a bucket key', work.bucketKeyEnabled ? 'yes' : 'no'],
  ];
  const tries = attempts.map(({ who, what, allowed, because }) => {
    const verdict = allowed ? 'allowed' : 'denied';
    return `${verdict.padEnd(7)}  ${who} ${what}\n         ${fit(plain(because), 9, columns)}\n`;
  });
  return `${renderTable(rows)}\n${tries.join('')}`;
}

function renderHeadline({ trace, sweep, price }: HeadlineReport, columns: number | undefined): readonly string[] {
  const note = `* for a million such requests to S3: KMS asks ${String(price.usd)} USD for ${String(price.requests)} requests (${price.region}, ${price.asOf})`;
  return [
    `${renderTrace(trace)}${fit(note, 2, columns)}\n`,
    `${renderSweep(sweep)}${fit(interval(sweep), 0, columns)}\n`,
  ];
}

function renderTrace(trace: readonly TraceReport[]): string {
  const rows = trace.map(({ name, calls, events, usdPerMillion }) => [
    name,
    ...['GenerateDataKey', 'Decrypt'].map((operation) => number(calls[operation] ?? 0, operation)),
    number(events, 'events'),
    usdPerMillion.toFixed(2),
  ]);
  return renderTable([['50 writes, 100 reads by one role', 'GenerateDataKey', 'Decrypt', 'events', 'USD*'], ...rows]);
}

function renderSweep(sweep: readonly SweepReport[]): string {
  const rows = sweep.map(({ name, kmsRequests, requests, savedShare }) => [
    name,
    `${String(kmsRequests)} for ${String(requests)}`,
    percent(savedShare),
  ]);
  return renderTable([['what it depends on', 'KMS for S3', 'saved'], ...rows]);
}

/** Of what was measured here; nobody promises it. */
function interval(sweep: readonly SweepReport[]): string {
  const saved = sweep.map(({ savedShare }) => savedShare);
  return (
    `between ${percent(Math.min(...saved))} and ${percent(Math.max(...saved))}: what is saved is what is used again, so ` +
    'the roles, the tenants and the time for which S3 keeps a key decide; AWS does not tell that time'
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}

function number(value: number, heading: string): string {
  return String(value).padStart(heading.length);
}
