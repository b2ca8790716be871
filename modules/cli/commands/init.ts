import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { diagnostic, isAccountId, throwErrors, type Diagnostic } from '../../core';
import type { CommandIo } from '../io';
import type { Scaffold } from '../scaffold/scaffold';

interface InitFlags {
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

/** `init [DIR] --name NAME`: a repository of environments of one's own, with one tenant that synthesizes. */
export function addInitCommand(program: Command, io: CommandIo): void {
  program
    .command('init')
    .description('make a repository of environments of your own')
    .argument('[folder]', 'where; made when it does not exist', '.')
    .requiredOption('--name <name>', 'of the package, and first part of every bucket name')
    .option('--account <id>', 'your first account; change it before the first deploy', '111122223333')
    .option('--region <region>', 'where its tenants live', 'eu-west-1')
    .action((folder: string, flags: InitFlags) => init(folder, flags, io));
}

async function init(folder: string, flags: InitFlags, io: CommandIo): Promise<void> {
  throwErrors(checkFlags(flags));
  const [{ scaffoldFiles }, { pinNewProject }] = await Promise.all([
    import('../scaffold/files.js'),
    import('../scaffold/pin-new-project.js'),
  ]);
  const scaffold = scaffoldOf(flags);
  const root = resolve(io.folder, folder);
  const files = scaffoldFiles(scaffold);
  const inTheWay = [...Object.keys(files), 'environments/pins'].filter((path) => existsSync(join(root, path)));
  throwErrors(inTheWay.map((path) => taken(path, folder)));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text, { flag: 'wx' });
  }
  pinNewProject(root, scaffold);
  io.out(
    `${[...Object.keys(files), 'environments/pins/dev.yaml', 'environments/pins/local.yaml'].sort().join('\n')}\n`,
  );
  io.err(`next: ${folder === '.' ? '' : `cd ${folder} && `}npm install && npx cdktf synth\n`);
}

function scaffoldOf({ name, account, region }: InitFlags): Scaffold {
  const partition = /^cn-/.test(region) ? 'aws-cn' : /^us-gov-/.test(region) ? 'aws-us-gov' : 'aws';
  return { name, accountId: account, region, partition };
}

function checkFlags({ name, account, region }: InitFlags): readonly Diagnostic[] {
  const wrong: Diagnostic[] = [];
  const say = (path: string, value: string, fix: string): void =>
    void wrong.push(diagnostic('TB5110', { path, message: `${path} is "${value}"`, fix }));
  if (!/^[a-z][a-z0-9-]{0,18}[a-z0-9]$/.test(name))
    say('--name', name, 'give 2 to 20 of a-z, 0-9 and hyphen, a letter first');
  if (!isAccountId(account)) say('--account', account, 'give twelve digits');
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) say('--region', region, 'give a region such as eu-west-1');
  return wrong;
}

function taken(path: string, folder: string): Diagnostic {
  return diagnostic('TB5109', {
    path: folder,
    message: `${path} stands there already`,
    fix: 'choose an empty folder: init replaces nothing',
  });
}
