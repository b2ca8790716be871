import { isAlias, isMap, isNode, isScalar, visit, type Document, type Pair, type YAMLError } from 'yaml';

/** Something that no tenant file may hold whatever its meaning, and where: offsets into the text. */
export interface SyntaxProblem {
  readonly code: 'TB1001' | 'TB1003';
  readonly message: string;
  readonly fix: string;
  readonly range: readonly [from: number, to: number];
}

interface Words {
  readonly message: string;
  readonly fix: string;
}

const inOurWords: { readonly [code in YAMLError['code']]?: Words } = {
  NON_STRING_KEY: { message: 'a key is not plain text', fix: 'write the key as one word' },
  TAB_AS_INDENT: { message: 'a tab stands where only spaces indent', fix: 'indent with spaces' },
  TAG_RESOLVE_FAILED: { message: 'a tag stands before a value', fix: 'remove the word that begins with !' },
};

/** What the parser found, in the words of somebody who writes tenants and no parser. */
export function inUserWords({ code, message, pos }: YAMLError): SyntaxProblem {
  const words = inOurWords[code] ?? {
    message: message.charAt(0).toLowerCase() + message.slice(1),
    fix: 'mend the YAML here',
  };
  return { code: 'TB1001', ...words, range: pos };
}

/** What the parser lets pass: keys that stand twice, aliases of nothing, and keys that would change a prototype. */
export function checkDocument(document: Document.Parsed): readonly SyntaxProblem[] {
  const found: SyntaxProblem[] = [];
  const anchors = new Set<string>();
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node)) {
        if (!anchors.has(node.source)) found.push(strayAlias(node.source, rangeOf(node)));
      } else if (node.anchor !== undefined) anchors.add(node.anchor);
      if (isMap(node)) for (const problem of checkKeys(node.items)) found.push(problem);
    },
  });
  return found;
}

function checkKeys(pairs: readonly Pair[]): readonly SyntaxProblem[] {
  const seen = new Set<string>();
  return pairs.flatMap(({ key }) => {
    const name = keyText(key);
    const twice = seen.has(name);
    seen.add(name);
    if (name === '__proto__') return [reservedKey(name, rangeOf(key))];
    return twice ? [secondKey(name, rangeOf(key))] : [];
  });
}

/** A key as text; keys that are none have been complained of already. */
export function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : '';
}

function strayAlias(name: string, range: readonly [number, number]): SyntaxProblem {
  const message = `*${name} repeats &${name}, which does not stand before it`;
  return { code: 'TB1001', message, fix: 'write the value out', range };
}

function secondKey(name: string, range: readonly [number, number]): SyntaxProblem {
  return { code: 'TB1001', message: `"${name}" stands twice in one map`, fix: 'keep one of the two', range };
}

function reservedKey(name: string, range: readonly [number, number]): SyntaxProblem {
  return { code: 'TB1003', message: `"${name}" is no key here`, fix: 'remove it', range };
}

/** Where a node stands; the beginning of the text for what the parser made up. */
export function rangeOf(node: unknown): readonly [from: number, to: number] {
  return isNode(node) && node.range ? [node.range[0], node.range[1]] : [0, 1];
}
