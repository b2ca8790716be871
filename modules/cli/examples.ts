import type { Command } from 'commander';
import { fit } from './fit';
import type { CommandIo } from './io';

interface Examples {
  /** A command line, of which the name of the program may be left out, and what it is for. */
  readonly [line: string]: string;
}

/** What the help of each command begins with: by its name without that of the program. */
const examples: { readonly [command: string]: Examples } = {
  '': {
    'emulator up --detach': 'an AWS of your own on this machine',
    doctor: 'what is missing here, and the cure',
    'review plan.json': 'what a plan does to whose data',
    'evaluate cases.json': 'what AWS would decide, and why',
    'explain TB2003': 'what a code means, offline',
  },
  emulator: {
    'emulator up --detach': 'start it, and leave it running',
    'emulator down': 'end it',
  },
  'emulator up': {
    'emulator up --detach --json': 'for scripts: endpoint and keys',
    'emulator up --port 4566': 'at this port, until Ctrl-C',
  },
  'emulator down': {
    'emulator down': 'the one of this folder',
    'emulator down --name ci': 'the one of --name ci',
  },
  'emulator status': {
    'emulator status': 'whether it answers, and where',
    'emulator status --json': 'the same for programs',
  },
  ledger: {
    ledger: 'calls by operation and outcome',
    'ledger --by principal,bucket': 'who caused them, and where',
    'ledger --reset --json': 'and start again at nothing',
  },
  doctor: { doctor: 'what is missing here, and the cure', 'doctor --json': 'for a report of a defect' },
  evaluate: {
    'evaluate cases.json': 'what AWS decides, and why',
    'evaluate - --json < cases.json': 'for programs',
  },
  'who-can': {
    'who-can s3:GetObject --tenant acme': 'who reads its data',
    'who-can kms:Decrypt --tenant acme --all': 'the denied, too',
  },
  explain: { 'explain TB2003': 'what a code means, offline', explain: 'every code in a line' },
  init: { 'init vending --name corp': 'in the folder vending' },
  tenant: {
    'tenant add globex --environment dev': 'a file for a new tenant',
    'tenant suspend globex': 'let nobody in',
  },
  'tenant add': {
    'tenant add globex': 'a bucket of its own',
    'tenant add globex --isolation shared': 'a prefix of its own',
  },
  'tenant suspend': { 'tenant suspend globex': 'let nobody in for a while' },
  'tenant resume': { 'tenant resume globex': 'let its principals in again' },
  'tenant retire': { 'tenant retire globex': 'take it out of terraform’s hands' },
  adopt: {
    'adopt acme': 'what it has, and what changes',
    'adopt acme --from found.json': 'by what somebody else has read',
  },
  pin: { pin: 'where new tenants live', 'pin --check': 'for pipelines: whether all are pinned' },
  move: {
    'move acme --to 2': 'hand it to the second shard',
    'move acme --done': 'after both stacks are deployed',
  },
  handshake: {
    'handshake render acme': 'what acme applies in its account',
    'handshake check acme': 'whether its key is as it has to be',
  },
  'handshake render': {
    'handshake render acme --format terraform': 'as Terraform alone',
    'handshake render acme --out for-acme': 'as files to send',
  },
  'handshake check': { 'handshake check acme': 'whether the key is as it has to be' },
  validate: {
    validate: 'every mistake at once',
    'validate --guardrails organization': 'with your SCPs and RCPs',
  },
  review: {
    'terraform show -json plan.tfplan | tenant-buckets review -': 'one plan',
    'review --plan-dir cdktf.out --tenants': 'all saved plans',
    'review plan.json --format github': 'for annotations',
  },
  comment: {
    'comment --file review.md': 'in a pipeline',
    'comment --file review.md --pull-request 12': 'elsewhere',
  },
  plan: {
    plan: 'a saved plan of each stack',
    "plan 'prod-*' --changed": 'what differs from the last apply',
  },
  apply: {
    apply: 'what was planned',
    'apply --yes --require-review review.json': 'in a pipeline',
  },
  estimate: {
    'estimate --environment prod': 'what tenants cost a month',
    'estimate --tenant acme': 'one of them, line by line',
  },
};

/** Lets the help of a command, and of those below it, begin with examples of its own. */
export function addExamples(command: Command, io: Pick<CommandIo, 'errColumns' | 'outColumns'>, name = ''): void {
  const shown = Object.entries(examples[name] ?? {}).map(([line, what]) => [whole(line), what] as const);
  if (shown.length > 0)
    command.addHelpText('before', ({ error }) => render(shown, error ? io.errColumns : io.outColumns));
  for (const one of command.commands) addExamples(one, io, `${name} ${one.name()}`.trim());
}

/** What a line is for stands beside it, or where a terminal has no room for that below. */
function render(lines: readonly (readonly [string, string])[], columns = Infinity): string {
  const width = Math.max(...lines.map(([line]) => line.length));
  const beside = lines.map(([line, what]) => `  ${line.padEnd(width)}    ${what}\n`);
  const below = lines.map(([line, what]) => `  ${line}\n      ${fit(what, 6, columns)}\n`);
  return `Examples:\n${(beside.every((one) => one.length <= columns + 1) ? beside : below).join('')}`;
}

function whole(line: string): string {
  return line.includes('tenant-buckets') ? line : `tenant-buckets ${line}`;
}
