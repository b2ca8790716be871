import { unknown } from '../../core';
import { member } from '../document/fields';
import { holdsTrue, type Values } from '../document/planned-change';
import { isJsonObject, type JsonObject } from '../stacks/json';
import { markedElements, markedMembers, type Marked } from './marked';
import { Pending } from './pending';
import { blockOf, elementOf, memberOf, type Written } from './written';

/** What is done with values that do not stand in the plan, or must not be shown. */
export interface Carrying {
  /** Finds a value by what is written for it; `undefined` where nothing is written and nothing set. */
  find(written: Written): Pending | undefined;
  /** Texts that must not be shown, wherever they stand. */
  readonly secrets: readonly string[];
}

/**
 * Carries the marks of values into them, so that whatever is not known or not to be shown is pending. The provider
 * loses marks where it copies values, as from `tags` to `tags_all`, so that a copy of a marked text counts as marked.
 */
export function carried(values: Values, expressions: JsonObject, owner: string, carrying: Carrying): JsonObject {
  const secrets = [...carrying.secrets, ...values.secrets];
  const carrier = new Carrier({ find: (written) => carrying.find(written), secrets });
  const fields = markedMembers({ value: values.values, unknown: values.unknown, sensitive: values.sensitive }).map(
    ([name, marked]): [string, unknown] => {
      const written = { argument: name, expression: member(expressions, name), part: false };
      return [name, carrier.carry(marked, written, `${owner}.${name}`)];
    },
  );
  return Object.fromEntries(fields);
}

/** Whether values can be read as they stand. */
export function isPlain(
  { values, unknown: unknowns, sensitive, secrets }: Values,
  carrying: Pick<Carrying, 'secrets'>,
): boolean {
  if (holdsTrue(unknowns) || holdsTrue(sensitive)) return false;
  if (secrets.length === 0 && carrying.secrets.length === 0) return true;
  return !tellsAny(values, secrets) && !tellsAny(values, carrying.secrets);
}

/** Whether a secret stands in any text of a value. */
function tellsAny(value: unknown, secrets: readonly string[]): boolean {
  if (secrets.length === 0) return false;
  if (typeof value === 'string') return secrets.some((secret) => value.includes(secret));
  if (Array.isArray(value)) return value.some((one) => tellsAny(one, secrets));
  return isJsonObject(value) && Object.values(value).some((one) => tellsAny(one, secrets));
}

class Carrier {
  readonly #carrying: Carrying;

  constructor(carrying: Carrying) {
    this.#carrying = carrying;
  }

  carry(marked: Marked, written: Written, path: string): unknown {
    if (marked.sensitive === true) return hidden(path);
    if (marked.unknown === true) return this.#carrying.find(written);
    if (!holdsTrue(marked.unknown) && !holdsTrue(marked.sensitive)) return this.#shown(marked.value, path);
    const elements = markedElements(marked);
    if (elements) return this.#elements(elements, written, path);
    return Object.fromEntries(
      markedMembers(marked).map(([name, one]) => [name, this.carry(one, memberOf(written, name), `${path}.${name}`)]),
    );
  }

  #elements(elements: readonly Marked[], written: Written, path: string): readonly unknown[] {
    const { expression } = written;
    const open = elements.filter((one) => one.unknown === true);
    return elements.map((one, at) => {
      const share = one.unknown === true ? { at: open.indexOf(one), of: open.length } : undefined;
      const own = Array.isArray(expression)
        ? blockOf(written, expression, one.value, elements.length)
        : elementOf(written, at, elements.length, share);
      return this.carry(one, own, `${path}[${String(at)}]`);
    });
  }

  #shown(value: unknown, path: string): unknown {
    const { secrets } = this.#carrying;
    if (secrets.length === 0) return value;
    if (typeof value === 'string') return tellsAny(value, secrets) ? hidden(path) : value;
    if (Array.isArray(value)) return value.map((one, at) => this.#shown(one, `${path}[${String(at)}]`));
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.#shown(one, `${path}.${name}`)]));
  }
}

function hidden(path: string): Pending {
  return new Pending(() => unknown(`${path} is sensitive`));
}
