/** Lints every folder of the root given with our configuration and prints what each breaks; ESLint loads its configuration as ESM. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import config from '../../eslint.config.mjs';

const overrideConfigFile = fileURLToPath(new URL('../../eslint.config.mjs', import.meta.url));
const root = process.argv[2];
const inlineConfig = (message) => message.includes('noInlineConfig');
const broken = {};

for (const tree of readdirSync(root).filter((entry) => entry.startsWith('tree-'))) {
  const cwd = join(root, tree);
  const languageOptions = { parserOptions: { project: '../tsconfig.json', tsconfigRootDir: cwd } };
  const eslint = new ESLint({ cwd, overrideConfigFile, overrideConfig: [{ files: ['**/*.ts'], languageOptions }] });
  const results = await eslint.lintFiles(['.']);
  broken[tree] = results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message }) => ruleId ?? (inlineConfig(message) ? 'inline-config' : message)),
  );
}

/** What we set ourselves: the blocks that come from a preset carry a name. */
const laws = config
  .filter(({ name }) => name === undefined)
  .flatMap(({ rules = {} }) => Object.entries(rules))
  .filter(([, level]) => level !== 'off')
  .map(([law]) => law);

process.stdout.write(JSON.stringify({ laws: [...new Set(laws)].sort(), broken }));
