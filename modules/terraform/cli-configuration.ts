import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { diagnostic, DiagnosticError } from '../core';
import type { TerraformBinary } from './find-terraform';
import type { Environment } from './leashed-process';
import {
  findMirrorBelow,
  firstMirror,
  mirrorRoots,
  readMirror,
  type ProviderMirror,
  type WantedProvider,
} from './provider-mirror';

/** Where the AWS provider will come from. */
export type ProviderSource =
  | { readonly kind: 'mirror'; readonly folder: string }
  /** The user's own CLI configuration says where from. */
  | { readonly kind: 'configured'; readonly file: string }
  /** Terraform looks into this folder by itself. */
  | { readonly kind: 'implied'; readonly folder: string }
  /** The registry, over the network. */
  | { readonly kind: 'registry' };

/** What every run of terraform and cdktf gets into its environment. */
export interface CliConfiguration {
  readonly variables: Environment;
  readonly provider: ProviderSource;
}

/** What decides the CLI configuration. */
export interface CliConfigurationOptions {
  /** Folder for the files written here; made when missing. */
  readonly folder: string;
  readonly environment: Environment;
  readonly binary: Pick<TerraformBinary, 'product' | 'platform'>;
  /** Folder of the stack: `terraform.d/plugins` in it is one of Terraform's own places. @default the current folder */
  readonly workingDirectory?: string;
  /** Folders below which a system-wide mirror may lie. @default `/opt`, `/usr/local/share` and `/usr/local/lib` */
  readonly roots?: readonly string[];
  /** Folder in which downloaded and unpacked providers are kept for the next init. @default none is kept */
  readonly pluginCache?: string;
}

interface Product {
  readonly host: string;
  /** Names of the user's configuration file in the home folder, strongest first. */
  readonly homeFiles: readonly string[];
  readonly dataFolder: string;
}

const products: Readonly<Record<TerraformBinary['product'], Product>> = {
  terraform: { host: 'registry.terraform.io', homeFiles: ['.terraformrc'], dataFolder: 'terraform' },
  tofu: { host: 'registry.opentofu.org', homeFiles: ['.tofurc', '.terraformrc'], dataFolder: 'opentofu' },
};

/** No update checks, no questions, and no advice on commands that nobody here types. */
const quietVariables: Environment = { CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', TF_INPUT: '0' };

/**
 * Lets terraform find the AWS provider on this machine, with or without network, and says from where. Terraform's own
 * rules come first: its configuration file is replaced only where a mirror must be named or the file cannot be read.
 * https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation
 */
export function configureCli(options: CliConfigurationOptions): CliConfiguration {
  const { environment, binary } = options;
  const wanted = { host: products[binary.product].host, platform: binary.platform };
  const user = readUserFile(environment, products[binary.product]);
  const named = namedMirror(environment, wanted);
  const ownRules = named ? undefined : terraformsOwnSource(options, user, wanted);
  const mirror = named ?? (ownRules ? undefined : findMirrorBelow(options.roots ?? mirrorRoots, wanted));
  const provider: ProviderSource = mirror
    ? { kind: 'mirror', folder: mirror.folder }
    : (ownRules ?? { kind: 'registry' });
  return {
    variables: {
      ...quietVariables,
      ...configurationFileVariable(options, user, mirror, wanted),
      ...pluginCacheVariables(options, provider, mirror),
    },
    provider,
  };
}

interface UserFile {
  readonly file: string;
  /** Undefined when the file that the environment names cannot be read. */
  readonly text: string | undefined;
}

function readUserFile(environment: Environment, product: Product): UserFile | undefined {
  const named = environment['TF_CLI_CONFIG_FILE'] || environment['TERRAFORM_CONFIG'];
  if (named) return { file: named, text: readText(named) };
  const files = product.homeFiles.map((name) => join(homeFolder(environment), name));
  return files.map((file) => ({ file, text: readText(file) })).find(({ text }) => text !== undefined);
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function homeFolder(environment: Environment): string {
  return environment['HOME'] || homedir();
}

function namedMirror(environment: Environment, wanted: WantedProvider): ProviderMirror | undefined {
  const folder = environment['TENANT_BUCKETS_PROVIDER_MIRROR'];
  if (!folder) return undefined;
  const mirror = readMirror(resolve(folder), wanted);
  if (mirror) return mirror;
  throw new DiagnosticError(
    diagnostic('TB3004', {
      path: 'TENANT_BUCKETS_PROVIDER_MIRROR',
      message: `'${folder}' holds no ${wanted.host}/hashicorp/aws from 5.100.0 to below 7.0.0 for ${wanted.platform}`,
      fix: 'name a folder filled by `terraform providers mirror`, or unset the variable',
    }),
  );
}

function terraformsOwnSource(
  options: CliConfigurationOptions,
  user: UserFile | undefined,
  wanted: WantedProvider,
): ProviderSource | undefined {
  if (user?.text !== undefined && namesProviderInstallation(user.text)) return { kind: 'configured', file: user.file };
  const implied = firstMirror(impliedFolders(options), wanted);
  return implied && { kind: 'implied', folder: implied.folder };
}

function namesProviderInstallation(text: string): boolean {
  const code = text.replace(/\/\*[\s\S]*?\*\/|(?:#|\/\/).*$/gm, '');
  return /\bprovider_installation"?\s*[:{]/.test(code);
}

/** https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories */
function impliedFolders({ environment, binary, workingDirectory }: CliConfigurationOptions): readonly string[] {
  const home = homeFolder(environment);
  const dataHome = environment['XDG_DATA_HOME'] || join(home, '.local', 'share');
  const dataFolders = (environment['XDG_DATA_DIRS'] || '/usr/local/share:/usr/share').split(':');
  return [
    resolve(workingDirectory ?? '.', 'terraform.d', 'plugins'),
    join(home, '.terraform.d', 'plugins'),
    ...[dataHome, ...dataFolders].map((folder) => join(folder, products[binary.product].dataFolder, 'plugins')),
  ];
}

function configurationFileVariable(
  options: CliConfigurationOptions,
  user: UserFile | undefined,
  mirror: ProviderMirror | undefined,
  wanted: WantedProvider,
): Environment {
  const unreadable = user !== undefined && user.text === undefined;
  if (!mirror && !unreadable) return {};
  const keep = user?.text !== undefined && !namesProviderInstallation(user.text) ? `${user.text.trimEnd()}\n\n` : '';
  const file = join(resolve(options.folder), 'terraform.tfrc');
  writeAtomically(file, `${keep}${mirror ? installationBlock(mirror.folder, wanted.host) : ''}`);
  return { TF_CLI_CONFIG_FILE: file };
}

/** Only the AWS provider is taken out of the mirror, and only there: asking the registry too would need a network. */
function installationBlock(folder: string, host: string): string {
  const addresses = JSON.stringify([`${host}/hashicorp/aws`]);
  return `provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(folder)}
    include = ${addresses}
  }
  direct {
    exclude = ${addresses}
  }
}
`;
}

/** Several runs may share the folder: none may read the half of a file. The file may hold the user's credentials. */
function writeAtomically(file: string, text: string): void {
  if (readText(file) === text) return;
  mkdirSync(join(file, '..'), { recursive: true });
  const draft = `${file}.${String(process.pid)}`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, file);
}

/** A cache helps where a provider would be downloaded or unpacked again; out of an unpacked mirror it is linked. */
function pluginCacheVariables(
  { pluginCache, environment }: CliConfigurationOptions,
  provider: ProviderSource,
  mirror: ProviderMirror | undefined,
): Environment {
  const useful = provider.kind === 'registry' || mirror?.packed === true;
  if (!useful || pluginCache === undefined || environment['TF_PLUGIN_CACHE_DIR']) return {};
  mkdirSync(pluginCache, { recursive: true });
  return { TF_PLUGIN_CACHE_DIR: resolve(pluginCache), TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: '1' };
}
