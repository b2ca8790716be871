import { describe, expect, test } from '@jest/globals';
import { renderText } from '../../../modules/review/reporters/text';
import { hostileReview, quietReview, sampleOptions, sampleReview } from '../../support/sample-review';

/** Lines that are too long although they could have been broken. */
function breakable(text: string, columns: number): readonly string[] {
  return text.split('\n').filter((line) => line.length > columns && line.trim().includes(' ') && !/^ *\S+$/.test(line));
}

describe('the text report', () => {
  test.each([40, 80, 200])('keeps left of column %i wherever there is a space to break at (F54)', (columns) => {
    const text = renderText(sampleReview, { ...sampleOptions, columns });
    const words = text.split(/\s+/).map((word) => word.length);
    expect(breakable(text, Math.max(columns, 2 + Math.max(...words)))).toEqual([]);
    expect(text.replace(/\s+/g, ' ')).toBe(renderText(sampleReview, sampleOptions).replace(/\s+/g, ' '));
  });

  test('breaks no line in a pipe: a sentence is found by grep', () => {
    const text = renderText(sampleReview, sampleOptions);
    for (const { message, fix } of sampleReview.findings) {
      expect(text).toContain(`\n  ${message}\n`);
      expect(text).toContain(`\n  fix: ${fix}\n`);
    }
  });

  test('colours by severity only when it is told how', () => {
    const text = renderText(sampleReview, { ...sampleOptions, paint: (part, style) => `<${style}>${part}</>` });
    expect(text).toMatch(/^<heading>1 key is scheduled for deletion, /);
    expect(text).toContain('\n<critical>critical</>  TB');
    expect(text).toContain('\n<info>info</>  TB');
    expect(text.replace(/<\w*\/?>|<\/>/g, '')).toBe(renderText(sampleReview, sampleOptions));
  });

  test('lets no name begin a line or paint (F08)', () => {
    const text = renderText(hostileReview, sampleOptions);
    expect(text).not.toMatch(/^::error/m);
    expect(text).toContain('·]0;x··[31m··::error::x··');
  });

  test('holds no command for the log of a build server (F08)', () => {
    const access = ['::error::act', '##[error]act'].map((principal) => ({
      principal,
      resource: 'arn:aws:s3:::b/*',
      action: 'read' as const,
      before: 'deny' as const,
      after: 'allow' as const,
      reasons: [],
    }));
    const text = renderText({ ...quietReview, access }, sampleOptions);
    expect(text).toContain('·:error::act');
    expect(text).not.toMatch(/^\s*::|##\[/m);
  });

  test('shows of many reasons as many as people read', () => {
    const [finding] = sampleReview.findings.slice(1);
    const reasons = Array.from({ length: 30 }, (_, index) => ({
      policy: 'resourcePolicy',
      statement: `S${String(index)}`,
      effect: 'Deny' as const,
      why: 'it denies',
    }));
    const findings = finding === undefined ? [] : [{ ...finding, reasons }];
    const text = renderText({ ...sampleReview, findings }, sampleOptions);
    expect(text.match(/Deny: resourcePolicy, S\d+: it denies$/gm)).toHaveLength(5);
    expect(text).toContain('\n  and 25 more reasons; --format json has all\n');
  });

  test('says of a plan without findings that nothing happens, and no more', () => {
    const gate = { failOn: 'high', passed: true } as const;
    expect(renderText(quietReview, { ...sampleOptions, gate })).toBe(
      'Nothing is lost and nobody gains access.\n' +
        'no findings; 1 plan, no change of a resource; passed: no finding is high or worse\n',
    );
  });
});
