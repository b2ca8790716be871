import { member } from '../document/fields';
import { isJsonObject, type JsonObject } from '../stacks/json';

/** What is written for a value that only the apply can tell. */
export interface Written {
  readonly argument: string;
  /** @default nothing that the plan shows */
  readonly expression: unknown;
  /** Whether the expression is for an object of which this is one member. */
  readonly part: boolean;
  /** Which of how many unknown elements of a list this is. @default the expression is for no list */
  readonly share?: { readonly at: number; readonly of: number };
}

/** What is written for a member. */
export function memberOf(written: Written, name: string): Written {
  const { expression } = written;
  const constant = member(expression, 'constant_value');
  if (isJsonObject(constant)) {
    return { argument: name, expression: within(expression, member(constant, name)), part: false };
  }
  if (isJsonObject(expression) && !Array.isArray(member(expression, 'references'))) {
    return { argument: name, expression: member(expression, name), part: false };
  }
  return { argument: name, expression, part: true };
}

/** What is written for an element of a list that is no list of blocks, `share` being its place among the unknown ones. */
export function elementOf(written: Written, at: number, length: number, share: Written['share']): Written {
  const constant = member(written.expression, 'constant_value');
  if (Array.isArray(constant) && constant.length === length) {
    return { ...written, expression: within(written.expression, constant[at]) };
  }
  return { ...written, ...(share && { share }) };
}

/** What is written for a block of several: terraform may sort them, so it is the one that says what the plan says. */
export function blockOf(written: Written, blocks: readonly unknown[], value: unknown, length: number): Written {
  const agreeing = length === 1 ? blocks : blocks.filter((block) => agrees(block, value));
  return { ...written, expression: agreeing.length === 1 ? agreeing[0] : undefined };
}

/** Whether nothing that is written as a plain text, or list of such, stands otherwise in the plan. */
function agrees(block: unknown, value: unknown): boolean {
  if (!isJsonObject(block) || !isJsonObject(value)) return false;
  return Object.entries(block).every(([name, expression]) => {
    const constant = plainTexts(member(expression, 'constant_value'));
    return !constant || constant === plainTexts(member(value, name));
  });
}

/** Texts in an order of their own, as one text; `undefined` for anything else. */
function plainTexts(value: unknown): string | undefined {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  const plain = texts.every((one) => typeof one === 'string' && !one.includes('${'));
  return plain ? JSON.stringify(texts.toSorted()) : undefined;
}

/** A piece of what is written, with the references of the whole. */
function within(expression: unknown, constant: unknown): JsonObject {
  return { constant_value: constant, references: member(expression, 'references') };
}
