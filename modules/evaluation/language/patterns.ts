import { notKnown, type RequestView, type Truth } from '../model';
import { no, or, truthOf, unknown, yes } from '../truth';
import {
  arnTest,
  globTest,
  isArnGlob,
  isArnText,
  matchesGlob,
  prefixOf,
  textOf,
  type Glob,
  type TextTest,
} from './glob';
import { fillTemplate, parseTemplate, type Template, type TemplateRules } from './template';

/** One value of a policy against one text of the request. */
export type ValueTest = (text: string, request: RequestView) => Truth;

/** How the values of a list are compared. */
export interface PatternRules extends TemplateRules {
  /** `ignoreCase` knows no wildcards; `arn` matches the six parts of an ARN one by one, elsewhere wildcards cross everything. */
  readonly compare: 'text' | 'ignoreCase' | 'arn';
}

/**
 * Compiles a list of values, one of which must match; beside it the values that are malformed. What has neither
 * wildcard nor variable is looked up, not tried one after the other. A variable that is absent matches nothing.
 */
export function compileAnyOf(texts: readonly string[], rules: PatternRules): readonly [ValueTest, readonly string[]] {
  const literals = new Set<string>();
  const tests: ValueTest[] = [];
  const malformed: string[] = [];
  for (const text of texts) {
    const template = parseTemplate(text, rules);
    if (!template || !isComparable(template, rules)) malformed.push(text);
    else if (template.kind === 'variable') tests.push(variableTest(template.pieces, rules));
    else if (template.kind === 'glob') tests.push(wildTest(template.glob, rules));
    else literals.add(rules.compare === 'ignoreCase' ? template.text.toLowerCase() : template.text);
  }
  return [rules.compare === 'ignoreCase' ? ignoringCase(literals, tests) : anyOf(literals, tests), malformed];
}

function isComparable(template: Template, { compare }: PatternRules): boolean {
  if (compare !== 'arn' || template.kind === 'variable') return true;
  return template.kind === 'literal' ? isArnText(template.text) : isArnGlob(template.glob);
}

function wildTest(glob: Glob, { compare }: PatternRules): ValueTest {
  const prefix = compare === 'arn' ? undefined : prefixOf(glob);
  if (prefix !== undefined) return (text) => (text.startsWith(prefix) ? yes : no);
  const test = compare === 'arn' ? arnTest(glob) : globTest(glob);
  return (text) => truthOf(test(text));
}

type Pieces = Extract<Template, { readonly kind: 'variable' }>['pieces'];

function variableTest(pieces: Pieces, rules: PatternRules): ValueTest {
  return (text, request) => {
    const glob = fillTemplate(pieces, request);
    if (glob === undefined) return no;
    return glob === notKnown ? unknown : truthOf(matchesFilled(glob, text, rules));
  };
}

function matchesFilled(glob: Glob, text: string, { compare }: PatternRules): boolean {
  if (compare === 'arn') return isArnGlob(glob) && arnTest(glob)(text);
  return compare === 'ignoreCase' ? textOf(glob).toLowerCase() === text : matchesGlob(glob, text);
}

function ignoringCase(literals: ReadonlySet<string>, tests: readonly ValueTest[]): ValueTest {
  const matches = anyOf(literals, tests);
  return (text, request) => matches(text.toLowerCase(), request);
}

function anyOf(literals: ReadonlySet<string>, tests: readonly ValueTest[]): ValueTest {
  const [literal] = literals;
  const [test] = tests;
  if (literal === undefined && test && tests.length === 1) return test;
  const isLiteral: TextTest = literals.size === 1 ? (text) => text === literal : (text) => literals.has(text);
  return (text, request) => {
    if (isLiteral(text)) return yes;
    let found: Truth = no;
    for (const one of tests) {
      found = or(found, one(text, request));
      if (found === yes) return yes;
    }
    return found;
  };
}
