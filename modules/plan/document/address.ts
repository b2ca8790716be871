/** One step of an address or a reference: a name after a dot, or an index in brackets. */
export type Step = { readonly name: string } | { readonly index: string | number };

const steps = /\.?([\p{L}_][\p{L}\p{N}_-]*)|\.(\d+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/uy;

/** The steps of `module.m["a"].aws_kms_key.k[0].arn`; `undefined` for any other expression. */
export function parseSteps(text: string): readonly Step[] | undefined {
  const found: Step[] = [];
  steps.lastIndex = 0;
  while (steps.lastIndex < text.length) {
    const match = steps.exec(text);
    if (!match) return undefined;
    const [, name, dotted, index, key] = match;
    if (name !== undefined) found.push({ name });
    else if (key !== undefined) found.push({ index: keyOf(key) });
    else found.push({ index: Number(dotted ?? index) });
  }
  return found;
}

function keyOf(quoted: string): string {
  try {
    const key: unknown = JSON.parse(quoted);
    return typeof key === 'string' ? key : quoted;
  } catch {
    return quoted;
  }
}

/** The path of a module in the configuration: `module.a.module.b` of `module.a["x"].module.b[0]`. */
export function withoutIndexes(module: string): string {
  if (!module.includes('[')) return module;
  const names = parseSteps(module)?.flatMap((step) => ('name' in step ? [step.name] : []));
  return names ? names.join('.') : module;
}

/** A module by its parent's address, the name of the call and the index of the instance. */
export interface ModuleInstance {
  readonly parent: string;
  readonly call: string;
  readonly index?: string | number;
}

/** Takes the address of a module apart; `undefined` for the root. */
export function moduleInstance(module: string): ModuleInstance | undefined {
  const all = parseSteps(module);
  if (!all) return undefined;
  const last = all.at(-1);
  const index = last && 'index' in last ? last.index : undefined;
  const parts = index === undefined ? all : all.slice(0, -1);
  const call = parts.at(-1);
  if (!call || !('name' in call)) return undefined;
  return {
    parent: formatSteps(parts.slice(0, -2)),
    call: call.name,
    ...(index !== undefined && { index }),
  };
}

/** The address of a module inside another one. */
export function inModule(parent: string, call: string, index: string | number | undefined): string {
  const own = `module.${call}${index === undefined ? '' : bracketed(index)}`;
  return parent === '' ? own : `${parent}.${own}`;
}

function formatSteps(parts: readonly Step[]): string {
  return parts
    .map((step) => ('name' in step ? `.${step.name}` : bracketed(step.index)))
    .join('')
    .replace(/^\./, '');
}

function bracketed(index: string | number): string {
  return `[${JSON.stringify(index)}]`;
}

/**
 * What stands in ARNs and names for what only the apply gives: the address, without the quotes that would break the
 * policies that name it, and with the signs encoded that have a meaning in them.
 */
export function symbolOfAddress(address: string): string {
  if (/^[\w.]*$/.test(address)) return address;
  return address
    .replaceAll('"', '')
    .replaceAll(/\p{Cs}/gu, '_')
    .replaceAll(/[^\w.[\]@+=,/-]/gu, (sign) => encodeURIComponent(sign).replace('*', '%2A'));
}
