/**
 * Makes a fresh clone work: packages, the emulator's Python environment, the build of the command. Runs before
 * `npm start` and `npm test`; afterwards it does nothing and needs no network. The work is in a file of its own, because
 * an old Node has to be able to read this one.
 */
const needed = [20, 18, 1];
const found = process.versions.node.split('.').map(Number);
const difference = needed.map((part, index) => found[index] - part).find((part) => part !== 0) || 0;

if (difference < 0) {
  process.stderr.write(
    `Node.js ${needed.join('.')} or newer is needed, this is ${process.versions.node}: update it.\n`,
  );
  process.exitCode = 4;
} else {
  import('./bootstrap-steps.mjs').then(({ bootstrap }) => bootstrap());
}
