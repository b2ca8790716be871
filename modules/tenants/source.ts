import { isMap, isScalar, isSeq, LineCounter, type Document, type Pair, type YAMLMap } from 'yaml';
import { diagnostic, type Diagnostic, type Location } from '../core';
import { locationOf } from './location';
import type { Path } from './path';
import { parseText } from './parse';
import { findSecrets } from './secrets';
import { keyText, rangeOf, type SyntaxProblem } from './syntax';

/** A tenant file as read: its value, and where each part of it stands. */
export interface Source {
  readonly file: string;
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
  /** What looks like a secret, wherever it stands. */
  readonly warnings: readonly Diagnostic[];
  /** Where the value stands, or the nearest thing around it when it is missing. */
  readonly locate: (path: Path) => Location;
  /** Where the key itself stands, rather than its value. */
  readonly locateKey: (path: Path, key: string) => Location;
  /** A plain value as it is written, leading zeros included. */
  readonly written: (path: Path) => string | undefined;
  /** The text for messages: what looks like a secret is covered. */
  readonly shown: string;
  /** Covers what looks like a secret in a text that quotes the file. */
  readonly mask: (text: string) => string;
}

/** How often the values behind aliases may be repeated, so that a few lines cannot become gigabytes. */
const aliasLimit = 100;

/** Reads YAML 1.2 (JSON is part of it). Never throws: what is wrong is in `diagnostics`. */
export function readSource(file: string, text: string): Source {
  const lines = new LineCounter();
  const secrets = findSecrets(file, text);
  const { document, problems } = parseText(text, lines);
  const at = (range: readonly [number, number]): Location => locationOf(file, lines, range);
  const report = ({ code, range, ...words }: SyntaxProblem): Diagnostic =>
    diagnostic(code, { ...words, path: file, location: at(range) });
  const value = document && problems.length === 0 ? toValue(document) : undefined;
  const nodes = nodeFinder(document?.contents);
  return {
    file,
    value: value?.value,
    diagnostics: value?.kind === 'tooManyAliases' ? [tooManyAliases(file)] : problems.map(report),
    warnings: secrets.diagnostics,
    locate: (path) => at(rangeOf(nodes.nearest(path))),
    locateKey: (path, key) => at(rangeOf(nodes.pair(path, key)?.key ?? nodes.nearest(path))),
    written: (path) => nodes.written(path),
    shown: secrets.shown,
    mask: secrets.mask,
  };
}

type Value =
  { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'tooManyAliases'; readonly value?: never };

function toValue(document: Document.Parsed): Value {
  try {
    const value: unknown = document.toJS({ maxAliasCount: aliasLimit });
    return { kind: 'value', value };
  } catch {
    return { kind: 'tooManyAliases' };
  }
}

function tooManyAliases(file: string): Diagnostic {
  return diagnostic('TB1001', {
    message: `aliases repeat more than ${String(aliasLimit)} values`,
    path: file,
    fix: 'write the values out instead of aliases',
  });
}

interface NodeFinder {
  /** The node at a path, or of its nearest ancestor that exists. */
  readonly nearest: (path: Path) => unknown;
  readonly pair: (path: Path, key: string) => Pair | undefined;
  readonly written: (path: Path) => string | undefined;
}

/** Walks a document by paths; each map is indexed once, so that many problems in a large map stay cheap. */
function nodeFinder(root: unknown): NodeFinder {
  const indexes = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();
  const pairOf = (map: YAMLMap, key: string): Pair | undefined => {
    const index = indexes.get(map) ?? new Map(map.items.map((pair) => [keyText(pair.key), pair]));
    indexes.set(map, index);
    return index.get(key);
  };
  const child = (node: unknown, step: string | number): unknown => {
    if (isMap(node)) return pairOf(node, String(step))?.value;
    return isSeq(node) ? node.items[Number(step)] : undefined;
  };
  const exact = (path: Path): unknown => path.reduce<unknown>(child, root);
  return {
    nearest: (path) => path.reduce<unknown>((node, step) => child(node, step) ?? node, root),
    pair: (path, key) => {
      const node = exact(path);
      return isMap(node) ? pairOf(node, key) : undefined;
    },
    written: (path) => {
      const node = exact(path);
      return isScalar(node) ? node.source : undefined;
    },
  };
}
