import { comparisons, type Comparison } from './comparisons';
import { lookUp, type Lookup } from './context';
import { isObject, oneOrMany, scalarText } from './json';
import type { Leg } from './leg';
import { all, not, some, sure, type Trilean } from './trilean';

/** The Condition element: operators and keys all have to hold. */
export function conditionsHold(leg: Leg, condition: unknown, version: string): Trilean {
  if (condition === undefined) return 'yes';
  if (!isObject(condition)) return 'maybe';
  const tests = Object.entries(condition).flatMap(([operator, keys]) =>
    isObject(keys)
      ? Object.entries(keys).map(([key, values]) => testHolds(leg, operator, key, values, version))
      : (['maybe'] as const),
  );
  return all(tests);
}

function testHolds(leg: Leg, operator: string, key: string, values: unknown, version: string): Trilean {
  const wanted = oneOrMany(values).map(scalarText);
  const texts = wanted.filter((text) => text !== undefined);
  if (texts.length !== wanted.length) return 'maybe';
  const found = lookUp(leg, key);
  if (operator === 'Null') return nullHolds(found, texts);
  const read = readOperator(operator);
  if (read === undefined || !texts.every(read.comparison.readable) || found.state === 'unknown') return 'maybe';
  if (found.state === 'absent') return sure(absentHolds(read));
  return presentHolds(read, found.values, (given) =>
    some(texts.map((text) => read.comparison.compare(given, text, leg, version))),
  );
}

interface Operator {
  readonly comparison: Comparison;
  readonly quantifier: 'one' | 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
}

function readOperator(operator: string): Operator | undefined {
  const [, prefix, name = '', suffix] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(operator) ?? [];
  const comparison = Object.hasOwn(comparisons, name) ? comparisons[name] : undefined;
  if (comparison === undefined) return undefined;
  const quantifier = prefix === 'ForAllValues' || prefix === 'ForAnyValue' ? prefix : 'one';
  return { comparison, quantifier, ifExists: suffix !== undefined };
}

function nullHolds(found: Lookup, wanted: readonly string[]): Trilean {
  if (found.state === 'unknown') return 'maybe';
  const answers = wanted.map((text): Trilean => {
    if (text === 'true') return sure(found.state === 'absent');
    return text === 'false' ? sure(found.state === 'present') : 'maybe';
  });
  return some(answers);
}

function absentHolds({ comparison, quantifier, ifExists }: Operator): boolean {
  if (ifExists || quantifier === 'ForAllValues') return true;
  return quantifier === 'one' && comparison.negated;
}

function presentHolds(
  { comparison, quantifier }: Operator,
  given: readonly string[],
  matchesAny: (given: string) => Trilean,
): Trilean {
  const each = given.map((value) => (comparison.negated ? not(matchesAny(value)) : matchesAny(value)));
  if (quantifier === 'ForAllValues') return all(each);
  if (quantifier === 'ForAnyValue') return some(each);
  return comparison.negated ? all(each) : some(each);
}
