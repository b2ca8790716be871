import { diagnostic, type Diagnostic } from '../core';
import { linesOf, locationOf } from './location';

/** A part of a text that looks like a secret, by offsets. */
interface SecretRange {
  readonly what: string;
  readonly from: number;
  readonly to: number;
}

interface SecretPattern {
  readonly what: string;
  /** The secret is what a group holds, or all that matches. */
  readonly pattern: RegExp;
  /** @default whatever matches is one */
  readonly looksLike?: (text: string) => boolean;
}

const mixed = (text: string): boolean => /[0-9]/.test(text) && /[A-Za-z]/.test(text);
const mixedCase = (text: string): boolean => mixed(text) && /[A-Z]/.test(text) && /[a-z]/.test(text);

/** What stands behind a key of such a name, quoted or not. */
function named(names: string): RegExp {
  const value = '"([^"\\r\\n]{6,255})"|\'([^\'\\r\\n]{6,255})\'|([^\\s"\',}\\]]{6,255})';
  return new RegExp(`(?:${names})["']?[ \\t]*[:=][ \\t]*(?:${value})`, 'dgi');
}

const patterns: readonly SecretPattern[] = [
  { what: 'an AWS access key id', pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/dg },
  {
    what: 'a secret of 40 signs, as AWS makes them',
    pattern: /(?<![\w/+=:.-])[A-Za-z0-9/+]{40}(?![\w/+=:.-])/dg,
    looksLike: mixedCase,
  },
  {
    what: 'a private key',
    pattern:
      /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?:[^-]|-(?!----END))*(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/dg,
  },
  {
    what: 'a token',
    pattern:
      /\b(?:gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_\w{20,255}|glpat-[\w-]{20,255}|npm_[A-Za-z0-9]{36}|xox[abprs]-[A-Za-z0-9-]{10,255}|sk_live_[A-Za-z0-9]{16,255}|eyJ[\w-]{8,4096}\.[\w-]{8,4096}(?:\.[\w-]{0,4096})?)/dg,
  },
  { what: 'a password', pattern: named('password|passwd|passphrase') },
  {
    what: 'a secret',
    pattern: named('secret|token|credentials?|(?:api|access|private)[-_ ]?key'),
    looksLike: (text) => mixed(text) && !text.startsWith('arn:'),
  },
];

/** Secrets of one text: where they stand, and the text without them. */
export interface Secrets {
  readonly diagnostics: readonly Diagnostic[];
  /** The text itself, with an asterisk for each letter of what looks like a secret. */
  readonly shown: string;
  /** The same for any text that quotes this one. */
  readonly mask: (text: string) => string;
}

/** Nobody reads the hundredth warning; all are covered. */
const warningLimit = 100;

/** Looks for secrets in the text of a file, comments included. */
export function findSecrets(file: string, text: string): Secrets {
  const ranges = secretRanges(text);
  if (ranges.length === 0) return { diagnostics: [], shown: text, mask: (quote) => quote };
  const found = [...new Set(ranges.map(({ from, to }) => text.slice(from, to)))].sort((a, b) => b.length - a.length);
  const lines = linesOf(text);
  return {
    diagnostics: ranges.slice(0, warningLimit).map(({ what, from, to }) =>
      diagnostic('TB1140', {
        message: `${what} seems to stand here`,
        path: file,
        fix: 'take it out and have it made anew; what is committed is no longer secret',
        location: locationOf(file, lines, [from, to]),
      }),
    ),
    shown: cover(text, ranges),
    // A value is not quoted as it was written where a block of lines is indented, so it is looked through once more.
    mask: (quote) => {
      const masked = found.reduce((rest, secret) => rest.replaceAll(secret, asterisks(secret)), quote);
      return cover(masked, secretRanges(masked));
    },
  };
}

/** In the order of their places; what lies in another is that one. */
function secretRanges(text: string): readonly SecretRange[] {
  const all = patterns.flatMap(({ what, pattern, looksLike = () => true }) =>
    [...text.matchAll(pattern)].flatMap(({ indices }) => {
      const [whole, ...groups] = indices ?? [];
      const [from, to] = groups.find((one: readonly [number, number] | undefined) => one !== undefined) ??
        whole ?? [0, 0];
      return looksLike(text.slice(from, to)) ? [{ what, from, to }] : [];
    }),
  );
  const kept: SecretRange[] = [];
  for (const one of all.sort((a, b) => a.from - b.from || b.to - a.to))
    if ((kept.at(-1)?.to ?? 0) <= one.from) kept.push(one);
  return kept;
}

function cover(text: string, ranges: readonly SecretRange[]): string {
  const pieces = ranges.flatMap(({ from, to }, index) => [
    text.slice(ranges[index - 1]?.to ?? 0, from),
    asterisks(text.slice(from, to)),
  ]);
  return [...pieces, text.slice(ranges.at(-1)?.to ?? 0)].join('');
}

/** As wide as it was, so that marks below it stay in place. */
function asterisks(secret: string): string {
  return secret.replace(/[^\r\n]/g, '*');
}
