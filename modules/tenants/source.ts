import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { diagnostic, type Diagnostic, type Location } from '../core';

export type Path = readonly (string | number)[];

/** A tenant file as read: its value, and where each part of it stands. */
export interface Source {
  readonly file: string;
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
  readonly locate: (path: Path) => Location;
  /** Where the key itself stands, rather than its value. */
  readonly locateKey: (path: Path, key: string) => Location;
}

/** More than any tenant file needs; beyond it reading costs more than it can be worth. */
export const sourceLimitBytes = 5_000_000;

/** Reads YAML 1.2 (JSON is part of it). Never throws: what is wrong is in `diagnostics`. */
export function readSource(file: string, text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, stringKeys: true, version: '1.2' });
  const at = (from: number, to: number): Location => {
    const start = lines.linePos(from);
    const end = lines.linePos(to);
    const endColumn = end.line === start.line ? Math.max(end.col, start.col + 1) : start.col + 1;
    return { file, line: Math.max(1, start.line), column: Math.max(1, start.col), endColumn };
  };
  const diagnostics = [...document.errors, ...document.warnings].map((problem) =>
    diagnostic('TB1001', {
      message: (problem.message.split('\n')[0] ?? problem.code).replace(/ at line \d+.*$/, '').replace(/\.$/, ''),
      path: file,
      fix: 'mend the YAML here',
      location: at(problem.pos[0], problem.pos[1]),
    }),
  );
  const value = diagnostics.length === 0 ? toValue(document) : { failure: undefined };
  return {
    file,
    value: value.failure === undefined ? value.value : undefined,
    diagnostics: value.failure === undefined ? diagnostics : [...diagnostics, value.failure(file)],
    locate: (path) => locateValue(document, path, at),
    locateKey: (path, key) => locateKey(document, path, key, at),
  };
}

interface Value {
  readonly value?: unknown;
  readonly failure: ((file: string) => Diagnostic) | undefined;
}

/** Aliases are resolved with a bound, so that a few lines cannot become gigabytes. */
function toValue(document: Document.Parsed): Value {
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return { value, failure: undefined };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      failure: (file) =>
        diagnostic('TB1001', {
          message: message.toLowerCase(),
          path: file,
          fix: 'write the values out instead of aliases',
        }),
    };
  }
}

type At = (from: number, to: number) => Location;

function locateValue(document: Document.Parsed, path: Path, at: At): Location {
  for (let length = path.length; length > 0; length -= 1) {
    const range = rangeOf(document.getIn(path.slice(0, length), true));
    if (range) return at(range[0], range[1]);
  }
  return at(0, 1);
}

function locateKey(document: Document.Parsed, path: Path, key: string, at: At): Location {
  const map = path.length === 0 ? document.contents : document.getIn(path, true);
  const pair = isMap(map) ? map.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
  const range = rangeOf(pair?.key);
  return range ? at(range[0], range[1]) : locateValue(document, path, at);
}

function rangeOf(node: unknown): readonly [number, number] | undefined {
  return isNode(node) && node.range ? [node.range[0], node.range[1]] : undefined;
}
