import type { JsonObject } from '../../core';
import type { PolicyKind, RequestView, Truth } from '../model';
import { not, unknown, yes } from '../truth';
import { asList, isStringList, shown } from './json';
import type { Notes } from './notes';
import { compileAnyOf, type ValueTest } from './patterns';

/** One element of a statement, ready to be asked; the label names it where it cannot be judged. */
export interface ElementTest {
  readonly label: string;
  readonly test: (request: RequestView) => Truth;
}

/** Compiles Action or NotAction; actions ignore case. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
export function compileActions(statement: JsonObject, notes: Notes): ElementTest {
  const element = pick(statement, 'Action', notes);
  if (!element) return { label: 'Action', test: () => unknown };
  const strangers = element.values.filter((value) => value !== '*' && !/^[^:]+:[^:]+$/.test(value));
  for (const value of strangers) {
    notes.at(element.name).add('TB6011', `${shown(value)} is no action`, 'write SERVICE:Action, or "*"');
  }
  const lower = element.values.map((value) => value.toLowerCase());
  const [matches] = compileAnyOf(lower, { variables: false, wildcards: true, compare: 'text' });
  const test = signed(matches, element.inverse, (request) => request.action);
  return { label: element.name, test: strangers.length === 0 ? test : () => unknown };
}

/** Compiles Resource or NotResource. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html */
export function compileResources(
  statement: JsonObject,
  { kind, variables }: { readonly kind: PolicyKind; readonly variables: boolean },
  notes: Notes,
): ElementTest {
  if (kind === 'resource' && isTrust(statement)) return { label: 'Resource', test: () => yes };
  const element = pick(statement, 'Resource', notes);
  if (!element) return { label: 'Resource', test: () => unknown };
  const [matches, malformed] = compileAnyOf(element.values, { variables, wildcards: true, compare: 'text' });
  const strangers = [...malformed, ...element.values.filter((value) => !/^(\*$|arn:|\$\{)/.test(value))];
  for (const value of strangers) {
    notes
      .at(element.name)
      .add(
        'TB6011',
        `${shown(value)} is no resource`,
        'write a full ARN, or "*"; a variable is ${key} or ${key, \'default\'}',
      );
  }
  const test = signed(matches, element.inverse, (request) => request.resource);
  return { label: element.name, test: strangers.length === 0 ? test : () => unknown };
}

/** The trust policy of a role is about that role and names no resource. */
function isTrust(statement: JsonObject): boolean {
  const actions = asList(statement['Action']);
  const none = !('Resource' in statement) && !('NotResource' in statement);
  return none && isStringList(actions) && actions.every((action) => action.toLowerCase().startsWith('sts:'));
}

interface Element {
  readonly name: string;
  readonly inverse: boolean;
  readonly values: readonly string[];
}

function pick(statement: JsonObject, name: 'Action' | 'Resource', notes: Notes): Element | undefined {
  const inverse = `Not${name}` in statement;
  if (inverse === name in statement) {
    notes.add('TB6011', `a statement has either ${name} or Not${name}`, 'write one of them');
    return undefined;
  }
  const found = inverse ? `Not${name}` : name;
  const values = asList(statement[found]);
  if (values.length > 0 && isStringList(values)) return { name: found, inverse, values };
  notes
    .at(found)
    .add(
      'TB6011',
      `${found} is a text or a list of texts, not ${shown(statement[found])}`,
      'write a text or a list of texts',
    );
  return undefined;
}

function signed(
  matches: ValueTest,
  inverse: boolean,
  text: (request: RequestView) => string,
): (request: RequestView) => Truth {
  return inverse ? (request) => not(matches(text(request), request)) : (request) => matches(text(request), request);
}
