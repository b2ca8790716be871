import { known, unknown, type Fact } from '../../core';
import { isJsonObject, isTextList, type JsonObject } from './json';

const flags: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  [true, true],
  ['true', true],
  [false, false],
  ['false', false],
]);

/** Finds what written values are, as far as it is known. */
export interface ValueReader {
  value(written: unknown): Fact<unknown>;
  /** The blocks of a name, none when none are written; `owner` is whose they are, for reasons. */
  blocks(fields: JsonObject, name: string, owner: string): Fact<readonly JsonObject[]>;
}

/** The arguments of a resource or of a block inside it. */
export class Section {
  #documents: Map<string, Fact<unknown>> | undefined;

  constructor(
    readonly fields: JsonObject,
    readonly reader: ValueReader,
    /** `aws_kms_key.ID`, for reasons. */
    readonly name: string,
  ) {}

  /** Known when the resource stands for exactly one thing. */
  once(): Fact<true> {
    const repeated = Object.hasOwn(this.fields, 'count') || Object.hasOwn(this.fields, 'for_each');
    return repeated ? unknown(`${this.name} is repeated by count or for_each`) : known(true);
  }

  /** An argument as far as it is known; one that is not written is `undefined`. */
  value(argument: string): Fact<unknown> {
    const once = this.once();
    return once.known ? this.reader.value(this.fields[argument] ?? undefined) : once;
  }

  /** A text; an empty one counts as not written. */
  optionalText(argument: string): Fact<string | undefined> {
    const value = this.value(argument);
    if (!value.known) return value;
    if (value.value === undefined || value.value === '') return known(undefined);
    return typeof value.value === 'string' ? known(value.value) : this.#odd(argument);
  }

  text(argument: string): Fact<string> {
    const value = this.optionalText(argument);
    if (!value.known) return value;
    return value.value === undefined ? unknown(`${this.name} names no ${argument}`) : known(value.value);
  }

  /** A boolean, also as text, which terraform takes too. */
  flag(argument: string, otherwise: boolean): Fact<boolean> {
    const value = this.value(argument);
    if (!value.known) return value;
    const flag = value.value === undefined ? otherwise : flags.get(value.value);
    return flag === undefined ? this.#odd(argument) : known(flag);
  }

  texts(argument: string): Fact<readonly string[]> {
    const value = this.value(argument);
    if (!value.known) return value;
    if (value.value === undefined) return known([]);
    return isTextList(value.value) ? known(value.value) : this.#odd(argument);
  }

  /** A map of texts. */
  map(argument: string): Fact<{ readonly [key: string]: string } | undefined> {
    const value = this.value(argument);
    if (!value.known) return value;
    if (value.value === undefined) return known(undefined);
    const entries = isJsonObject(value.value) ? Object.entries(value.value) : [['', undefined] as const];
    const texts = entries.flatMap(([key, text]) => (typeof text === 'string' ? [[key, text] as const] : []));
    return texts.length === entries.length ? known(Object.fromEntries(texts)) : this.#odd(argument);
  }

  /** A policy, which stands in a text; `undefined` when none is written. */
  document(argument: string): Fact<unknown> {
    this.#documents ??= new Map();
    const read = this.#documents.get(argument) ?? this.#parse(argument);
    this.#documents.set(argument, read);
    return read;
  }

  #parse(argument: string): Fact<unknown> {
    const text = this.optionalText(argument);
    if (!text.known || text.value === undefined) return text;
    try {
      const document: unknown = JSON.parse(text.value);
      return isDeeper(document, deepest)
        ? unknown(`the ${argument} of ${this.name} is nested too deeply`)
        : known(document);
    } catch {
      return unknown(`the ${argument} of ${this.name} is not JSON`);
    }
  }

  /** The blocks of a name; none when none are written. */
  sections(block: string): Fact<readonly Section[]> {
    const once = this.once();
    if (!once.known) return once;
    const blocks = this.reader.blocks(this.fields, block, this.name);
    if (!blocks.known) return blocks;
    return known(blocks.value.map((fields) => new Section(fields, this.reader, this.name)));
  }

  #odd(argument: string): Fact<never> {
    return unknown(`the ${argument} of ${this.name} is not of the kind that terraform takes`);
  }
}

/** No policy of AWS is nested further than a handful of levels. */
const deepest = 50;

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const member of Object.values(value)) if (isDeeper(member, levels - 1)) return true;
  return false;
}
