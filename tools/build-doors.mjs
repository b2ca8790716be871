import { readdirSync, rmSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { build } from 'esbuild';

/**
 * The rooms that every command loads, or the review of a plan, by the one file through which they are entered. None of
 * them reads a file beside itself, so each can be one file: to find, read and compile hundreds takes longer than their
 * work.
 */
const doors = {
  core: 'index',
  evaluation: 'index',
  plan: 'index',
  review: 'index',
  cost: 'index',
  cli: 'main',
};

/** What a room exports never changes, and a property is read quicker than a getter is called. */
const plainExports = 'module.exports = { __esModule: true, ...module.exports };';

/**
 * Puts each of these rooms into one file in the place of its compiled door, and takes away the compiled files behind it.
 * Other rooms and packages stay outside, so that each is there once and loaded only when it is asked for.
 *
 * @param {string} sources the folder of the rooms
 * @param {string} compiled the folder of the compiled rooms
 */
export async function buildDoors(sources, compiled) {
  for (const [room, door] of Object.entries(doors)) {
    const outfile = join(compiled, room, `${door}.js`);
    await build({
      entryPoints: [join(sources, room, `${door}.ts`)],
      outfile,
      allowOverwrite: true,
      bundle: true,
      packages: 'external',
      platform: 'node',
      target: 'node20.18',
      format: 'cjs',
      logLevel: 'warning',
      footer: { js: plainExports },
      plugins: [otherRoomsByTheirDoors(sources, room)],
    });
    for (const file of compiledFiles(join(compiled, room))) if (file !== outfile) rmSync(file);
  }
}

/**
 * @param {string} folder
 * @returns {readonly string[]}
 */
function compiledFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
    .map((entry) => join(entry.parentPath, entry.name));
}

/**
 * A door that is loaded lazily is required like any other when its time comes: Node's `import()` would read its source
 * once more to look for names.
 *
 * @param {string} sources
 * @param {string} room
 * @returns {import('esbuild').Plugin}
 */
function otherRoomsByTheirDoors(sources, room) {
  return {
    name: 'other rooms by their doors',
    setup(building) {
      building.onResolve({ filter: /^\.\.?(\/|$)/, namespace: 'file' }, ({ path, resolveDir, kind }) => {
        const [other] = relative(sources, resolve(resolveDir, path)).split(sep);
        if (other === room) return undefined;
        const door = `../${other}/index.js`;
        return kind === 'dynamic-import' ? { path: door, namespace: 'lazy door' } : { path: door, external: true };
      });
      building.onLoad({ filter: /./, namespace: 'lazy door' }, ({ path }) => ({
        contents: `module.exports = require(${JSON.stringify(path)});`,
      }));
      building.onResolve({ filter: /./, namespace: 'lazy door' }, ({ path }) => ({ path, external: true }));
    },
  };
}
