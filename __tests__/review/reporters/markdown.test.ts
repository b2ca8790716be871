import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { diagnostic } from '../../../modules/core';
import { renderMarkdown } from '../../../modules/review/reporters/markdown';
import { code, prose } from '../../../modules/review/reporters/markdown-text';
import {
  hostile,
  hostileReview,
  largeReview,
  quietReview,
  sampleOptions,
  sampleReview,
} from '../../support/sample-review';

/** What is left of a comment when code, in which nothing acts, is taken out. */
function acting(markdown: string): string {
  return markdown.replace(/`[^`\n]*`/g, '').replace(/<code>[^<]*<\/code>/g, '');
}

/** All that our own comments are made of. */
const ours =
  /<!-- tenant-buckets review -->|^### |<\/?details>|<\/?summary>|<br>|&nbsp;|\[what AWS says\]\(https:\/\/docs\.aws\.amazon\.com\/[^)\s]*\)/gm;

describe('the markdown report', () => {
  test('begins with the hidden marker by which it is found again', () => {
    expect(renderMarkdown(sampleReview, sampleOptions)).toMatch(/^<!-- tenant-buckets review -->\n\n### /);
    const commentId = 'prod --> <b>';
    expect(renderMarkdown(sampleReview, { ...sampleOptions, commentId }).split('\n')[0]).toBe(
      '<!-- tenant-buckets review prod-b- -->',
    );
  });

  test('lets nothing of a name act: no HTML, link, mention, reference or formula (F08)', () => {
    const markdown = renderMarkdown(hostileReview, sampleOptions);
    const left = acting(markdown).replace(ours, '');
    expect(left).not.toMatch(/[<>&@#$\\[\]~^]|:\/\/|www\.|GH-|::/i);
    expect(markdown.match(/<details>/g)).toHaveLength(2);
    expect(markdown.match(/<\/details>/g)).toHaveLength(2);
  });

  test('keeps the rows of its tables whole, whatever stands in a cell (F08)', () => {
    for (const row of renderMarkdown(hostileReview, sampleOptions)
      .split('\n')
      .filter((line) => line.startsWith('|')))
      expect([4, 5]).toContain(row.split('|').length - 1);
  });

  test('shows a hostile name whole, as the text that it is', () => {
    const shown = code(hostile, 1_000)
      .replace(/<\/?code>/g, '')
      .replace(/&#(\d+);/g, (_, point: string) => String.fromCodePoint(Number(point)));
    expect(shown).toBe(hostile.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '·'));
  });

  test('is no larger than a comment may be, and counts honestly what was cut (F55)', () => {
    const fullReport = 'review.json';
    const markdown = renderMarkdown(largeReview(3_000), { ...sampleOptions, fullReport });
    expect(Buffer.byteLength(markdown)).toBeLessThan(65_536);
    const shown = markdown.match(/🔴&nbsp;critical/g)?.length ?? 0;
    const detailed = markdown.match(/^\*\*TB\d{4} key-deleted\*\*/gm)?.length ?? 0;
    expect(shown).toBeGreaterThan(50);
    expect(markdown).toContain('\n3,000 findings: 3,000 critical; ');
    expect(markdown).toContain(
      `\n**Cut to fit:** ${commas(3_000 - shown)} findings, ${commas(3_000 - shown)} changes of access and ${commas(3_000 - detailed)} findings’ reasons and fixes left out; all of it is in \`review.json\`.\n`,
    );
  });

  test.each([2_500, 20_000, 1_048_576])('fits into %i bytes (F55)', (limitBytes) => {
    const long = 'é|`'.repeat(5_000);
    const { findings, ...rest } = largeReview(500);
    const huge = { ...rest, findings: findings.map((one) => ({ ...one, message: long, fix: long, tenant: long })) };
    const markdown = renderMarkdown(huge, { ...sampleOptions, limitBytes });
    expect(Buffer.byteLength(markdown)).toBeLessThan(limitBytes);
    expect(markdown).toContain('**Cut to fit:**');
  });

  test('cuts nothing where there is room', () => {
    expect(renderMarkdown(sampleReview, sampleOptions)).not.toContain('Cut to fit');
  });

  test('says whether the review passed, and by what', () => {
    const verdictOf = (gate: typeof sampleOptions.gate) =>
      renderMarkdown(sampleReview, { ...sampleOptions, gate }).split('\n')[4];
    expect(verdictOf({ failOn: 'high', passed: false })).toMatch(
      /; \*\*failed: 2 findings of severity high or worse\.\*\*$/,
    );
    expect(verdictOf({ failOn: 'critical', passed: true })).toMatch(/; passed: no finding is critical\.$/);
    expect(verdictOf({ failOn: 'none', passed: true })).toMatch(/; nothing fails this review\.$/);
  });
});

describe('what could not be judged', () => {
  const notes = [
    diagnostic('TB7002', { path: hostile, message: `the name of ${hostile} is not known`, fix: 'write it down' }),
  ];
  const gate = { failOn: 'high', passed: false } as const;

  test('stands in the comment, and can be what fails it', () => {
    const markdown = renderMarkdown(quietReview, { ...sampleOptions, notes, gate });
    expect(markdown).toContain('**failed, for what is noted below.**');
    expect(markdown).toContain('\n**Not all could be judged**\n\n- TB7002 <code>');
    expect(acting(markdown).replace(ours, '')).not.toMatch(/[<>&@#$\\[\]~^]|:\/\/|www\.|GH-|::/i);
  });

  test('is cut like all else, and counted (F55)', () => {
    const many = Array.from({ length: 3_000 }, () => notes).flat();
    const markdown = renderMarkdown(quietReview, { ...sampleOptions, notes: many });
    expect(Buffer.byteLength(markdown)).toBeLessThan(65_536);
    expect(markdown).toMatch(/\*\*Cut to fit:\*\* 2,\d{3} notes left out/);
  });
});

describe('prose', () => {
  test.each([
    ['the key of acme is gone, and 1,200 (or 5 %) more.', 'the key of acme is gone, and 1,200 (or 5 `%`) more.'],
    ['let arn:aws:iam::1:role/x in.', 'let `arn:aws:iam::1:role/x` in.'],
    ['write {"a": "b"}, then', 'write `{"a": "b"}`, then'],
    ['see (a_b), @acme/admins', 'see (`a_b), @acme/admins`'],
    ['/close', '`/close`'],
    ['costs $1 to $2', 'costs `$1` to `$2`'],
    ['as in GH-12 and 0123abc', 'as in `GH-12` and `0123abc`'],
  ])('makes code of what is no plain word: %s', (text, expected) => {
    expect(prose(text, 200)).toBe(expected);
  });

  test('leaves nothing outside of code that could act, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(acting(prose(text, 100))).not.toMatch(/[<>&@#$\\[\]~^*_`|:/]{2}|[<>&@#$\\[\]~^*_`|\n]/);
      }),
    );
  });
});

function commas(count: number): string {
  return String(count).replace(/(\d)(\d{3})$/, '$1,$2');
}
