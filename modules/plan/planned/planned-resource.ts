import { known, unknown, type Fact, type Tags } from '../../core';
import type { ConfiguredResource } from '../document/configuration';
import type { Addressed, Values } from '../document/planned-change';
import { resourceAttribute } from '../stacks/attributes';
import type { Described } from '../stacks/described';
import { isJsonObject, type JsonObject } from '../stacks/json';
import type { Place } from '../stacks/place';
import { Section } from '../stacks/section';
import type { Step } from '../document/address';
import { symbolOfAddress } from '../document/address';
import { carried, isPlain, type Carrying } from './carried';
import { ownField, Pending, PendingReader, plainReader } from './pending';

const pendingReader = new PendingReader();

/** What a resource may ask of the plan around it. */
export interface Surroundings {
  /** How a resource is written; `undefined` when it is not any more, or its expressions are not read. */
  configuredOf(addressed: Addressed): ConfiguredResource | undefined;
  carryingOf(addressed: Addressed): Carrying;
  placeOf(resource: PlannedResource): Fact<Place>;
  /** Texts that must not be shown, wherever they stand. */
  readonly secrets: readonly string[];
}

/** What a resource is beside what the plan says of it. */
interface Standing {
  /** Whether the thing is there and terraform has forgotten it. @default false */
  readonly unmanaged?: boolean;
  /** @default none */
  readonly correction?: Correction;
}

/** What is told of a resource otherwise than by the plan. */
interface Correction {
  readonly of: PlannedResource;
  /** Fields that stand instead of those of the plan. */
  readonly fields: JsonObject;
}

/** One resource as it is before or after a plan. */
export class PlannedResource implements Described {
  #section: Section | undefined;
  /** How it was corrected last. */
  #corrected: { readonly resource: PlannedResource; readonly fields: JsonObject } | undefined;
  readonly #surroundings: Surroundings;
  readonly #correction: Correction | undefined;
  readonly unmanaged: boolean;

  constructor(
    readonly addressed: Addressed,
    readonly values: Values,
    surroundings: Surroundings,
    { unmanaged = false, correction }: Standing = {},
  ) {
    this.#surroundings = surroundings;
    this.#correction = correction;
    this.unmanaged = unmanaged;
  }

  get symbol(): string {
    return symbolOfAddress(this.addressed.address);
  }

  get path(): string {
    return this.addressed.address;
  }

  get place(): Fact<Place> {
    return this.#correction?.of.place ?? this.#surroundings.placeOf(this);
  }

  get section(): Section {
    this.#section ??= this.#read();
    return this.#section;
  }

  /** Reads the values now, and not when they are first asked for: they may be nested too deeply to be read. */
  readValues(): void {
    this.#section ??= this.#read();
  }

  /** The provider has merged them into `tags_all`. */
  defaultTags(): Fact<Tags> {
    const all = this.section.map('tags_all');
    return all.known ? known(all.value ?? {}) : all;
  }

  get configured(): ConfiguredResource | undefined {
    return this.#surroundings.configuredOf(this.addressed);
  }

  /** The same resource with some fields told otherwise; told alike before and after a plan, one and the same. */
  corrected(corrections: JsonObject): PlannedResource {
    const kept = this.#corrected;
    if (kept && sameMembers(kept.fields, corrections)) return kept.resource;
    const { unmanaged } = this;
    const correction = { of: this, fields: corrections };
    const resource = new PlannedResource(this.addressed, this.values, this.#surroundings, { unmanaged, correction });
    this.#corrected = { resource, fields: corrections };
    return resource;
  }

  /** An attribute, as far as the plan or its own make tells it. */
  attribute(path: readonly Step[]): Fact<unknown> | undefined {
    const [first, ...rest] = path;
    if (!first || !('name' in first)) return undefined;
    const value = this.#named(first.name);
    return value.known ? inside(value.value, rest) : value;
  }

  #named(name: string): Fact<unknown> {
    const written = ownField(this.section.fields, name);
    if (written !== undefined && !(written instanceof Pending)) return this.section.reader.value(written);
    const { type, address } = this.addressed;
    return resourceAttribute(
      {
        symbol: this.symbol,
        type,
        name: address,
        fields: this.section.fields,
        place: this.place,
        argument: (argument) => this.section.reader.value(ownField(this.section.fields, argument)),
      },
      name,
    );
  }

  #read(): Section {
    if (this.#correction) {
      const { of, fields } = this.#correction;
      return new Section({ ...of.section.fields, ...fields }, of.section.reader, of.path);
    }
    const { values, addressed } = this;
    if (isPlain(values, this.#surroundings)) return new Section(values.values, plainReader, addressed.address);
    const carrying = this.#surroundings.carryingOf(addressed);
    const fields = carried(values, this.configured?.expressions ?? {}, addressed.address, carrying);
    return new Section(fields, pendingReader, addressed.address);
  }
}

/** Whether two objects have the same members, or lists with the same elements. */
function sameMembers(one: JsonObject, other: JsonObject): boolean {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && sameElements(one[name], other[name]))
  );
}

function sameElements(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  const others: readonly unknown[] = other;
  return one.length === others.length && one.every((element, at) => element === others[at]);
}

/** The value at the end of a path inside another one. */
export function inside(value: unknown, path: readonly Step[]): Fact<unknown> | undefined {
  let at = value;
  for (const step of path) {
    if ('name' in step && isJsonObject(at) && Object.hasOwn(at, step.name)) at = at[step.name];
    else if ('index' in step && Array.isArray(at)) at = elementOf(at, step.index);
    else return undefined;
  }
  return at === undefined ? unknown('there is nothing') : known(at);
}

function elementOf(list: readonly unknown[], index: string | number): unknown {
  return typeof index === 'number' ? list[index] : undefined;
}
