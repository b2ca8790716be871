import type { Review } from '../review';
import type { ReportFormat, ReportOptions } from './report-options';

/** Turns a review into one text. */
export type Reporter = (review: Review, options: ReportOptions) => string;

const reporters: { readonly [format in ReportFormat]: () => Promise<Reporter> } = {
  text: async () => (await import('./text.js')).renderText,
  markdown: async () => (await import('./markdown.js')).renderMarkdown,
  json: async () => (await import('./json.js')).renderJson,
  sarif: async () => (await import('./sarif.js')).renderSarif,
  junit: async () => (await import('./junit.js')).renderJunit,
  github: async () => (await import('./github.js')).renderGithub,
};

/** Each is loaded when it is asked for. */
export function loadReporter(format: ReportFormat): Promise<Reporter> {
  return reporters[format]();
}
