import { known, unknown, type Fact } from '../../core';
import { dataAttribute, resourceAttribute, type AttributeScope } from './attributes';
import { blocksIn, isJsonObject, type JsonObject } from './json';
import { placeOf, type Place } from './place';
import { symbolOf, type StackDocument, type StackResource } from './stack-document';
import type { ValueReader } from './section';
import { together } from './together';
import { parseTemplate, type TemplatePart } from './template';

type Seen = readonly string[];

/** Finds what the values of one stack are as far as they are known before terraform runs. */
export class Resolver implements ValueReader {
  constructor(readonly stack: StackDocument) {}

  /** Where a resource is: by its provider's block, and its own region where it names one. */
  placeOf(resource: StackResource): Fact<Place> {
    return placeOf(this.providerOf(resource), resource.fields['region']);
  }

  /** The provider's block that a resource uses. */
  providerOf({ fields }: StackResource): JsonObject | undefined {
    const alias = providerAlias(fields['provider']);
    return this.stack.providers.find((one) => one['alias'] === alias);
  }

  /** A value with every reference in it replaced; unknown as soon as one of them is. */
  value(value: unknown): Fact<unknown> {
    return this.#value(value, []);
  }

  /** Blocks that stand written; those that terraform repeats or computes are unknown. */
  blocks(fields: JsonObject, name: string, owner: string): Fact<readonly JsonObject[]> {
    const written = fields[name] ?? undefined;
    const dynamic = blocksIn(fields['dynamic']).some((one) => Object.hasOwn(one, name));
    if (dynamic || typeof written === 'string') return unknown(`only terraform knows the ${name} of ${owner}`);
    return known(blocksIn(written));
  }

  #value(value: unknown, seen: Seen): Fact<unknown> {
    if (typeof value === 'string') return this.#template(value, seen);
    if (Array.isArray(value)) return together(value.map((one) => this.#value(one, seen)));
    if (!isJsonObject(value)) return known(value);
    return this.#object(value, seen);
  }

  #object(value: JsonObject, seen: Seen): Fact<unknown> {
    const entries = Object.entries(value);
    const members = together(entries.map(([, member]) => this.#value(member, seen)));
    return members.known ? known(Object.fromEntries(entries.map(([key], at) => [key, members.value[at]]))) : members;
  }

  /** A string that is one expression and nothing else has the expression's own type. */
  #template(text: string, seen: Seen): Fact<unknown> {
    const parts = parseTemplate(text)?.filter((part) => part !== '');
    if (!parts) return unknown(`${shorten(text)} has directives that only terraform reads`);
    const [first, ...more] = parts;
    if (first !== undefined && typeof first !== 'string' && more.length === 0)
      return this.#expression(first.expression, seen);
    const texts = together(parts.map((part) => this.#part(part, seen)));
    return texts.known ? known(texts.value.join('')) : texts;
  }

  #part(part: TemplatePart, seen: Seen): Fact<string> {
    if (typeof part === 'string') return known(part);
    const value = this.#expression(part.expression, seen);
    if (!value.known) return value;
    if (['string', 'number', 'boolean'].includes(typeof value.value)) return known(String(value.value));
    return unknown(`${part.expression} is no text`);
  }

  #expression(expression: string, seen: Seen): Fact<unknown> {
    if (seen.includes(expression)) return unknown(`${expression} refers to itself`);
    const names = /^[\w-]+(?:\.[\w-]+)+$/.test(expression) ? expression.split('.') : [];
    return this.#reference(names, [...seen, expression]) ?? unknown(`only terraform knows ${shorten(expression)}`);
  }

  #reference(names: readonly string[], seen: Seen): Fact<unknown> | undefined {
    const attribute = names.at(-1) ?? '';
    const owner = names.slice(0, -1).join('.');
    if (owner === 'local') return this.#local(attribute, seen);
    const resource = this.stack.resources.get(owner);
    if (resource) return resourceAttribute(this.#scope(resource, seen), attribute);
    const source = owner.startsWith('data.') ? this.stack.data.get(owner.slice('data.'.length)) : undefined;
    return source && dataAttribute(this.#scope(source, seen), attribute);
  }

  #local(name: string, seen: Seen): Fact<unknown> | undefined {
    return this.stack.locals.has(name) ? this.#value(this.stack.locals.get(name), seen) : undefined;
  }

  #scope(resource: StackResource, seen: Seen): AttributeScope {
    return {
      symbol: symbolOf(resource),
      type: resource.type,
      name: `${resource.type}.${resource.id}`,
      fields: resource.fields,
      place: this.placeOf(resource),
      argument: (name) => this.#value(resource.fields[name], seen),
    };
  }
}

/** `aws.west`, written with or without an expression's braces. */
function providerAlias(provider: unknown): string | undefined {
  return typeof provider === 'string' ? provider.replaceAll(/[${}]/g, '').split('.')[1] : undefined;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
