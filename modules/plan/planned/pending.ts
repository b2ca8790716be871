import { known, unknown, type Fact } from '../../core';
import { blocksIn, isJsonObject, type JsonObject } from '../stacks/json';
import type { ValueReader } from '../stacks/section';
import { together } from '../stacks/together';

/** A value that does not stand in the plan: it is found, or not, when it is asked for. */
export class Pending {
  #found: Fact<unknown> | undefined;
  #searching = false;
  readonly #find: () => Fact<unknown>;

  constructor(find: () => Fact<unknown>) {
    this.#find = find;
  }

  get fact(): Fact<unknown> {
    if (this.#found) return this.#found;
    if (this.#searching) return unknown('it refers to itself');
    this.#searching = true;
    const found = this.#find();
    this.#searching = false;
    this.#found = found;
    return found;
  }
}

/** Reads values of which none is pending. */
export const plainReader: ValueReader = {
  value: (written) => known(written),
  blocks: (fields, name) => known(blocksIn(ownField(fields, name))),
};

const deepest = 100;

/** Reads values among which some are pending. */
export class PendingReader implements ValueReader {
  value(written: unknown): Fact<unknown> {
    return resolved(written, 0);
  }

  blocks(fields: JsonObject, name: string, owner: string): Fact<readonly JsonObject[]> {
    const written = ownField(fields, name);
    const list = written instanceof Pending ? written.fact : known(written);
    if (!list.known) return list;
    const blocks = Array.isArray(list.value) ? list.value : blocksIn(list.value);
    const strange = blocks.find((one) => one instanceof Pending);
    return strange === undefined ? known(blocksIn(blocks)) : unknown(`only the apply tells the ${name} of ${owner}`);
  }
}

/** A value with everything in it found; unknown as soon as one thing is not. */
function resolved(written: unknown, depth: number): Fact<unknown> {
  if (written instanceof Pending) return written.fact;
  if (depth > deepest) return unknown('it is nested too deeply');
  if (Array.isArray(written)) return together(written.map((one) => resolved(one, depth + 1)));
  if (!isJsonObject(written)) return known(written);
  const entries = Object.entries(written);
  const members = together(entries.map(([, one]) => resolved(one, depth + 1)));
  return members.known ? known(Object.fromEntries(entries.map(([key], at) => [key, members.value[at]]))) : members;
}

export function ownField(fields: JsonObject, name: string): unknown {
  return Object.hasOwn(fields, name) ? (fields[name] ?? undefined) : undefined;
}
