import { known, unknown, type Fact } from '../../core';
import type { Section } from '../stacks/section';
import { together } from '../stacks/together';
import { follow } from '../world/attachment';

type Entry = readonly [string, unknown];

/**
 * The text that `aws_iam_policy_document` will make of its blocks.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function policyDocumentJson(section: Section): Fact<string> {
  return follow(
    together([section.value('source_policy_documents'), section.value('override_policy_documents')]),
    (merged) => {
      if (merged.some((one) => Array.isArray(one) && one.length > 0)) {
        return unknown(`${section.name} merges other documents, which only terraform does`);
      }
      return follow(section.sections('statement'), (blocks) =>
        follow(together(blocks.map(statementOf)), (Statement) =>
          follow(section.optionalText('version'), (version) =>
            // In HCL `&{` stands for the `${` of policy variables.
            known(JSON.stringify({ Version: version ?? '2012-10-17', Statement }).replaceAll('&{', '${')),
          ),
        ),
      );
    },
  );
}

function statementOf(block: Section): Fact<unknown> {
  const effect = follow(block.optionalText('effect'), (text) => known(text ?? 'Allow'));
  const parts = together<readonly Entry[]>([
    entry('Sid', block.optionalText('sid')),
    entry('Effect', effect),
    ...['Action', 'NotAction', 'Resource', 'NotResource'].map((name) => entry(name, listOf(block, argumentOf(name)))),
    entry('Principal', principalsOf(block, 'principals')),
    entry('NotPrincipal', principalsOf(block, 'not_principals')),
    entry('Condition', conditionOf(block)),
  ]);
  return follow(parts, (entries) => known(Object.fromEntries(entries.flat())));
}

function argumentOf(name: string): string {
  return name.startsWith('Not') ? `not_${name.slice(3).toLowerCase()}s` : `${name.toLowerCase()}s`;
}

function entry(name: string, fact: Fact<unknown>): Fact<readonly Entry[]> {
  return follow(fact, (value) => known(value === undefined ? [] : [[name, value]]));
}

function listOf(block: Section, argument: string): Fact<readonly string[] | undefined> {
  return follow(block.texts(argument), (texts) => known(texts.length === 0 ? undefined : texts));
}

/** The identifier `*` of the type `*` is everybody; of the type AWS it is the same. */
function principalsOf(block: Section, argument: string): Fact<unknown> {
  return follow(block.sections(argument), (principals) => {
    if (principals.length === 0) return known(undefined);
    const pairs = together(
      principals.map((one) =>
        follow(one.text('type'), (type) => follow(one.texts('identifiers'), (texts) => known({ type, texts }))),
      ),
    );
    return follow(pairs, (all) => {
      if (all.some(({ type }) => type === '*')) return known('*');
      const types = [...new Set(all.map(({ type }) => type))];
      const grouped = types.map((type) => [type, all.flatMap((one) => (one.type === type ? one.texts : []))]);
      return known(Object.fromEntries(grouped));
    });
  });
}

function conditionOf(block: Section): Fact<unknown> {
  return follow(block.sections('condition'), (conditions) => {
    if (conditions.length === 0) return known(undefined);
    const tests = together(
      conditions.map((one) =>
        follow(together([one.text('test'), one.text('variable')]), ([test = '', variable = '']) =>
          follow(one.texts('values'), (values) => known({ test, variable, values })),
        ),
      ),
    );
    return follow(tests, (all) => known(groupedTests(all)));
  });
}

interface Test {
  readonly test: string;
  readonly variable: string;
  readonly values: readonly string[];
}

function groupedTests(tests: readonly Test[]): { readonly [operator: string]: unknown } {
  const operators = [...new Set(tests.map(({ test }) => test))];
  return Object.fromEntries(
    operators.map((operator) => {
      const own = tests.filter(({ test }) => test === operator);
      const variables = [...new Set(own.map(({ variable }) => variable))];
      return [
        operator,
        Object.fromEntries(
          variables.map((name) => [name, own.flatMap(({ variable, values }) => (variable === name ? values : []))]),
        ),
      ];
    }),
  );
}
