import { compileAnyOf, type PatternRules, type ValueTest } from '../language/patterns';
import { truthOf } from '../truth';
import { parseRange } from './addresses';
import { parseDate, parseNumber } from './numbers';

/** Any of an operator's values against one value of the request, and the values that cannot be read. */
export type Comparison = readonly [ValueTest, readonly string[]];

/** One operator without its qualifiers. */
export interface Operator {
  readonly compile: (values: readonly string[], variables: boolean) => Comparison;
  /** Holds where `compile` does not: for an absent key, too. */
  readonly negated: boolean;
}

type OneTest = (text: string) => boolean;

/** The operators but `Null`. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export const operators: ReadonlyMap<string, Operator> = new Map([
  ...both('StringEquals', 'StringNotEquals', text({ wildcards: false, compare: 'text' })),
  ...both('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', text({ wildcards: false, compare: 'ignoreCase' })),
  ...both('StringLike', 'StringNotLike', text({ wildcards: true, compare: 'text' })),
  ...both('ArnEquals', 'ArnNotEquals', text({ wildcards: true, compare: 'arn' })),
  ...both('ArnLike', 'ArnNotLike', text({ wildcards: true, compare: 'arn' })),
  ...both(
    'NumericEquals',
    'NumericNotEquals',
    ordered(parseNumber, (a, b) => a === b),
  ),
  ...one(
    'NumericLessThan',
    ordered(parseNumber, (a, b) => a < b),
  ),
  ...one(
    'NumericLessThanEquals',
    ordered(parseNumber, (a, b) => a <= b),
  ),
  ...one(
    'NumericGreaterThan',
    ordered(parseNumber, (a, b) => a > b),
  ),
  ...one(
    'NumericGreaterThanEquals',
    ordered(parseNumber, (a, b) => a >= b),
  ),
  ...both(
    'DateEquals',
    'DateNotEquals',
    ordered(parseDate, (a, b) => a === b),
  ),
  ...one(
    'DateLessThan',
    ordered(parseDate, (a, b) => a < b),
  ),
  ...one(
    'DateLessThanEquals',
    ordered(parseDate, (a, b) => a <= b),
  ),
  ...one(
    'DateGreaterThan',
    ordered(parseDate, (a, b) => a > b),
  ),
  ...one(
    'DateGreaterThanEquals',
    ordered(parseDate, (a, b) => a >= b),
  ),
  ...one('Bool', each(boolTest)),
  ...one('BinaryEquals', each(binaryTest)),
  ...both(
    'IpAddress',
    'NotIpAddress',
    each((value) => parseRange(value)?.includes),
  ),
]);

function one(name: string, compile: Operator['compile']): readonly (readonly [string, Operator])[] {
  return [[name, { compile, negated: false }]];
}

function both(
  positive: string,
  negative: string,
  compile: Operator['compile'],
): readonly (readonly [string, Operator])[] {
  return [...one(positive, compile), [negative, { compile, negated: true }]];
}

function text(rules: Omit<PatternRules, 'variables'>): Operator['compile'] {
  return (values, variables) => compileAnyOf(values, { ...rules, variables });
}

function ordered(
  parse: (value: string) => number | undefined,
  holds: (given: number, wanted: number) => boolean,
): Operator['compile'] {
  return each((value) => {
    const wanted = parse(value);
    if (wanted === undefined) return undefined;
    return (given) => {
      const parsed = parse(given);
      return parsed !== undefined && holds(parsed, wanted);
    };
  });
}

function each(compile: (value: string) => OneTest | undefined): Operator['compile'] {
  return (values) => {
    const tests: OneTest[] = [];
    const malformed: string[] = [];
    for (const value of values) {
      const test = compile(value);
      if (test) tests.push(test);
      else malformed.push(value);
    }
    return [(given) => truthOf(tests.some((test) => test(given))), malformed];
  };
}

function boolTest(value: string): OneTest | undefined {
  const wanted = value.toLowerCase();
  return wanted === 'true' || wanted === 'false' ? (given) => given.toLowerCase() === wanted : undefined;
}

/** Base64 as the policy and the request write it. */
function binaryTest(value: string): OneTest | undefined {
  const base64 = /^[A-Za-z0-9+/]*={0,2}$/.test(value) && value.length % 4 === 0;
  return base64 ? (given) => given === value : undefined;
}
