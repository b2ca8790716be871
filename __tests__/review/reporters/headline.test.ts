import { describe, expect, test } from '@jest/globals';
import type { AccessRow, Finding, Review } from '../../../modules/review';
import { headline } from '../../../modules/review/reporters/headline';
import { quietReview, sampleReview } from '../../support/sample-review';

const [deleted, gained, turnedOff] = sampleReview.findings;
const [row] = sampleReview.access;

function review(findings: readonly (Finding | undefined)[], access: readonly (AccessRow | undefined)[] = []): Review {
  return {
    ...quietReview,
    findings: findings.flatMap((one) => one ?? []),
    access: access.flatMap((one) => one ?? []),
  };
}

describe('the headline', () => {
  test('names who can now do what with whose data', () => {
    expect(headline(review([gained], [row]), true)).toBe('Nothing is lost and bob can now read acme’s data.');
  });

  test('names a bucket of nobody by its name', () => {
    const { tenant: _, ...nobodys } = row ?? { tenant: '' };
    const change = row && 'principal' in nobodys ? { ...nobodys, resource: 'arn:aws:s3:::uploads/*' } : undefined;
    expect(headline(review([gained], [change]), true)).toBe('Nothing is lost and bob can now read uploads.');
  });

  test('names who is shut out, unless that is told by its cause already', () => {
    const [, , shutOut] = sampleReview.access;
    const lost = gained && { ...gained, topic: 'access-lost' as const, tenant: 'globex' };
    expect(headline(review([lost], [shutOut, shutOut && { ...shutOut, action: 'read', principal: 'eve' }]), true)).toBe(
      'No data is lost, nobody gains access and globex-app can no longer write globex’s data (and 1 more loss).',
    );
    expect(headline(review([turnedOff], [shutOut]), true)).not.toContain('can no longer');
    expect(headline(review([lost]), true)).toContain(' and 1 access is lost.');
  });

  test('names somebody before those who are only anyone else', () => {
    const [, , shutOut] = sampleReview.access;
    const lost = gained && { ...gained, topic: 'access-lost' as const, tenant: 'globex' };
    const others = shutOut && { ...shutOut, principal: 'anyone else in 111122223333' };
    expect(headline(review([lost], [others, shutOut]), true)).toContain(
      'globex-app can no longer write globex’s data (and 1 more loss)',
    );
  });

  test('counts principals and tenants rather than their buckets and keys', () => {
    const key = 'arn:aws:kms:eu-west-1:111122223333:key/1';
    const more = row && [
      { ...row, action: 'decrypt' as const, resource: key },
      { ...row, resource: 'arn:aws:s3:::corp-acme/*' },
      { ...row, principal: 'arn:aws:iam::111122223333:role/eve' },
    ];
    expect(headline(review([gained], more ?? []), true)).toBe(
      'Nothing is lost and bob can now read and decrypt acme’s data (and 1 more gain).',
    );
    expect(headline(review([gained], more?.slice(0, 2) ?? []), true)).toBe(
      'Nothing is lost and bob can now read and decrypt acme’s data.',
    );
  });

  test('says what is lost first, then the worst of the rest', () => {
    expect(headline(review([turnedOff, deleted, deleted]), true)).toBe(
      '2 keys are scheduled for deletion, nobody gains access and 1 bucket key is turned off.',
    );
  });

  test('says that nothing is lost where that is so', () => {
    expect(headline(review([turnedOff]), true)).toBe(
      'Nothing is lost, nobody gains access and 1 bucket key is turned off.',
    );
  });

  test('never says that nobody gains access when that was not asked, or cannot be told', () => {
    expect(headline(review([]), false)).toBe('Nothing is lost and access was not compared.');
    const unknown = row && { ...row, before: 'unknown' as const, after: 'unknown' as const };
    expect(headline(review([], [unknown]), true)).toBe('Nothing is lost and 1 access cannot be judged.');
    expect(headline(review([gained]), true)).toBe('Nothing is lost and 1 access is gained.');
    const open = gained && { ...gained, topic: 'public-access' as const };
    expect(headline(review([open]), true)).not.toContain('nobody');
  });

  test('makes no alarm of who reaches what the plan itself makes', () => {
    const made = gained && { ...gained, severity: 'info' as const };
    expect(headline(review([made], [row]), true)).toBe(
      'Nothing is lost and nobody gains access to what is there already.',
    );
    expect(headline(review([made, gained], [row]), true)).toContain('bob can now read acme’s data');
  });

  test('counts what would make it too long', () => {
    const topics = ['size-limit', 'dead-principal', 'tls-not-required', 'grant-removed'] as const;
    const many = topics.map((topic) => turnedOff && { ...turnedOff, topic });
    expect(headline(review(many), true)).toBe(
      'Nothing is lost, nobody gains access, 1 policy nears or exceeds its size limit and 3 other things.',
    );
  });
});
