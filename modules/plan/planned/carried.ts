import { unknown } from '../../core';
import { member } from '../document/fields';
import { holdsTrue, type Values } from '../document/planned-change';
import { asList, isJsonObject, type JsonObject } from '../stacks/json';
import { Pending } from './pending';

/** What is written for a value that only the apply can tell. */
export interface Written {
  readonly argument: string;
  /** @default nothing that the plan shows */
  readonly expression: unknown;
  /** Whether the expression is for more than this value. */
  readonly part: boolean;
}

/** Finds a value by what is written for it. */
export type Find = (written: Written) => Pending | undefined;

/** Carries the marks of values into them, so that whatever is not known or not to be shown is pending. */
export function carried(values: Values, expressions: JsonObject, owner: string, find: Find): JsonObject {
  const names = new Set([
    ...Object.keys(values.values),
    ...markedNames(values.unknown),
    ...markedNames(values.sensitive),
  ]);
  const fields = [...names].map((name): [string, unknown] => [
    name,
    carry(
      {
        value: member(values.values, name),
        unknown: markOf(values.unknown, name),
        sensitive: markOf(values.sensitive, name),
      },
      { argument: name, expression: member(expressions, name), part: false },
      `${owner}.${name}`,
      find,
    ),
  ]);
  return Object.fromEntries(fields);
}

interface Marked {
  readonly value: unknown;
  readonly unknown: unknown;
  readonly sensitive: unknown;
}

function carry(marked: Marked, written: Written, path: string, find: Find): unknown {
  const { value, unknown: unknowns, sensitive } = marked;
  if (sensitive === true) return new Pending(() => unknown(`${path} is sensitive`));
  if (unknowns === true) return find(written);
  if (!holdsTrue(unknowns) && !holdsTrue(sensitive)) return value;
  if (Array.isArray(value) || Array.isArray(unknowns)) {
    const length = Math.max(asList(value).length, asList(unknowns).length);
    return Array.from({ length }, (_, at) =>
      carry(markedAt(marked, at), elementOf(written, value, at, length), `${path}[${String(at)}]`, find),
    );
  }
  const names = new Set([...markedNames(value), ...markedNames(unknowns), ...markedNames(sensitive)]);
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      carry(markedUnder(marked, name), memberOf(written, name), `${path}.${name}`, find),
    ]),
  );
}

function markedAt({ value, unknown: unknowns, sensitive }: Marked, at: number): Marked {
  return { value: element(value, at), unknown: markAt(unknowns, at), sensitive: markAt(sensitive, at) };
}

function markedUnder({ value, unknown: unknowns, sensitive }: Marked, name: string): Marked {
  return { value: member(value, name), unknown: markOf(unknowns, name), sensitive: markOf(sensitive, name) };
}

function element(value: unknown, at: number): unknown {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list[at];
}

function markOf(marks: unknown, name: string): unknown {
  return marks === true ? true : member(marks, name);
}

function markAt(marks: unknown, at: number): unknown {
  return marks === true ? true : element(marks, at);
}

function markedNames(marks: unknown): readonly string[] {
  return isJsonObject(marks) ? Object.keys(marks) : [];
}

/** Terraform may sort blocks, so of several the one is taken that says what the plan says. */
function elementOf(written: Written, value: unknown, at: number, length: number): Written {
  const { expression } = written;
  if (!Array.isArray(expression)) {
    const constant = member(expression, 'constant_value');
    if (Array.isArray(constant) && constant.length === length)
      return { ...written, expression: within(expression, constant[at]) };
    return { ...written, part: written.part || length > 1 };
  }
  const blocks: readonly unknown[] = expression;
  const agreeing = length === 1 ? blocks : blocks.filter((block) => agrees(block, element(value, at)));
  return { ...written, expression: agreeing.length === 1 ? agreeing[0] : undefined };
}

function agrees(block: unknown, value: unknown): boolean {
  if (!isJsonObject(block) || !isJsonObject(value)) return false;
  return Object.entries(block).every(([name, expression]) => {
    const constant = member(expression, 'constant_value');
    const actual = member(value, name);
    const tells = typeof constant === 'string' && !constant.includes('${') && typeof actual === 'string';
    return !tells || constant === actual;
  });
}

function memberOf(written: Written, name: string): Written {
  const { expression } = written;
  const constant = member(expression, 'constant_value');
  if (isJsonObject(constant))
    return { argument: name, expression: within(expression, member(constant, name)), part: false };
  if (isJsonObject(expression) && !Array.isArray(member(expression, 'references'))) {
    return { argument: name, expression: member(expression, name), part: false };
  }
  return { argument: name, expression, part: true };
}

/** A piece of what is written, with the references of the whole. */
function within(expression: unknown, constant: unknown): JsonObject {
  return { constant_value: constant, references: member(expression, 'references') };
}
