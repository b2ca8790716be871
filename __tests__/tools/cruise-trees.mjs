/** Cruises every folder of the root given with our rules and prints what each breaks; dependency-cruiser is ESM only. */
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';

/** Every cruise judges again whether the expressions of all rules are safe, for most of its time; here each is judged once. */
function judgeExpressionsOnce() {
  const analyzers = createRequire(import.meta.resolve('dependency-cruiser'))('safe-regex/lib/analyzer-family');
  for (const { prototype } of analyzers) {
    const { isVulnerable } = prototype;
    const answers = new Map();
    prototype.isVulnerable = function (expression) {
      const { source } = expression;
      if (!answers.has(source)) answers.set(source, isVulnerable.call(this, expression));
      return answers.get(source);
    };
  }
}

judgeExpressionsOnce();
const { forbidden, options } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs');
const { enhancedResolveOptions, ...cruiseOptions } = options;
const root = process.argv[2];
const broken = {};

for (const tree of readdirSync(root).filter((entry) => entry.startsWith('tree-'))) {
  const baseDir = join(root, tree);
  const sources = readdirSync(baseDir).filter((entry) => entry !== 'package.json');
  const { output } = await cruise(
    sources,
    { ...cruiseOptions, baseDir, validate: true, ruleSet: { forbidden } },
    enhancedResolveOptions,
  );
  broken[tree] = output.summary.violations.map(({ rule, to }) => ({ rule: rule.name, to }));
}

process.stdout.write(JSON.stringify({ rules: forbidden.map((rule) => rule.name), broken }));
