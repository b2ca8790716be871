/** Which room may know what: the tables behind the rules of .dependency-cruiser.cjs. */

const productOrTools = '^(modules/|environments/|tools/|main\\.ts$)';
const inRooms = (...names) => `^modules/(${names.join('|')})/`;
const npm = (...names) => `(^|/)node_modules/(${names.join('|')})/`;
const builtin = (...names) => `^(node:)?(${names.join('|')})$`;

/** What each room may import of the other rooms, through their doors. */
const arrows = {
  tenants: {
    may: ['core'],
    way: 'Tenants parses files into values of core; what needs more belongs to environments or cli.',
  },
  constructs: {
    may: ['core'],
    way: 'Constructs wires what core decided; take the decision as a prop or move it to core.',
  },
  evaluation: { may: ['core'], way: 'Evaluation judges a world of core; hand it the world as an argument.' },
  plan: { may: ['core'], way: 'Plan turns plan JSON into facts of core; judging them is for review.' },
  review: {
    may: ['core', 'evaluation'],
    typesOf: ['plan', 'cost'],
    way: 'Review takes facts and cost lines as arguments; of plan and cost it may use `import type` through the door only.',
  },
  cost: { may: ['core'], way: 'Cost knows workloads and prices, no plan; let cli subtract two estimates.' },
  terraform: {
    may: ['core'],
    way: 'Terraform runs a binary in a folder it is given; pass folder, environment and listener as arguments.',
  },
  gateway: {
    may: ['core', 'evaluation'],
    way: 'The gateway asks evaluation and forwards to the upstream it is given as an address.',
  },
  emulator: {
    may: ['core', 'gateway', 'terraform'],
    way: 'Emulator starts and stops things; what uses them belongs to demo or cli.',
  },
  demo: {
    may: ['core', 'gateway', 'emulator', 'terraform', 'cost'],
    way: 'The demo plays with started things; it synthesizes by running the app, not by importing it.',
  },
  reencryption: {
    may: ['core'],
    way: 'Take clients and workloads as arguments; a new arrow needs a record in docs/decisions first.',
  },
  audit: { may: ['core'], way: 'Audit turns accounts into facts of core; what judges them is called by cli.' },
  cli: {
    may: [
      'audit',
      'core',
      'cost',
      'demo',
      'emulator',
      'evaluation',
      'gateway',
      'plan',
      'reencryption',
      'review',
      'tenants',
      'terraform',
    ],
    way: 'The command line loads every room but constructs, so that it starts without cdktf; run the app as a child instead.',
  },
};

/** Where a package or a built-in module may be named; from `scope`, by default everything but the tests. */
const homes = [
  {
    name: 'yaml-and-zod-only-in-tenants',
    to: npm('yaml', 'zod'),
    homes: [inRooms('tenants')],
    way: 'Ask the door of tenants for parsed values.',
  },
  {
    name: 'cdktf-only-in-constructs',
    to: npm('cdktf', 'constructs', '@cdktf/provider-aws'),
    scope: '.',
    homes: [inRooms('constructs'), '^environments/', '^main\\.ts$', '^__tests__/support/', '^tools/bench/synth/'],
    way: 'cdktf is archived and will be exchanged for its fork: use the door of constructs, and in tests __tests__/support.',
  },
  {
    name: 'undici-only-in-gateway',
    to: npm('undici'),
    homes: [inRooms('gateway'), '^tools/bench/gateway/'],
    way: 'Elsewhere use the global fetch, or the door of gateway.',
  },
  {
    name: 'wire-formats-only-in-gateway',
    to: npm('fast-xml-parser', 'fast-xml-builder', '@smithy/signature-v4', '@aws-sdk/util-arn-parser'),
    homes: [inRooms('gateway')],
    way: 'Wire formats end at the gateway; other rooms see values of core (core parses ARNs).',
  },
  {
    name: 'aws-sdk-only-where-accounts-are-touched',
    to: npm('@aws-sdk/(?!util-arn-parser)[^/]+'),
    homes: [inRooms('demo', 'reencryption', 'audit'), '^tools/conformance'],
    way: 'Only rooms that touch accounts load the SDK; take what it would answer as a value.',
  },
  {
    name: 'inventory-formats-only-in-reencryption',
    to: npm('csv-parse', 'hyparquet'),
    homes: [inRooms('reencryption')],
    way: 'Let reencryption read inventories.',
  },
  {
    name: 'commander-only-in-cli',
    to: npm('commander', 'listr2'),
    homes: [inRooms('cli')],
    way: 'Arguments end at the command line; pass options as values.',
  },
  {
    name: 'fs-only-at-the-edges',
    to: builtin('fs', 'fs/promises'),
    homes: [inRooms('tenants', 'terraform', 'emulator', 'cli'), '^tools/'],
    way: 'Take the text as an argument, or let one of tenants, terraform, emulator, cli read and write it.',
  },
  {
    name: 'processes-only-in-terraform-and-emulator',
    to: builtin('child_process', 'cluster', 'worker_threads'),
    homes: [inRooms('terraform', 'emulator'), '^tools/'],
    way: 'Use the door of terraform or emulator: they end what they start.',
  },
  {
    name: 'http-only-in-gateway',
    to: builtin('http', 'https', 'http2'),
    homes: [inRooms('gateway'), '^tools/'],
    way: 'Serve through the gateway; to ask something, the global fetch is enough.',
  },
];

module.exports = { arrows, homes, inRooms, builtin, productOrTools };
