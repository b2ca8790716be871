/** Lint laws for test files: what jest's own habits need, and what a test must do. */

const jestName = (node) => {
  switch (node.type) {
    case 'Identifier':
      return node.name;
    case 'MemberExpression':
      return jestName(node.object);
    case 'CallExpression':
      return jestName(node.callee);
    default:
      return undefined;
  }
};

const isFunction = (node) => node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression';
const isDescribeCallback = (node) =>
  node.parent.type === 'CallExpression' && jestName(node.parent.callee) === 'describe';
const lineCount = (node) => node.loc.end.line - node.loc.start.line + 1;

/** As max-lines-per-function, but a describe is a chapter, not a function. */
const shortFunctions = {
  meta: { type: 'suggestion', schema: [], messages: { long: 'this function has {{lines}} lines; 50 are allowed' } },
  create(context) {
    const check = (node) => {
      const lines = lineCount(node);
      if (lines > 50 && !isDescribeCallback(node)) context.report({ node, messageId: 'long', data: { lines } });
    };
    return { FunctionDeclaration: check, FunctionExpression: check, ArrowFunctionExpression: check };
  },
};

/** A test asserts something: it calls `expect…` or `assert…`, itself or by a function of that name. */
const testsAssert = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { silent: 'this test asserts nothing; call expect, or an expectSomething function' },
  },
  create(context) {
    const waiting = [];
    const asserts = (node) => {
      const name = node.callee.type === 'MemberExpression' ? node.callee.property.name : node.callee.name;
      return /^(expect|assert)/.test(name ?? '');
    };
    return {
      CallExpression(node) {
        if (waiting.length > 0 && asserts(node)) waiting[waiting.length - 1].asserted = true;
        const callback = node.arguments.find(isFunction);
        if (['test', 'it'].includes(jestName(node.callee)) && callback) waiting.push({ node, asserted: false });
      },
      'CallExpression:exit'(node) {
        if (waiting.at(-1)?.node !== node) return;
        if (!waiting.pop().asserted) context.report({ node, messageId: 'silent' });
      },
    };
  },
};

export const lawsOfTests = {
  plugins: { tests: { rules: { 'short-functions': shortFunctions, 'tests-assert': testsAssert } } },
  rules: {
    'max-lines-per-function': 'off',
    'tests/short-functions': 'error',
    'tests/tests-assert': 'error',
    'no-restricted-properties': [
      'error',
      ...['describe', 'test', 'it'].flatMap((object) =>
        ['only', 'skip', 'todo', 'failing'].map((property) => ({
          object,
          property,
          message: 'Every test runs, every time.',
        })),
      ),
    ],
  },
};
