import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = 'modules';

/**
 * Every file that the build reads, in a stable order, relative to the root.
 *
 * @param {string} root
 * @returns {string[]}
 */
export function sourceFiles(root) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('__pycache__'))
    .map((entry) => join(entry.parentPath, entry.name).slice(join(root, '/').length))
    .sort();
}

/** Files that run or are read as they are, beside the compiled ones. */
const assetEndings = ['.mjs', '.py', '.in', '.lock', '.json'];

/**
 * @param {string} root
 * @returns {string[]}
 */
export function assetFiles(root) {
  return sourceFiles(root).filter((file) => assetEndings.some((ending) => file.endsWith(ending)));
}
