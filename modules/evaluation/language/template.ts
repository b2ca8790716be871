import { notKnown, type RequestView } from '../model';
import { literalGlob, literalOf, wildGlob, type Glob } from './glob';

/** What stands for something else inside a policy's text. */
export interface TemplateRules {
  /** Version 2012-10-17 only. */
  readonly variables: boolean;
  readonly wildcards: boolean;
}

interface Variable {
  /** Lower case. */
  readonly key: string;
  readonly fallback?: string;
}

/** Plain text, a pattern, or pieces of one around the variables of the request. */
export type Template =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'glob'; readonly glob: Glob }
  | { readonly kind: 'variable'; readonly pieces: readonly (Glob | Variable)[] };

const escapes = new Map([
  ['*', '*'],
  ['?', '?'],
  ['$', '$'],
]);
const notInKeys = ['$', '{', '"', "'", '*', '?'];

/**
 * Reads wildcards, variables with defaults and the escapes `${*}`, `${?}` and `${$}`; `undefined` when a variable is malformed.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function parseTemplate(text: string, rules: TemplateRules): Template | undefined {
  if (!rules.variables || !text.includes('${')) return withoutVariables(text, rules);
  const pieces: (Glob | Variable)[] = [];
  let rest = text;
  for (let open = rest.indexOf('${'); open >= 0; open = rest.indexOf('${')) {
    const close = rest.indexOf('}', open);
    const piece = close < 0 ? undefined : readReference(rest.slice(open + 2, close));
    if (piece === undefined) return undefined;
    pieces.push(globOf(rest.slice(0, open), rules), piece);
    rest = rest.slice(close + 1);
  }
  pieces.push(globOf(rest, rules));
  const fixed = pieces.filter(isGlob);
  return fixed.length === pieces.length ? fixedTemplate(fixed.flat()) : { kind: 'variable', pieces };
}

/** Puts the request's values in, as literals; `undefined` when one is absent, `notKnown` when one cannot be known. */
export function fillTemplate(
  pieces: readonly (Glob | Variable)[],
  request: RequestView,
): Glob | undefined | typeof notKnown {
  const globs: Glob[] = [];
  for (const piece of pieces) {
    const value = isGlob(piece) ? piece : variableValue(piece, request);
    if (value === undefined || value === notKnown) return value;
    globs.push(typeof value === 'string' ? literalGlob(value) : value);
  }
  return globs.flat();
}

/** A variable stands for one value; what a key of several values would mean AWS leaves open. */
function variableValue(variable: Variable, request: RequestView): string | undefined | typeof notKnown {
  const found = request.find(variable.key);
  if (found === undefined) return variable.fallback;
  if (typeof found === 'string' || found === notKnown) return found;
  return found.length === 0 ? variable.fallback : found.length === 1 ? found[0] : notKnown;
}

function readReference(inside: string): Glob | Variable | undefined {
  const escaped = escapes.get(inside);
  if (escaped !== undefined) return literalGlob(escaped);
  const comma = inside.indexOf(',');
  const key = (comma < 0 ? inside : inside.slice(0, comma)).trim().toLowerCase();
  if (key === '' || notInKeys.some((character) => key.includes(character))) return undefined;
  if (comma < 0) return { key };
  const fallback = inside.slice(comma + 1).trim();
  const quoted = fallback.length >= 2 && fallback.startsWith("'") && fallback.indexOf("'", 1) === fallback.length - 1;
  return quoted ? { key, fallback: fallback.slice(1, -1) } : undefined;
}

function withoutVariables(text: string, { wildcards }: TemplateRules): Template {
  return wildcards && /[*?]/.test(text) ? { kind: 'glob', glob: wildGlob(text) } : { kind: 'literal', text };
}

/** Escapes may leave plain text. */
function fixedTemplate(glob: Glob): Template {
  const text = literalOf(glob);
  return text === undefined ? { kind: 'glob', glob } : { kind: 'literal', text };
}

function globOf(text: string, { wildcards }: TemplateRules): Glob {
  return wildcards ? wildGlob(text) : literalGlob(text);
}

function isGlob(piece: Glob | Variable): piece is Glob {
  return Array.isArray(piece);
}
