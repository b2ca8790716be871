/** One parameter of a query, decoded; `raw` is how it was sent. */
export interface QueryPart {
  readonly name: string;
  readonly value: string;
  readonly raw: string;
}

/** A request target in its parts; the path is kept byte for byte, since keys and signatures depend on it. */
export interface Target {
  readonly path: string;
  readonly query: readonly QueryPart[];
  /** Host of an absolute-form target, as a client sends to a proxy. @default the target is a path */
  readonly authority?: string;
}

const noQuery: readonly QueryPart[] = [];

/** Reads a request target; `undefined` when its percent signs are broken, or when it is neither a path nor absolute. */
export function parseTarget(target: string): Target | undefined {
  if (!target.startsWith('/')) return parseAbsolute(target);
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const query = mark < 0 ? noQuery : parseQuery(target.slice(mark + 1));
  return query && decoded(path) !== undefined ? { path, query } : undefined;
}

function parseAbsolute(target: string): Target | undefined {
  const [, authority, local = ''] = /^https?:\/\/([^/?]+)(.*)$/i.exec(target) ?? [];
  if (authority === undefined) return undefined;
  const parsed = parseTarget(local.startsWith('/') ? local : `/${local}`);
  return parsed && { ...parsed, authority };
}

/** Reads the parameters of a query; `undefined` when percent signs are broken. */
function parseQuery(text: string): readonly QueryPart[] | undefined {
  const parts: QueryPart[] = [];
  for (const raw of text.split('&')) {
    if (raw === '') continue;
    const equals = raw.indexOf('=');
    const name = decoded(equals < 0 ? raw : raw.slice(0, equals), true);
    const value = equals < 0 ? '' : decoded(raw.slice(equals + 1), true);
    if (name === undefined || value === undefined) return undefined;
    parts.push({ name, value, raw });
  }
  return parts;
}

const plain = /^[!-$&-*,-~]*$/;

/**
 * Percent-decodes; in queries a plus sign stands for a space. Bytes beyond ASCII come from the parser one sign each, and
 * are UTF-8 like those that were encoded.
 */
export function decoded(text: string, plusIsSpace = false): string | undefined {
  if (plain.test(text)) return text;
  const spaced = plusIsSpace ? text.replaceAll('+', ' ') : text;
  const escaped = spaced.replace(/[\x80-\xff]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  try {
    return decodeURIComponent(escaped);
  } catch {
    return undefined;
  }
}

/** The first name that stands more than once; `undefined` when each stands once. */
export function repeatedName(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.size === seen.add(name).size);
}

export function queryValue(query: readonly QueryPart[], name: string): string | undefined {
  return query.find((part) => part.name === name)?.value;
}
