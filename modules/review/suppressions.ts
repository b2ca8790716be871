import { diagnostic, type Diagnostic, type Location } from '../core';
import type { Finding, Review, SuppressedFinding } from './review';
import { topics } from './topics';

/** Findings that somebody takes upon themselves until a day. */
export interface Suppression {
  /** A topic such as `grant-removed`, or a code such as `TB8018`. */
  readonly of: string;
  /** @default of every tenant */
  readonly tenant?: string;
  /** @default at every address */
  readonly address?: string;
  readonly reason: string;
  /** Last day on which it counts, YYYY-MM-DD. */
  readonly until: string;
  /** @default not known */
  readonly location?: Location;
}

/** Parts findings into those that count and those that a suppression covers today. */
export function suppress(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  today: string,
): { readonly findings: readonly Finding[]; readonly suppressed: readonly SuppressedFinding[] } {
  const valid = suppressions.filter((one) => isUsable(one) && one.until >= today);
  const covered = findings.flatMap((finding): readonly SuppressedFinding[] => {
    const found = valid.find((one) => covers(one, finding));
    return found ? [{ finding, reason: found.reason, until: found.until }] : [];
  });
  const hidden = new Set(covered.map(({ finding }) => finding));
  return { findings: findings.filter((finding) => !hidden.has(finding)), suppressed: covered };
}

function covers({ of, tenant, address }: Suppression, finding: Finding): boolean {
  const isOfIt = of === finding.topic || of === finding.code;
  return isOfIt && isNamed(tenant, finding.tenant) && isNamed(address, finding.address);
}

/** What stands in several plans under one name is called `PLAN/NAME`, and meant by either. */
function isNamed(wanted: string | undefined, name: string | undefined): boolean {
  return wanted === undefined || wanted === name || name?.endsWith(`/${wanted}`) === true;
}

/** What is wrong with suppressions: those that cannot be used, that have expired, and that cover nothing of a review. */
export function checkSuppressions(
  suppressions: readonly Suppression[],
  today: string,
  review?: Pick<Review, 'suppressed'>,
): readonly Diagnostic[] {
  return suppressions.flatMap((one, index) => {
    const place = { path: `suppressions[${String(index)}]`, ...(one.location && { location: one.location }) };
    const unusable = whyUnusable(one);
    if (unusable) return [diagnostic('TB8030', { ...unusable, ...place })];
    if (one.until < today) return [diagnostic('TB8031', { ...expired(one), ...place })];
    const isUsed = review?.suppressed.some(({ finding }) => covers(one, finding)) ?? true;
    return isUsed ? [] : [diagnostic('TB8032', { ...unused(one), ...place })];
  });
}

type Told = Pick<Diagnostic, 'message' | 'fix'>;

function isUsable(one: Suppression): boolean {
  return whyUnusable(one) === undefined;
}

function whyUnusable({ of, reason, until }: Suppression): Told | undefined {
  if (!isTopicOrCode(of))
    return {
      message: `no finding has the topic or code ${of}`,
      fix: 'name a topic such as grant-removed, or a code from TB8001',
    };
  if (reason.trim() === '')
    return { message: 'a suppression without a reason', fix: 'say why the finding is accepted' };
  if (!isDay(until))
    return {
      message: `until is a day such as 2026-12-31, not ${until}`,
      fix: 'write the last day on which it counts as YYYY-MM-DD',
    };
  return undefined;
}

function isTopicOrCode(of: string): boolean {
  return Object.entries(topics).some(([topic, { code }]) => of === topic || of === code);
}

/** A day that the calendar has. */
function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function expired({ of, until, reason }: Suppression): Told {
  return {
    message: `the suppression of ${of} (${reason}) counted until ${until}`,
    fix: 'cure what it covered and take it out, or decide again and set a later day',
  };
}

function unused({ of, reason }: Suppression): Told {
  return { message: `the suppression of ${of} (${reason}) covers no finding`, fix: 'take it out' };
}
