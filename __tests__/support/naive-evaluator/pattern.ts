import { lookUp } from './context';
import type { Leg } from './leg';

/** A run of plain text, or one wildcard; wild ones are the `*` and `?` that were written, not substituted. */
export interface PatternPiece {
  readonly text: string;
  readonly wild: boolean;
}

/** A policy value after its variables were filled in. */
export type Pattern =
  | { readonly state: 'ready'; readonly pieces: readonly PatternPiece[] }
  | { readonly state: 'missing' }
  | { readonly state: 'unknown' };

/** The policy language version in which `${…}` is a variable; elsewhere it is plain text. */
export const versionWithVariables = '2012-10-17';

/** Fills in the variables; a missing one beats an unknown one, since then nothing can match. */
export function readPattern(leg: Leg, text: string, version: string): Pattern {
  const spans = version === versionWithVariables ? (text.match(/\$\{[^}]*\}|[^$]+|\$/g) ?? []) : [text];
  const read = spans.map((span) =>
    version === versionWithVariables && span.startsWith('${') ? readVariable(leg, span.slice(2, -1)) : readPlain(span),
  );
  if (read.some((part) => part.state === 'missing')) return { state: 'missing' };
  if (read.some((part) => part.state === 'unknown')) return { state: 'unknown' };
  return { state: 'ready', pieces: read.flatMap((part) => (part.state === 'ready' ? part.pieces : [])) };
}

/** Text without variables: every `*` and `?` is wild. */
export function wildPieces(text: string): readonly PatternPiece[] {
  return (text.match(/[*?]|[^*?]+/g) ?? []).map((one) => ({ text: one, wild: one === '*' || one === '?' }));
}

function readPlain(text: string): Pattern {
  return { state: 'ready', pieces: wildPieces(text) };
}

function literally(text: string): Pattern {
  return { state: 'ready', pieces: [{ text, wild: false }] };
}

function readVariable(leg: Leg, inside: string): Pattern {
  if (['*', '?', '$'].includes(inside)) return literally(inside);
  const parts = /^\s*([^,\s]+)\s*(?:,\s*'(.*)'\s*)?$/.exec(inside);
  if (!parts) return { state: 'unknown' };
  const found = lookUp(leg, parts[1] ?? '');
  if (found.state === 'unknown') return { state: 'unknown' };
  if (found.state === 'absent') return parts[2] === undefined ? { state: 'missing' } : literally(parts[2]);
  const [value, second] = found.values;
  return value === undefined || second !== undefined ? { state: 'unknown' } : literally(value);
}

/** Wildcards cross everything. */
export function likeText(pattern: readonly PatternPiece[], text: string): boolean {
  const source = pattern.map((piece) => (piece.wild ? wildcards[piece.text] : escaped(piece.text))).join('');
  return expression(source).test(text);
}

const expressions = new Map<string, RegExp>();

/** Patterns repeat, so that each is compiled once. */
function expression(source: string): RegExp {
  const known = expressions.get(source);
  if (known) return known;
  const made = new RegExp(`^${source}$`);
  expressions.set(source, made);
  return made;
}

const wildcards: Readonly<Record<string, string>> = { '*': '[^]*', '?': '[^]' };

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** Six parts, each matched on its own; the sixth takes the rest. */
export function likeArn(pattern: readonly PatternPiece[], arn: string): boolean {
  const wanted = sixParts(pattern);
  const [first, second, third, fourth, fifth, ...rest] = arn.split(':');
  if (wanted.length !== 6 || rest.length === 0) return false;
  const given = [first, second, third, fourth, fifth, rest.join(':')];
  return wanted.every((part, at) => likeText(part, given[at] ?? ''));
}

function sixParts(pattern: readonly PatternPiece[]): readonly (readonly PatternPiece[])[] {
  const parts: PatternPiece[][] = [[]];
  for (const { text, wild } of pattern.flatMap(splitAtColons)) {
    if (text === ':' && parts.length < 6) parts.push([]);
    else parts.at(-1)?.push({ text, wild });
  }
  return parts;
}

function splitAtColons({ text, wild }: PatternPiece): readonly PatternPiece[] {
  return text.split(/(:)/).map((part) => ({ text: part, wild }));
}

/** The pattern's text as it stands, wildcards included. */
export function plainText(pattern: readonly PatternPiece[]): string {
  return pattern.map(({ text }) => text).join('');
}

/** True for the lone `*` that stands for everything. */
export function isLoneStar(pattern: readonly PatternPiece[]): boolean {
  return pattern.length === 1 && pattern[0]?.wild === true && pattern[0].text === '*';
}

/** True for a text of six parts or more that begins as ARNs do. */
export function isArn(text: string): boolean {
  return text.startsWith('arn:') && text.split(':').length >= 6;
}
