/**
 * The arrows between the rooms. A rule's comment is for whoever trips it: it names the way out.
 * Every rule has a planted violation in __tests__/tools/architecture-cases.ts.
 */
const { arrows, homes, inRooms, builtin, productOrTools } = require('./.dependency-cruiser.rooms.cjs');

const rooms = ['core', ...Object.keys(arrows)];
const shipped = { path: '^modules/', pathNot: '^modules/demo/' };
const product = '^(modules/|environments/|main\\.ts$)';
/** They run before `npm ci` and the build, when there is no door to come through. */
const firstScripts = '^modules/emulator/python/[^/]+\\.mjs$';
const door = '^modules/[^/]+/index\\.ts$';

/** Packages that some rule accounts for. */
const placedPackages = homes.map((home) => home.to).filter((to) => to.includes('node_modules'));

const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

/** Forbids files by their path alone: no file has a hundred dependents. */
const forbidFile = (name, comment, { path, pathNot }) => ({
  name,
  severity: 'error',
  comment,
  from: {},
  module: { path, pathNot, numberOfDependentsLessThan: 100 },
});

const arrowRules = Object.entries(arrows).map(([room, { may, typesOf = [], way }]) =>
  forbid(
    `arrows-of-${room}`,
    `${room} may import ${may.join(', ')}. ${way}`,
    { path: inRooms(room) },
    { path: productOrTools, pathNot: [inRooms(room, ...may, ...typesOf)] },
  ),
);

const homeRules = homes.map(({ name, to, scope = productOrTools, homes: allowed, way }) =>
  forbid(name, way, { path: scope, pathNot: allowed }, { path: to }),
);

module.exports = {
  forbidden: [
    forbid(
      'core-imports-nothing',
      'Core is values and pure functions. Give it what it needs as an argument: texts, hashes, clocks, randomness.',
      { path: inRooms('core') },
      { pathNot: '^modules/core/' },
    ),
    ...arrowRules,
    forbid(
      'review-takes-types-only',
      'Of plan and cost, review knows the shapes alone: write `import type`, and take the values as arguments.',
      { path: inRooms('review') },
      { path: inRooms('plan', 'cost'), dependencyTypesNot: ['type-only', 'type-import'] },
    ),
    forbid(
      'reporters-paint-only',
      'A reporter turns findings into text: it imports review and core, and judges nothing. Decide earlier, paint here.',
      { path: '^modules/review/(report|reporters)/' },
      { pathNot: ['^modules/review/', '^modules/core/index\\.ts$'] },
    ),
    forbid(
      'pure-rooms-have-no-effects',
      'Evaluation, plan, review and cost turn values into values. Do the effect in cli, terraform or emulator and pass the result.',
      { path: inRooms('evaluation', 'plan', 'review', 'cost') },
      {
        dependencyTypes: ['core'],
        pathNot: builtin('crypto', 'path', 'util', 'fs', 'fs/promises', 'child_process', 'http', 'https'),
      },
    ),
    forbid(
      'arrows-of-environments',
      'Environments are typed data and stacks: they may import tenants, constructs and core.',
      { path: '^environments/' },
      { path: productOrTools, pathNot: ['^environments/', inRooms('tenants', 'constructs', 'core')] },
    ),
    forbid(
      'arrows-of-main',
      'main.ts calls the app with our environments: it may import environments, constructs and core.',
      { path: '^main\\.ts$' },
      { path: productOrTools, pathNot: ['^environments/', inRooms('constructs', 'core')] },
    ),
    forbid(
      'rooms-by-their-doors',
      'Import the other room by its door (`../room`); if the door lacks the name, ask whether it should be exported there.',
      { path: '^modules/([^/]+)/' },
      { path: '^modules/', pathNot: ['^modules/$1/', door] },
    ),
    forbid(
      'app-by-the-doors',
      "Import the room by its door (`modules/room`); what the door does not export is nobody else's business.",
      { path: '^(environments/|tools/|main\\.ts$)' },
      { path: '^modules/', pathNot: [door, firstScripts] },
    ),
    forbid(
      'tests-reach-into-their-own-room',
      'A test looks inside the room it mirrors; other rooms it uses by their doors. What must reach further is support or apply.',
      { path: '^__tests__/([^/]+)/', pathNot: '^__tests__/(support|apply)/' },
      { path: '^modules/', pathNot: ['^modules/$1/', door] },
    ),
    forbid(
      'tests-share-through-support',
      'What two tests need lives in __tests__/support; a test file is imported by nobody.',
      { path: '^__tests__/' },
      { path: '\\.test\\.ts$' },
    ),
    forbid(
      'product-knows-no-tests',
      'Product code never detects or loads a test: move the shared thing into a room, or the import into the test.',
      { path: productOrTools },
      { path: '^__tests__/' },
    ),
    forbid(
      'demo-is-loaded-lazily',
      "The demo is not in the package: load it with `await import('../demo')` inside the command that needs it.",
      { path: inRooms('cli') },
      { path: inRooms('demo'), dynamic: false, dependencyTypesNot: ['type-import'] },
    ),
    forbid(
      'bootstrap-needs-nothing',
      'Bootstrap runs before `npm ci`: use what Node brings.',
      { path: ['^tools/bootstrap', firstScripts] },
      { path: ['(^|/)node_modules/', product], pathNot: firstScripts },
    ),
    ...homeRules,
    forbid(
      'aws-resources-are-imported-deep',
      'Import `@cdktf/provider-aws/lib/kms-key` and the like: the barrel costs seconds and hundreds of megabytes.',
      { path: '.' },
      { path: '(^|/)node_modules/@cdktf/provider-aws/lib/index\\.' },
    ),
    forbid(
      'packages-have-a-room',
      'No rule says which room may name this package: add it to `homes` in .dependency-cruiser.rooms.cjs, with the reason in docs/decisions.',
      { path: product },
      { path: '(^|/)node_modules/', pathNot: placedPackages },
    ),
    forbid(
      'shipped-code-needs-no-dev-package',
      'Who installs the package does not get devDependencies: move it to dependencies, or the code to demo, tools or tests.',
      shipped,
      { path: '(^|/)node_modules/', dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'npm-peer'] },
    ),
    forbid(
      'packages-are-declared',
      'Declare the package in package.json; it is here only by the grace of another one.',
      { path: '.' },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    forbid(
      'imports-resolve',
      'The file or package does not exist: correct the path, or install it.',
      { path: '.' },
      { couldNotResolve: true },
    ),
    forbid(
      'no-cycles',
      'Move what both need into a third file that imports neither.',
      { path: '.' },
      { circular: true },
    ),
    forbid(
      'no-orphans',
      'Nothing uses this file and it uses nothing: delete it, or wire it in.',
      { orphan: true, path: product },
      {},
    ),
    forbidFile(
      'rooms-are-planned',
      `The rooms are ${rooms.join(', ')}. A new one needs its arrows in .dependency-cruiser.rooms.cjs first.`,
      { path: '^modules/', pathNot: inRooms(...rooms) },
    ),
    forbidFile(
      'names-say-what-is-inside',
      'Name the file after the thing it holds; utils, helpers and common hold anything.',
      {
        path: '(^|/)(util|utils|helper|helpers|common)(/|\\.[^/]+$)',
        pathNot: '(^|/)node_modules/',
      },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: '^(dist|coverage|cdktf\\.out|\\.cache|\\.tenant-buckets|\\.stryker-tmp|__tests__/support/planted)/',
    },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.cjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['node', 'require', 'types', 'default'],
    },
  },
};
