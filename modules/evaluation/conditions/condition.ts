import { isJsonObject } from '../../core';
import { asList, shown } from '../language/json';
import type { Notes } from '../language/notes';
import type { ValueTest } from '../language/patterns';
import { notKnown, type Found, type RequestView, type Truth } from '../model';
import { and, no, not, or, truthOf, unknown, yes } from '../truth';
import { operators } from './operators';

type Qualifier = 'ForAllValues' | 'ForAnyValue' | 'none';

/** One operator on one key, ready to be asked. */
export interface Condition {
  /** `StringNotEquals aws:PrincipalTag/team` */
  readonly label: string;
  readonly qualifier: Qualifier;
  /** Without qualifier and IfExists. */
  readonly operator: string;
  readonly ifExists: boolean;
  /** Lower case. */
  readonly key: string;
  readonly values: readonly string[];
  readonly test: (request: RequestView) => Truth;
}

interface OperatorName {
  readonly qualifier: Qualifier;
  readonly operator: string;
  readonly ifExists: boolean;
}

const operatorName = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/** Compiles a Condition element: all of its conditions must hold. What cannot be read becomes a condition that is unknown. */
export function compileConditions(element: unknown, variables: boolean, notes: Notes): readonly Condition[] {
  if (!isJsonObject(element)) {
    notes.add(
      'TB6011',
      `a Condition is an object of operators, not ${shown(element)}`,
      'write {"operator": {"key": "value"}}',
    );
    return [unjudged('Condition', '')];
  }
  return Object.entries(element).flatMap(([operator, block]) => {
    if (isJsonObject(block)) {
      return Object.entries(block).map(([key, values]) =>
        compileCondition(operator, key, values, variables, notes.at(operator).at(key)),
      );
    }
    notes
      .at(operator)
      .add('TB6011', `an operator has an object of keys, not ${shown(block)}`, 'write {"key": "value"}');
    return [unjudged(operator, '')];
  });
}

function compileCondition(name: string, key: string, element: unknown, variables: boolean, notes: Notes): Condition {
  const values = readValues(element);
  if (values === undefined) {
    notes.add(
      'TB6013',
      `a condition value is a text, a number or true or false, not ${shown(element)}`,
      'write a text or a list of texts',
    );
    return unjudged(name, key);
  }
  const parsed = parseOperatorName(name);
  const comparison = parsed && compileTest(parsed, values, variables);
  if (!parsed || !comparison) {
    notes.add(
      'TB6012',
      `${shown(name)} is not a condition operator`,
      'use an operator that IAM documents, with its exact spelling',
    );
    return unjudged(name, key);
  }
  const [testFound, malformed] = comparison;
  if (malformed.length > 0) {
    notes.add(
      'TB6013',
      `${name} cannot compare with ${malformed.map(shown).join(', ')}`,
      `write values that ${parsed.operator} takes`,
    );
    return unjudged(name, key);
  }
  const lower = key.toLowerCase();
  return {
    ...parsed,
    label: `${name} ${key}`,
    key: lower,
    values,
    test: (request) => testFound(request.find(lower), request),
  };
}

type FoundTest = (found: Found, request: RequestView) => Truth;

function compileTest(
  name: OperatorName,
  values: readonly string[],
  variables: boolean,
): readonly [FoundTest, readonly string[]] | undefined {
  if (name.operator === 'Null') return name.ifExists || name.qualifier !== 'none' ? undefined : nullTest(values);
  const operator = operators.get(name.operator);
  if (!operator) return undefined;
  const [compare, malformed] = operator.compile(values, variables);
  return [foundTest(name, operator.negated, compare), malformed];
}

/**
 * Absent keys: what IfExists and ForAllValues say wins, then ForAnyValue, then the sign of the operator.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
function foundTest({ qualifier, ifExists }: OperatorName, negated: boolean, compare: ValueTest): FoundTest {
  const whenAbsent = truthOf(ifExists || qualifier === 'ForAllValues' || (negated && qualifier !== 'ForAnyValue'));
  const each: ValueTest = negated ? (text, request) => not(compare(text, request)) : compare;
  const all = qualifier === 'ForAllValues' || (negated && qualifier === 'none');
  return (found, request) => {
    if (found === undefined) return whenAbsent;
    if (found === notKnown) return unknown;
    if (typeof found === 'string') return each(found, request);
    if (found.length === 0) return whenAbsent;
    return all
      ? found.reduce<Truth>((truth, text) => and(truth, each(text, request)), yes)
      : found.reduce<Truth>((truth, text) => or(truth, each(text, request)), no);
  };
}

function nullTest(values: readonly string[]): readonly [FoundTest, readonly string[]] {
  const wanted = values.map((value) => value.toLowerCase());
  const malformed = values.filter((_, index) => wanted[index] !== 'true' && wanted[index] !== 'false');
  return [
    (found) => {
      if (found === notKnown) return unknown;
      const absent = found === undefined || (typeof found !== 'string' && found.length === 0);
      return truthOf(wanted.includes(String(absent)));
    },
    malformed,
  ];
}

function parseOperatorName(name: string): OperatorName | undefined {
  const [, qualifier, operator, suffix] = operatorName.exec(name) ?? [];
  if (operator === undefined) return undefined;
  const known = qualifier === 'ForAllValues' || qualifier === 'ForAnyValue' ? qualifier : 'none';
  return { qualifier: known, operator, ifExists: suffix !== undefined };
}

/** AWS takes bare numbers and booleans for texts. */
function readValues(element: unknown): readonly string[] | undefined {
  const values = asList(element);
  const simple = values.every((value) => ['string', 'number', 'boolean'].includes(typeof value));
  return simple ? values.map(String) : undefined;
}

function unjudged(operator: string, key: string): Condition {
  const label = `${operator} ${key}`.trim();
  return {
    label,
    qualifier: 'none',
    operator,
    ifExists: false,
    key: key.toLowerCase(),
    values: [],
    test: () => unknown,
  };
}
