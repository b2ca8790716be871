import { parseSteps, type Step } from '../document/address';

/** What an expression refers to. */
export type Reference =
  | {
      readonly kind: 'resource';
      readonly mode: 'managed' | 'data';
      readonly type: string;
      readonly name: string;
      readonly index?: string | number;
      readonly path: readonly Step[];
    }
  | { readonly kind: 'module'; readonly call: string; readonly index?: string | number; readonly path: readonly Step[] }
  | { readonly kind: 'variable'; readonly name: string; readonly path: readonly Step[] }
  /** `each.key`, `count.index` */
  | { readonly kind: 'own-index' };

const foreign = new Set(['local', 'each', 'count', 'path', 'terraform', 'self']);

/** Reads a reference; `undefined` for one to what no plan shows, such as locals. */
export function parseReference(text: string): Reference | undefined {
  if (text === 'each.key' || text === 'count.index') return { kind: 'own-index' };
  const [first, second, ...after] = parseSteps(text) ?? [];
  if (!named(first) || !named(second) || foreign.has(first.name)) return undefined;
  if (first.name === 'var') return { kind: 'variable', name: second.name, path: after };
  if (first.name === 'module') return { kind: 'module', call: second.name, ...indexed(after) };
  if (first.name === 'data') return dataReference(second.name, after);
  return { kind: 'resource', mode: 'managed', type: first.name, name: second.name, ...indexed(after) };
}

function dataReference(type: string, [name, ...rest]: readonly Step[]): Reference | undefined {
  return named(name) ? { kind: 'resource', mode: 'data', type, name: name.name, ...indexed(rest) } : undefined;
}

function named(step: Step | undefined): step is { readonly name: string } {
  return step !== undefined && 'name' in step;
}

function indexed(path: readonly Step[]): { readonly index?: string | number; readonly path: readonly Step[] } {
  const [first, ...rest] = path;
  return first && 'index' in first ? { index: first.index, path: rest } : { path };
}
