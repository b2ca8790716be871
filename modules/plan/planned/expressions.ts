import { known, unknown, type Fact } from '../../core';
import { member } from '../document/fields';
import { asList, isJsonObject, type JsonObject } from '../stacks/json';
import { parseTemplate, type TemplatePart } from '../stacks/template';
import { together } from '../stacks/together';

import { isNamedBy, namingAttribute } from './naming-arguments';
import { parseReference, type Reference } from './reference';
import type { Written } from './written';

/** Where an expression stands: in which instance of a module, and of a resource that is repeated. */
export interface Scope {
  /** With indexes; empty for the root. */
  readonly module: string;
  /** `each.key` or `count.index`. @default not repeated */
  readonly index?: string | number;
}

/** Finds what references stand for. */
export interface References {
  /** The value of a reference; `undefined` when the plan does not show what it refers to. */
  find(reference: Reference, scope: Scope, argument: string): Fact<unknown> | undefined;
}

/**
 * Evaluates the expressions of a plan's configuration. Those of JSON files stand there as they are written, templates
 * included; of those of HCL files a plan shows only constants and what they refer to.
 */
export class Expressions {
  readonly #references: References;

  constructor(references: References) {
    this.#references = references;
  }

  evaluate(written: Written, scope: Scope): Fact<unknown> {
    const { argument, expression } = written;
    if (Array.isArray(expression)) return this.#blocks(expression, scope, argument);
    if (!isJsonObject(expression)) return unknown(`the ${argument} is known only after apply`);
    const constant = expression['constant_value'];
    if (constant !== undefined) return this.#template(constant, scope, argument);
    const references = asList(expression['references']).filter((one) => typeof one === 'string');
    return this.#named(references, scope, written);
  }

  #blocks(blocks: readonly unknown[], scope: Scope, owner: string): Fact<unknown> {
    return together(blocks.map((block) => (isJsonObject(block) ? this.#block(block, scope) : this.#odd(owner))));
  }

  #block(block: JsonObject, scope: Scope): Fact<unknown> {
    const entries = Object.entries(block);
    const values = together(
      entries.map(([argument, expression]) => this.evaluate({ argument, expression, part: false }, scope)),
    );
    return values.known ? known(Object.fromEntries(entries.map(([name], at) => [name, values.value[at]]))) : values;
  }

  #odd(argument: string): Fact<never> {
    return unknown(`the ${argument} is written in a way that is not read`);
  }

  #template(written: unknown, scope: Scope, argument: string): Fact<unknown> {
    if (typeof written === 'string') return this.#text(written, scope, argument);
    if (Array.isArray(written)) return together(written.map((one) => this.#template(one, scope, argument)));
    if (!isJsonObject(written)) return known(written);
    const entries = Object.entries(written);
    const values = together(entries.map(([name, one]) => this.#template(one, scope, name)));
    return values.known ? known(Object.fromEntries(entries.map(([name], at) => [name, values.value[at]]))) : values;
  }

  /** A text that is one expression and nothing else has the expression's own type. */
  #text(text: string, scope: Scope, argument: string): Fact<unknown> {
    const parts = parseTemplate(text)?.filter((part) => part !== '');
    if (!parts) return unknown(`the ${argument} has directives that only terraform reads`);
    const [first, ...more] = parts;
    if (first !== undefined && typeof first !== 'string' && more.length === 0) {
      return this.#expression(first.expression, scope, argument);
    }
    const texts = together(parts.map((part) => this.#part(part, scope, argument)));
    return texts.known ? known(texts.value.join('')) : texts;
  }

  #part(part: TemplatePart, scope: Scope, argument: string): Fact<string> {
    if (typeof part === 'string') return known(part);
    const { expression } = part;
    const value = this.#expression(expression, scope, argument);
    if (!value.known) return value;
    return ['string', 'number', 'boolean'].includes(typeof value.value)
      ? known(String(value.value))
      : unknown(`${shorten(expression)} is no text`);
  }

  #expression(text: string, scope: Scope, argument: string): Fact<unknown> {
    const reference = parseReference(text);
    if (reference?.kind === 'own-index') return ownIndex(scope);
    const found = reference && this.#references.find(reference, scope, argument);
    return found ?? unknown(`only terraform knows ${shorten(text)}`);
  }

  /** What an argument names, of whose expression only the references are shown. */
  #named(texts: readonly string[], scope: Scope, { argument, part, share }: Written): Fact<unknown> {
    const whole = texts.filter((text) => !texts.some((other) => other !== text && isPartOf(text, other)));
    const all = whole.flatMap((text) => parseReference(text) ?? []);
    const doubt = madeOf(argument, whole);
    if (all.length < whole.length) return doubt;
    const naming = all.flatMap((one) => this.#completed(one, scope, argument, all));
    const others = all.filter(({ kind }) => kind !== 'own-index').length - naming.length;
    const { at, of } = share ?? { at: 0, of: 1 };
    const named = naming.length === of && (part || others === 0) ? naming[at] : undefined;
    return (named && this.#references.find(named, scope, argument)) ?? doubt;
  }

  /** A reference that an argument may be, with the attribute and the index that plans leave out. */
  #completed(reference: Reference, scope: Scope, argument: string, all: readonly Reference[]): readonly Reference[] {
    const repeated = all.some(({ kind }) => kind === 'own-index');
    if (reference.kind === 'resource')
      return completedResource(reference, argument, repeated ? scope.index : undefined);
    return repeated || reference.kind === 'own-index' ? [] : [reference];
  }
}

/** Of `aws_kms_key.k[each.key].arn` a plan shows `aws_kms_key.k` and `each.key`. */
function completedResource(
  reference: Extract<Reference, { readonly kind: 'resource' }>,
  argument: string,
  index: string | number | undefined,
): readonly Reference[] {
  const { type, path } = reference;
  const [step, ...further] = path;
  if (!step) {
    const attribute = index === undefined ? undefined : namingAttribute(argument, type);
    if (index === undefined || attribute === undefined) return [];
    return [{ ...reference, index: reference.index ?? index, path: [{ name: attribute }] }];
  }
  const plain = 'name' in step && further.length === 0 && index === undefined;
  return plain && isNamedBy(argument, type, step.name) ? [reference] : [];
}

function ownIndex({ index }: Scope): Fact<unknown> {
  return index === undefined ? unknown('only terraform knows the index') : known(index);
}

/** Whether a reference is the beginning of another one: plans list `a.b.c` together with `a.b`. */
function isPartOf(text: string, other: string): boolean {
  return other.startsWith(text) && ['.', '['].includes(other[text.length] ?? '');
}

function madeOf(argument: string, references: readonly string[]): Fact<never> {
  if (references.length === 0) return unknown(`the ${argument} is known only after apply`);
  return unknown(`the ${argument} is made of ${references.slice(0, 3).map(shorten).join(', ')}`);
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** What a call of a module passes for a variable of it. */
export function passedExpression(call: unknown, variable: string): unknown {
  return member(member(call, 'expressions'), variable);
}
