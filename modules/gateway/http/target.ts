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

/** Reads a request target; `undefined` when its percent signs are broken. */
export function parseTarget(target: string): Target | undefined {
  const absolute = /^https?:\/\/([^/?]*)(.*)$/i.exec(target);
  const [, authority, local = target] = absolute ?? [];
  const mark = local.indexOf('?');
  const path = mark < 0 ? local : local.slice(0, mark);
  const query =
    mark < 0
      ? []
      : local
          .slice(mark + 1)
          .split('&')
          .filter(Boolean)
          .map(queryPart);
  const read = query.filter((part) => part !== undefined);
  if (read.length !== query.length || decoded(path) === undefined) return undefined;
  return { path: path || '/', query: read, ...(authority === undefined ? {} : { authority }) };
}

function queryPart(raw: string): QueryPart | undefined {
  const equals = raw.indexOf('=');
  const name = decoded(equals < 0 ? raw : raw.slice(0, equals), true);
  const value = decoded(equals < 0 ? '' : raw.slice(equals + 1), true);
  return name === undefined || value === undefined ? undefined : { name, value, raw };
}

/** Percent-decodes; in queries a plus sign stands for a space. */
export function decoded(text: string, plusIsSpace = false): string | undefined {
  try {
    return decodeURIComponent(plusIsSpace ? text.replaceAll('+', ' ') : text);
  } catch {
    return undefined;
  }
}

export function queryValue(query: readonly QueryPart[], name: string): string | undefined {
  return query.find((part) => part.name === name)?.value;
}
