import { describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { loadReporter, type Review, type ReportFormat } from '../../../modules/review';
import { expectGolden } from '../../support/golden';
import { hostileReview, quietReview, sampleOptions, sampleReview } from '../../support/sample-review';

const goldens = join(__dirname, '..', 'goldens');

const suffixes: { readonly [format in ReportFormat]: string } = {
  text: 'txt',
  markdown: 'md',
  json: 'json',
  sarif: 'sarif',
  junit: 'xml',
  github: 'github',
};
const formats = ['text', 'markdown', 'json', 'sarif', 'junit', 'github'] as const;

const reviews: { readonly [name: string]: Review } = { sample: sampleReview, quiet: quietReview };

describe.each(Object.entries(reviews))('the %s review', (name, review) => {
  test.each(formats)('as %s is what it was when somebody looked at it', async (format) => {
    const gate = { failOn: 'high', passed: review === quietReview } as const;
    const text = (await loadReporter(format))(review, { ...sampleOptions, gate });
    expectGolden(join(goldens, `${name}.${suffixes[format]}`), text);
  });
});

describe('every report', () => {
  test.each(formats)('as %s is the same each time, and ends with a line end', async (format) => {
    const render = await loadReporter(format);
    const text = render(sampleReview, sampleOptions);
    expect(render(sampleReview, sampleOptions)).toBe(text);
    expect(text).toMatch(/[^\n]\n$/);
  });

  test.each(['text', 'markdown', 'sarif', 'junit', 'github'] as const)(
    'as %s holds no control, format or direction mark of a name (F08)',
    async (format) => {
      const text = (await loadReporter(format))(hostileReview, sampleOptions);
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
    },
  );
});
