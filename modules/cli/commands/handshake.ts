import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { cloudFormationOf, diagnostic, DiagnosticError, ownedKey, terraformOf, type Handshake } from '../../core';
import { checkTenantKey } from '../handshake-check';
import { handshakeOfTenant } from '../handshake-of';
import type { CommandIo, SetExitCode } from '../io';
import { note } from '../note';

type Format = 'terraform' | 'cloudformation';

interface RenderFlags {
  readonly environment?: string;
  readonly format: Format | 'both';
  readonly out?: string;
}

const renderers: { readonly [format in Format]: (handshake: Handshake) => object } = {
  terraform: (handshake) => terraformOf(handshake, ownedKey(handshake)),
  cloudformation: (handshake) => cloudFormationOf(ownedKey(handshake)),
};

const endings: { readonly [format in Format]: string } = {
  terraform: 'tf.json',
  cloudformation: 'template.json',
};

/** `handshake render|check`: a key in the tenant's own account, from both sides. */
export function addHandshakeCommands(program: Command, io: CommandIo, setExitCode: SetExitCode): void {
  const handshake = program.command('handshake').description('keys that tenants make in accounts of their own');
  handshake
    .command('render')
    .description('what the tenant applies in its account: plain Terraform and CloudFormation of the same key')
    .argument('<tenant>', 'its id')
    .option('--environment <name>', 'needed when it stands in several')
    .addOption(
      new Option('--format <kind>', 'which of the two')
        .choices(['terraform', 'cloudformation', 'both'])
        .default('both'),
    )
    .option('--out <folder>', 'write TENANT.tf.json and TENANT.template.json there instead of printing them')
    .action((id: string, flags: RenderFlags) => render(id, flags, io, setExitCode));
  handshake
    .command('check')
    .description('look at the key that the tenant’s file names, with the AWS credentials of the environment')
    .argument('<tenant>', 'its id')
    .option('--environment <name>', 'needed when it stands in several')
    .option('--json', 'print what was found as JSON')
    .action((id: string, flags: { readonly environment?: string; readonly json?: true }) =>
      checkTenantKey(id, flags, io, setExitCode),
    );
}

async function render(id: string, flags: RenderFlags, io: CommandIo, setExitCode: SetExitCode): Promise<void> {
  const found = await handshakeOfTenant(id, flags.environment, io, setExitCode);
  if (found === undefined) return;
  const { handshake } = found;
  const formats: readonly Format[] = flags.format === 'both' ? ['terraform', 'cloudformation'] : [flags.format];
  const rendered = formats.map((format) => ({ format, document: renderers[format](handshake) }));
  if (flags.out === undefined) io.out(toPrint(rendered));
  else io.out(rendered.map(({ format, document }) => `${write(flags.out ?? '', id, format, document, io)}\n`).join(''));
  note(
    io,
    `apply one of them in account ${handshake.keyAccountId}, and write the ARN that it prints into the file of ${id} as key.arn`,
  );
}

/** One document as it is; two under their names. */
function toPrint(rendered: readonly { readonly format: Format; readonly document: object }[]): string {
  const [only, ...more] = rendered.map((one) => one.document);
  return more.length === 0
    ? text(only ?? {})
    : text(Object.fromEntries(rendered.map((one) => [one.format, one.document])));
}

function write(folder: string, id: string, format: Format, document: object, io: CommandIo): string {
  const file = join(folder, `${id}.${endings[format]}`);
  try {
    mkdirSync(resolve(io.folder, folder), { recursive: true });
    writeFileSync(resolve(io.folder, file), text(document));
    return file;
  } catch {
    const fix = 'name a folder that you may write to';
    throw new DiagnosticError(diagnostic('TB5136', { path: '--out', message: `${file} cannot be written`, fix }));
  }
}

function text(document: object): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
