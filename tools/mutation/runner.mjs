/**
 * Runs the tests of the authorization engine in one process, for Stryker: a mutant is switched on without a new process
 * and without jest around it, so that the six thousand cost minutes. The tests see the `expect` of jest.
 */
import { transformSync } from '@swc/core';
import { readdirSync, readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';

const require = createRequire(import.meta.url);
const globalsFile = require.resolve('@jest/globals');
const { jestExpect } = createRequire(globalsFile)('@jest/expect');

/** Random inputs by the thousand, and tests of the test tools. */
const leftOut = /(laws|differential|case-distribution|naive-evaluator)\.test\.ts$/;
/** What takes long comes last: most mutants do not live to see it. */
const slow = /(vectors|compare)\.test\.ts$/;

/** One script a file: loaded again for every mutant, and parsed only once. */
const scripts = new Map();

function scriptOf(file) {
  const jsc = { target: 'es2022', parser: { syntax: 'typescript' } };
  const options = { filename: file, jsc, module: { type: 'commonjs' }, sourceMaps: false };
  const { code } = transformSync(readFileSync(file, 'utf8'), options);
  return new Script(Module.wrap(code), { filename: file });
}

function compile(module, file) {
  if (!scripts.has(file)) scripts.set(file, scriptOf(file));
  const fill = scripts.get(file).runInThisContext();
  fill.call(module.exports, module.exports, createRequire(file), module, file, dirname(file));
}

/** Collects the tests of one file as `describe` and `test` announce them; their names only have to be different. */
function collector(file) {
  const tests = new Map();
  let path = [file];
  const test = (name, run) => {
    const id = [...path, name].join(' ');
    tests.set(tests.has(id) ? `${id} #${String(tests.size)}` : id, run);
  };
  const describe = (name, fill) => {
    const outer = path;
    path = [...path, name];
    fill();
    path = outer;
  };
  const each = (announce) => (rows) => (name, run) => {
    for (const row of rows) {
      const cells = Array.isArray(row) ? row : [row];
      announce(`${name} ${String(cells[0]?.name ?? cells[0])}`, () => run(...cells));
    }
  };
  test.each = each(test);
  describe.each = each(describe);
  return { tests, globals: { describe, test, expect: jestExpect } };
}

function testFiles() {
  const files = ['evaluation', 'vectors'].flatMap((folder) =>
    readdirSync(join('__tests__', folder), { recursive: true }).map((file) => join('__tests__', folder, file)),
  );
  const chosen = files.filter((file) => file.endsWith('.test.ts') && !leftOut.test(file)).sort();
  return [...chosen.filter((file) => !slow.test(file)), ...chosen.filter((file) => slow.test(file))];
}

/** Forgets what is loaded, for a mutant may have left its mark on what a test file keeps; packages and the core have no mutants. */
function forget() {
  const kept = /\/(node_modules|modules\/core)\//;
  for (const file of Object.keys(require.cache)) if (!kept.test(file)) Reflect.deleteProperty(require.cache, file);
}

function load(file) {
  const { tests, globals } = collector(file);
  require.extensions['.ts'] = compile;
  require.cache[globalsFile] = { id: globalsFile, filename: globalsFile, loaded: true, exports: globals };
  require(join(process.cwd(), file));
  return tests;
}

export class InProcessRunner {
  static inject = [];

  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun() {
    const context = (globalThis.__stryker__ = {});
    const results = [];
    forget();
    for (const file of testFiles()) {
      for (const [id, run] of load(file)) {
        context.currentTestId = id;
        const start = performance.now();
        const failureMessage = await failureOf(run);
        delete context.currentTestId;
        const result = { id, name: id, timeSpentMs: performance.now() - start };
        results.push({ ...result, ...(failureMessage ? { status: 'failed', failureMessage } : { status: 'success' }) });
      }
    }
    return { status: 'complete', tests: results, mutantCoverage: context.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    const context = (globalThis.__stryker__ = { activeMutant: activeMutant.id, hitCount: 0, hitLimit });
    const wanted = testFilter && new Set(testFilter);
    const files = testFiles().filter((file) => !testFilter || testFilter.some((id) => id.startsWith(file)));
    let nrOfTests = 0;
    forget();
    try {
      for (const file of files) {
        for (const [id, run] of load(file)) {
          if (wanted && !wanted.has(id)) continue;
          nrOfTests += 1;
          const failureMessage = await failureOf(run);
          if (context.hitCount > hitLimit) return { status: 'timeout', reason: 'hit limit' };
          if (failureMessage) return { status: 'killed', killedBy: [id], failureMessage, nrOfTests };
        }
      }
      return { status: 'survived', nrOfTests };
    } catch (error) {
      return { status: 'error', errorMessage: String(error) };
    }
  }
}

async function failureOf(run) {
  try {
    await run();
    return undefined;
  } catch (error) {
    return String(error) || 'failed';
  }
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'in-process', injectableClass: InProcessRunner }];
